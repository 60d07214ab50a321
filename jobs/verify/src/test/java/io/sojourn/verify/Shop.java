package io.sojourn.verify;

import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The sample workspace, and a few records that a shop sends. */
final class Shop {
  /** When the tests' time begins, epoch milliseconds. */
  static final long START = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();

  private Shop() {}

  /** The files of the sample workspace. */
  static List<SourceFile> workspace() throws IOException {
    return WorkspaceFolder.definitions(Path.of("../../deploy/workspaces/shop"));
  }

  /** The same, with mails that go to this server, however old their commands are. */
  static List<SourceFile> sendingTo(Inbox inbox) throws IOException {
    return with(
        workspace(),
        "channels/email.yaml",
        "port: 1025, tls: none}",
        "port: " + inbox.port() + ", tls: none}\nvalidity: 99999d");
  }

  /** The same with a banner that shows a cart until it is bought. */
  static List<SourceFile> withBanner() throws IOException {
    List<SourceFile> files = new ArrayList<>(workspace());
    files.add(
        new SourceFile(
            "channels/home.yaml",
            "channel: home\ncontent: {surface: 'web://shop.example/home'}\n"));
    files.add(
        new SourceFile(
            "templates/cart-banner.yaml",
            """
            template: cart-banner
            priority: 60
            content: '{"cart": "{{event.cartId}}", "of": "{{command.identity.value}}"}'
            """));
    files.add(
        new SourceFile(
            "journeys/cart-banner.yaml",
            """
            journey: cart-banner
            entry: {event: commerce.productListAdds, key: event.cartId}
            exit: [{event: commerce.purchases, where: event.cartId == instance.key}]
            start: show
            steps:
              show: {message: home, template: cart-banner, class: transactional, next: stay}
              stay: {wait: 2d, next: gone}
              gone: {end: shown}
            """));
    return files;
  }

  /** The same with another text in one file. */
  static List<SourceFile> with(List<SourceFile> files, String path, String find, String put) {
    return files.stream()
        .map(
            file -> {
              if (!file.path().equals(path)) {
                return file;
              }
              if (!file.text().contains(find)) {
                throw new IllegalArgumentException(path + " does not say " + find);
              }
              return new SourceFile(path, file.text().replace(find, put));
            })
        .toList();
  }

  static Workspace compiled(List<SourceFile> files, long timeScale) {
    return Objects.requireNonNull(WorkspaceCompiler.compile(files, timeScale).workspace());
  }

  /** Somebody with consent: a profile record. */
  static String profile(String person, long at) {
    return """
    {"_id":"p-%1$s","timestamp":"%2$s","identityMap":{"CRMID":[{"id":"%1$s"}],"Email":[{"id":\
    "%1$s@example.com"}]},"person":{"name":{"firstName":"Ada"}},"personalEmail":{"address":\
    "%1$s@example.com"},"consents":{"marketing":{"email":{"val":"y"}}}}\
    """
        .formatted(person, Instant.ofEpochMilli(at));
  }

  /** Opens an account, which the welcome journey answers with a message. */
  static String account(String person, long at) {
    return event(person, "userAccount.createProfile", at, "");
  }

  /** Fills a cart that is worth a reminder. */
  static String cart(String person, String cart, double total, long at) {
    return event(
        person,
        "commerce.productListAdds",
        at,
        String.format(Locale.ROOT, ",\"cartId\":\"%s\",\"priceTotal\":%.2f", cart, total));
  }

  /** Buys what is in a cart. */
  static String purchase(String person, String cart, double total, long at) {
    return event(
        person,
        "commerce.purchases",
        at,
        String.format(
            Locale.ROOT, ",\"cartId\":\"%s\",\"order\":{\"priceTotal\":%.2f}", cart, total));
  }

  /** Looks at the page. */
  static String page(String person, long at) {
    return event(person, "web.webpagedetails.pageViews", at, "");
  }

  /** A log-in, which links a device to the person. */
  static String login(String person, String device, long at) {
    return """
    {"_id":"l-%s-%d","eventType":"userAccount.login","timestamp":"%s","identityMap":{"CRMID":\
    [{"id":"%s"}],"ECID":[{"id":"%s"}]}}\
    """
        .formatted(person, at, Instant.ofEpochMilli(at), person, device);
  }

  /** An event of a device nobody has logged in on. */
  static String anonymousCart(String device, String cart, double total, long at) {
    return String.format(
        Locale.ROOT,
        "{\"_id\":\"a-%s-%d\",\"eventType\":\"commerce.productListAdds\",\"timestamp\":\"%s\","
            + "\"identityMap\":{\"ECID\":[{\"id\":\"%s\"}]},\"cartId\":\"%s\",\"priceTotal\":%.2f}",
        device,
        at,
        Instant.ofEpochMilli(at),
        device,
        cart,
        total);
  }

  private static String event(String person, String type, long at, String fields) {
    return "{\"_id\":\"%s-%s-%d\",\"eventType\":\"%s\",\"timestamp\":\"%s\",\"identityMap\":{\"CRMID\":[{\"id\":\"%s\"}]}%s}"
        .formatted(type, person, at, type, Instant.ofEpochMilli(at), person, fields);
  }
}
