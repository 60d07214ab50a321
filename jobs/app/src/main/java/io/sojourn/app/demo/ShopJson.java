package io.sojourn.app.demo;

import java.time.Instant;

/**
 * Writes what happens in the shop as XDM JSON, one object a line. Built for speed: one buffer, no
 * tree.
 */
final class ShopJson {
  private final Shoppers shoppers;
  private final StringBuilder json = new StringBuilder(512);

  ShopJson(Shoppers shoppers) {
    this.shoppers = shoppers;
  }

  /** The identity of highest priority that a line about this action carries. */
  String key(Visit visit, Visit.Action action) {
    return visit.isSignedIn() || action == Visit.Action.STORE_PROFILE
        ? "CRMID:" + shoppers.crmId(visit.person)
        : "ECID:" + visit.ecid;
  }

  String line(String id, long time, Visit visit, Visit.Action action) {
    json.setLength(0);
    return switch (action) {
      case VIEW_PAGE -> event(id, "web.webpagedetails.pageViews", time, visit).text("name", "home");
      case VIEW_PRODUCT -> event(id, "commerce.productViews", time, visit).product(visit.product());
      case LOG_IN -> event(id, "userAccount.login", time, visit);
      case STORE_PROFILE -> profile(id, visit.person);
      case OPEN_ACCOUNT -> event(id, "userAccount.createProfile", time, visit);
      case FILL_CART ->
          event(id, "commerce.productListAdds", time, visit)
              .product(visit.product())
              .text("cartId", visit.cartId)
              .price("priceTotal", visit.cents());
      case CHECK_OUT ->
          event(id, "commerce.checkouts", time, visit)
              .text("cartId", visit.cartId)
              .price("priceTotal", visit.cents());
      case PURCHASE ->
          event(id, "commerce.purchases", time, visit)
              .text("cartId", visit.cartId)
              .open("order")
              .price("priceTotal", visit.cents())
              .text("purchaseID", "P-" + visit.cartId)
              .close();
    }.end();
  }

  /** A line that a correct receiver refuses, in one of {@value #FAULTS} ways. */
  String faultyLine(String id, long time, Visit visit, int fault) {
    json.setLength(0);
    return switch (fault) {
      case 0 -> event(id, "commerce.productViews", time, visit).json.toString(); // cut short
      case 1 -> header(id, "commerce.productViews", Instant.ofEpochMilli(time).toString()).end();
      case 2 ->
          header(id, "commerce.productViews", Instant.ofEpochMilli(time).toString())
              .identities("PlayerCard", visit.ecid)
              .end();
      case 3 ->
          header(id, "commerce.productViews", "yesterday").identities("ECID", visit.ecid).end();
      case 4 ->
          event(id, "commerce.productListAdds", time, visit).text("priceTotal", "a bargain").end();
      default -> throw new IllegalArgumentException("no such fault: " + fault);
    };
  }

  static final int FAULTS = 5;

  private ShopJson event(String id, String type, long time, Visit visit) {
    header(id, type, Instant.ofEpochMilli(time).toString());
    if (!visit.isSignedIn()) {
      return identities("ECID", visit.ecid);
    }
    String crmId = shoppers.crmId(visit.person);
    return type.equals("userAccount.createProfile")
        ? identities("CRMID", crmId, "Email", shoppers.email(visit.person), "ECID", visit.ecid)
        : identities("CRMID", crmId, "ECID", visit.ecid);
  }

  private ShopJson header(String id, String type, String time) {
    json.append('{');
    return text("_id", id).text("eventType", type).text("timestamp", time);
  }

  /** A profile record: no event type, no time, the attributes as they are now. */
  private ShopJson profile(String id, int person) {
    json.append('{');
    return text("_id", id)
        .identities("CRMID", shoppers.crmId(person), "Email", shoppers.email(person))
        .open("person")
        .open("name")
        .text("firstName", shoppers.firstName(person))
        .close()
        .close()
        .open("consents")
        .open("marketing")
        .open("email")
        .text("val", shoppers.wantsMarketing(person) ? "y" : "n")
        .close()
        .close()
        .close()
        .text("timeZone", shoppers.timeZone(person));
  }

  private ShopJson identities(String... namespacesAndValues) {
    open("identityMap");
    for (int i = 0; i < namespacesAndValues.length; i += 2) {
      name(namespacesAndValues[i]).append("[{");
      text("id", namespacesAndValues[i + 1]);
      json.append("}]");
    }
    return close();
  }

  private ShopJson product(Product product) {
    return text("sku", product.sku())
        .text("name", product.name())
        .text("category", product.category());
  }

  private ShopJson open(String name) {
    name(name).append('{');
    return this;
  }

  private ShopJson close() {
    json.append('}');
    return this;
  }

  private String end() {
    return json.append('}').toString();
  }

  /** Values are ours: quotes are all that ever needs escaping. */
  private ShopJson text(String name, String value) {
    name(name).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\');
      }
      json.append(c);
    }
    json.append('"');
    return this;
  }

  private ShopJson price(String name, int cents) {
    name(name).append(cents / 100).append('.').append(cents / 10 % 10).append(cents % 10);
    return this;
  }

  private StringBuilder name(String name) {
    char last = json.charAt(json.length() - 1);
    if (last != '{') {
      json.append(',');
    }
    return json.append('"').append(name).append("\":");
  }
}
