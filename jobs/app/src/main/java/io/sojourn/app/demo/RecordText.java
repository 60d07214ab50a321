package io.sojourn.app.demo;

/** Writes the shop's records as lines of XDM JSON. It builds text, not trees, to be fast. */
final class RecordText {
  private final StringBuilder out = new StringBuilder(640);
  private final TimestampText timestamps = new TimestampText();
  private final String run;
  private long ids;
  private long carts;

  RecordText(TrafficSettings settings) {
    // Ids of another seed or another start are other ids, or they would be taken for repetitions.
    long mixed = Mix.of(settings.seed() ^ Mix.of(settings.start()));
    run = Long.toHexString(mixed >>> 32 | 1L << 32).substring(1);
  }

  long newCart() {
    return ++carts;
  }

  String page(Shopper shopper, boolean signedIn, long at, String name) {
    event("web.webpagedetails.pageViews", shopper, signedIn, at);
    out.append(",\"web\":{\"webPageDetails\":{\"name\":\"").append(name).append("\"}}");
    return end();
  }

  String view(Shopper shopper, boolean signedIn, long at, Product product) {
    event("commerce.productViews", shopper, signedIn, at);
    text("sku", product.sku());
    text("name", product.name());
    text("category", product.category());
    money("price", product.cents());
    return end();
  }

  String add(
      Shopper shopper, boolean signedIn, long at, long cart, Product product, int totalCents) {
    event("commerce.productListAdds", shopper, signedIn, at);
    cart(cart);
    text("sku", product.sku());
    text("name", product.name());
    money("priceTotal", totalCents);
    return end();
  }

  String removal(
      Shopper shopper, boolean signedIn, long at, long cart, Product product, int totalCents) {
    event("commerce.productListRemovals", shopper, signedIn, at);
    cart(cart);
    text("sku", product.sku());
    money("priceTotal", totalCents);
    return end();
  }

  String checkout(Shopper shopper, boolean signedIn, long at, long cart, int totalCents) {
    event("commerce.checkouts", shopper, signedIn, at);
    cart(cart);
    money("priceTotal", totalCents);
    return end();
  }

  String purchase(Shopper shopper, boolean signedIn, long at, long cart, int totalCents) {
    event("commerce.purchases", shopper, signedIn, at);
    cart(cart);
    out.append(",\"order\":{\"purchaseID\":\"o-").append(run).append('-').append(cart).append('"');
    money("priceTotal", totalCents);
    out.append('}');
    return end();
  }

  String account(Shopper shopper, long at, String plan) {
    event("userAccount.createProfile", shopper, true, at);
    text("plan", plan);
    return end();
  }

  String login(Shopper shopper, long at, boolean byAddress) {
    begin("userAccount.login", at);
    identities(shopper, true, byAddress);
    text("method", byAddress ? "email" : "token");
    return end();
  }

  /** An event without fields of its own. */
  String plain(Shopper shopper, boolean signedIn, long at, String type) {
    event(type, shopper, signedIn, at);
    return end();
  }

  /** The profile record of a new account. */
  String profile(Shopper shopper, long at) {
    begin("", at);
    identities(shopper, true, true);
    out.append(",\"person\":{\"name\":{\"firstName\":\"").append(shopper.firstName());
    out.append("\",\"lastName\":\"").append(shopper.lastName()).append("\"}}");
    out.append(",\"personalEmail\":{\"address\":\"");
    address(shopper);
    out.append("\"}");
    if (shopper.consent() != Shopper.Consent.UNSAID) {
      char yesNo = shopper.consent() == Shopper.Consent.YES ? 'y' : 'n';
      out.append(",\"consents\":{\"marketing\":{\"email\":{\"val\":\"").append(yesNo);
      out.append("\"}}}");
    }
    text("timeZone", shopper.timeZone());
    return end();
  }

  String loyalty(Shopper shopper, long at, int points) {
    begin("", at);
    identities(shopper, true, false);
    out.append(",\"loyalty\":{\"points\":").append(points).append('}');
    return end();
  }

  private void event(String type, Shopper shopper, boolean signedIn, long at) {
    begin(type, at);
    identities(shopper, signedIn, false);
  }

  private void begin(String type, long at) {
    out.setLength(0);
    out.append("{\"_id\":\"").append(run).append('-').append(ids++).append('"');
    if (!type.isEmpty()) {
      text("eventType", type);
    }
    out.append(",\"timestamp\":\"");
    timestamps.append(at, out);
    out.append('"');
  }

  private void identities(Shopper shopper, boolean signedIn, boolean withAddress) {
    out.append(",\"identityMap\":{\"ECID\":[{\"id\":\"").append(shopper.device()).append("\"}]");
    if (signedIn) {
      out.append(",\"CRMID\":[{\"id\":\"c-").append(100_000 + shopper.person()).append("\"}]");
    }
    if (withAddress) {
      out.append(",\"Email\":[{\"id\":\"");
      address(shopper);
      out.append("\"}]");
    }
    out.append('}');
  }

  private void address(Shopper shopper) {
    out.append(shopper.firstName()).append('.').append(shopper.lastName()).append('.');
    out.append(shopper.person()).append("@example.com");
  }

  private void cart(long cart) {
    out.append(",\"cartId\":\"k-").append(run).append('-').append(cart).append('"');
  }

  private void text(String name, String value) {
    out.append(",\"").append(name).append("\":\"").append(value).append('"');
  }

  private void money(String name, int cents) {
    out.append(",\"").append(name).append("\":").append(cents / 100).append('.');
    out.append((char) ('0' + cents / 10 % 10)).append((char) ('0' + cents % 10));
  }

  private String end() {
    return out.append('}').toString();
  }
}
