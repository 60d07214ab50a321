package io.sojourn.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.Identity;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryCodecTest {
  private static final EmailChannel SHOP =
      new EmailChannel(
          "mail.example.com",
          587,
          EmailChannel.Tls.STARTTLS,
          SecretReference.parse("${env:SMTP_USER}"),
          SecretReference.parse("${file:/run/secrets/smtp}"),
          "Shop <shop@example.com>",
          new DkimKey("shop.example.com", "s1", SecretReference.parse("${file:/run/secrets/dkim}")),
          "bounces@shop.example.com",
          500,
          Duration.ofHours(4));
  private static final HttpChannel CRM =
      new HttpChannel(
          "crm",
          "Phone",
          URI.create("https://crm.example.com/v1"),
          new Auth.Basic(
              SecretReference.parse("${env:CRM_USER}"),
              SecretReference.parse("${env:CRM_PASSWORD}")),
          Duration.ofSeconds(5),
          20,
          Duration.ofDays(1));
  private static final OutgoingMessage MESSAGE =
      new OutgoingMail(
          "c1",
          "prod",
          "ada@example.com",
          "Shop",
          "Grüße",
          "<p>ü</p>",
          null,
          "https://shop.example.com/u?c=c1");

  private static final SecretReference ONE = SecretReference.parse("${env:ONE}");
  private static final SecretReference OTHER = SecretReference.parse("${file:/run/other}");
  private static final URI LOGIN = URI.create("https://login.example.com/token");

  private static HttpChannel with(Auth auth) {
    return new HttpChannel(
        "crm",
        null,
        new HttpChannel.Server(
            CRM.server().url(), auth, HttpChannel.Version.HTTP_2, OTHER, Duration.ofSeconds(1)),
        new HttpChannel.Answers(Map.of("sid", "/sid", "n", "/a~1b/0"), Set.of(410, 404)),
        CRM.ratePerSecond(),
        CRM.validity());
  }

  private static Stream<HttpChannel> channels() {
    return Stream.of(
            new Auth.None(),
            new Auth.Bearer(ONE),
            new Auth.Header("X-Key", ONE),
            new Auth.Certificate(ONE, OTHER),
            new Auth.ClientCredentials(LOGIN, ONE, OTHER, "a b"),
            new Auth.ClientCredentials(LOGIN, ONE, OTHER, null),
            new Auth.ServiceAccount(ONE, "push"),
            new Auth.ProviderToken("TEAM", "KEY", OTHER))
        .map(DeliveryCodecTest::with);
  }

  private static Delivery delivery(
      String channel,
      @Nullable String refusal,
      @Nullable Endpoint endpoint,
      @Nullable OutgoingMessage message) {
    return new Delivery(
        "c1",
        "cart",
        "i1",
        "remind",
        channel,
        new Feedback.Subject(new Identity("CRMID", "ada"), new Identity("Phone", "+491")),
        true,
        1_234,
        refusal,
        endpoint,
        message);
  }

  private static Delivery read(byte[] bytes) {
    return DeliveryCodec.readDelivery(DeliveryCodec.VERSION, new ByteReader(bytes));
  }

  private static byte[] bytes(Delivery delivery) {
    ByteWriter out = new ByteWriter();
    DeliveryCodec.writeDelivery(out, delivery);
    return out.toBytes();
  }

  @Test
  void readsBackWhatItWrote() {
    Delivery sendable = delivery("email", null, SHOP, MESSAGE);
    Delivery refused = delivery("fax", "WHY", null, null);
    Outcome outcome = sendable.outcome(1234567890123L, Outcome.Status.FAILED, "SMTP_550", 3);
    ByteWriter out = new ByteWriter();
    DeliveryCodec.writeOutcome(out, outcome);

    assertThat(read(bytes(sendable))).isEqualTo(sendable);
    assertThat(read(bytes(refused))).isEqualTo(refused);
    assertThat(DeliveryCodec.readOutcome(new ByteReader(out.toBytes()))).isEqualTo(outcome);
  }

  @Test
  void readsBackRequests() {
    OutgoingRequest full =
        new OutgoingRequest(
            "c1",
            OutgoingRequest.Method.PUT,
            "/points?a=b",
            Map.of("X-Shop", "1"),
            new OutgoingRequest.Body("application/json", "{\"ü\": 1}"));
    OutgoingRequest bare =
        new OutgoingRequest("c2", OutgoingRequest.Method.GET, "", Map.of(), null);
    for (OutgoingRequest request : List.of(full, bare)) {
      Delivery delivery = delivery("crm", null, CRM, request);
      assertThat(read(bytes(delivery))).isEqualTo(delivery);
    }
    assertThat(channels().map(channel -> delivery("crm", null, channel, bare)))
        .allSatisfy(delivery -> assertThat(read(bytes(delivery))).isEqualTo(delivery));
  }

  @Test
  void readsWhatTheFirstVersionWrote() {
    ByteWriter out = new ByteWriter();
    for (String text : List.of("c1", "cart", "i1", "remind", "email")) {
      out.writeString(text);
    }
    out.writeNullableString(null);
    out.writeString("localhost").writeVarInt(25).writeString("NONE");
    out.writeNullableString(null).writeNullableString(null).writeString("Shop").writeVarInt(500);
    for (String text : List.of("c1", "prod", "ada@example.com", "Shop", "Grüße")) {
      out.writeString(text);
    }
    out.writeNullableString("<p>ü</p>").writeNullableString(null);

    Delivery read = DeliveryCodec.readDelivery(1, new ByteReader(out.toBytes()));

    assertThat(read.message())
        .isEqualTo(
            new OutgoingMail(
                "c1", "prod", "ada@example.com", "Shop", "Grüße", "<p>ü</p>", null, null));
    assertThat(read.expires()).as("nothing expired then").isEqualTo(Long.MAX_VALUE);
    assertThat(read.endpoint())
        .isInstanceOfSatisfying(
            EmailChannel.class, email -> assertThat(email.ratePerSecond()).isEqualTo(500));
  }

  @Test
  void readsBackPushes() {
    WebPushChannel browser =
        new WebPushChannel(
            "browser",
            "WebPush",
            new WebPushChannel.Vapid("mailto:a@example.com", "B" + "x".repeat(86), ONE),
            WebPushChannel.KNOWN_SERVICES,
            20,
            Duration.ofHours(1));
    Delivery delivery =
        delivery("browser", null, browser, new OutgoingPush("c1", "https://p#k.a", true, "{}"));
    assertThat(read(bytes(delivery))).isEqualTo(delivery);
  }

  @Test
  void readsWhatTheFifthVersionWrote() {
    ByteWriter out = new ByteWriter();
    for (String text : List.of("c1", "cart", "i1", "remind", "email")) {
      out.writeString(text);
    }
    out.writeNullableString(null).writeByte(1).writeLong(1_234).writeNullableString(null);
    out.writeByte('e').writeString("localhost").writeVarInt(25).writeString("NONE");
    out.writeNullableString(null).writeNullableString(null).writeString("Shop");
    out.writeNullableString(null).writeVarInt(500).writeVarLong(60_000);
    for (String text : List.of("c1", "prod", "ada@example.com", "Shop", "Grüße")) {
      out.writeString(text);
    }
    out.writeNullableString("<p>ü</p>").writeNullableString(null).writeNullableString(null);

    Delivery read = DeliveryCodec.readDelivery(5, new ByteReader(out.toBytes()));

    assertThat(read.endpoint())
        .isInstanceOfSatisfying(
            EmailChannel.class,
            email -> {
              assertThat(email.returnPath()).isNull();
              assertThat(email.ratePerSecond()).isEqualTo(500);
            });
  }

  @Test
  void readsWhatTheSecondVersionWrote() {
    ByteWriter out = new ByteWriter();
    for (String text : List.of("c1", "cart", "i1", "remind", "email")) {
      out.writeString(text);
    }
    out.writeByte(1).writeLong(1_234).writeNullableString(null).writeByte('e');
    out.writeString("localhost").writeVarInt(25).writeString("NONE");
    out.writeNullableString(null).writeNullableString(null).writeString("Shop").writeVarInt(500);
    out.writeVarLong(60_000);
    for (String text : List.of("c1", "prod", "ada@example.com", "Shop", "Grüße")) {
      out.writeString(text);
    }
    out.writeNullableString("<p>ü</p>").writeNullableString(null);

    Delivery read = DeliveryCodec.readDelivery(2, new ByteReader(out.toBytes()));

    assertThat(read.message())
        .isEqualTo(
            new OutgoingMail(
                "c1", "prod", "ada@example.com", "Shop", "Grüße", "<p>ü</p>", null, null));
    assertThat(read.endpoint())
        .isInstanceOfSatisfying(
            EmailChannel.class,
            email -> {
              assertThat(email.dkim()).isNull();
              assertThat(email.validity()).hasMinutes(1);
            });
  }

  @Test
  void readsWhatTheThirdVersionWrote() {
    ByteWriter out = new ByteWriter();
    for (String text : List.of("c1", "cart", "i1", "remind", "crm")) {
      out.writeString(text);
    }
    out.writeByte(1).writeLong(1_234).writeNullableString(null).writeByte('h');
    out.writeString("crm").writeString("https://crm.example.com").writeString("NONE");
    out.writeNullableString(null).writeNullableString(null).writeNullableString(null);
    out.writeVarLong(5_000).writeVarInt(20).writeVarLong(60_000);
    out.writeString("c1").writeString("GET").writeString("/a").writeVarInt(0);
    out.writeNullableString(null);

    Delivery read = DeliveryCodec.readDelivery(3, new ByteReader(out.toBytes()));

    assertThat(read.about()).isNull();
    assertThat(read.expires()).isEqualTo(1_234);
    assertThat(read.endpoint())
        .isInstanceOfSatisfying(
            HttpChannel.class,
            http -> {
              assertThat(http.addressedBy()).isNull();
              assertThat(http.ratePerSecond()).isEqualTo(20);
            });
  }

  @Test
  void readsWhatTheFourthVersionWrote() {
    assertThat(fourth("BASIC", null, "${env:ONE}", "${file:/run/other}"))
        .isEqualTo(new Auth.Basic(ONE, OTHER));
    assertThat(fourth("BEARER", null, null, "${env:ONE}")).isEqualTo(new Auth.Bearer(ONE));
    assertThat(fourth("HEADER", "X-Key", null, "${env:ONE}"))
        .isEqualTo(new Auth.Header("X-Key", ONE));
    assertThat(fourth("OAUTH2", null, "${env:ONE}", "${file:/run/other}"))
        .isEqualTo(new Auth.ClientCredentials(LOGIN, ONE, OTHER, null));
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> fourth("BASIC", null, null, "${env:ONE}"));
  }

  private static Auth fourth(
      String kind, @Nullable String header, @Nullable String user, @Nullable String secret) {
    ByteWriter out = new ByteWriter();
    for (String text : List.of("c1", "cart", "i1", "remind", "crm")) {
      out.writeString(text);
    }
    out.writeNullableString("CRMID").writeString("ada");
    out.writeByte(1).writeLong(1_234).writeNullableString(null).writeByte('h');
    out.writeString("crm").writeNullableString("Phone").writeString("https://crm.example.com");
    out.writeString(kind).writeNullableString(header);
    out.writeNullableString(user).writeNullableString(secret);
    if (kind.equals("OAUTH2")) {
      out.writeNullableString(LOGIN.toString()).writeNullableString(null);
    } else {
      out.writeNullableString(null);
    }
    out.writeVarLong(5_000).writeVarInt(1).writeString("sid").writeString("/sid");
    out.writeVarInt(20).writeVarLong(60_000);
    out.writeString("c1").writeString("GET").writeString("/a").writeVarInt(0);
    out.writeNullableString(null);
    Delivery read = DeliveryCodec.readDelivery(4, new ByteReader(out.toBytes()));
    assertThat(read.about()).isEqualTo(new Feedback.Subject(new Identity("CRMID", "ada"), null));
    HttpChannel channel = (HttpChannel) Objects.requireNonNull(read.endpoint());
    assertThat(channel.answers())
        .isEqualTo(new HttpChannel.Answers(Map.of("sid", "/sid"), Set.of()));
    return channel.server().auth();
  }

  @Test
  void refusesBytesThatEndEarly() {
    byte[] all = bytes(delivery("email", null, SHOP, MESSAGE));
    for (int length = 0; length < all.length; length++) {
      byte[] cut = Arrays.copyOf(all, length);
      assertThatExceptionOfType(MalformedBytesException.class)
          .as("the first %d bytes", length)
          .isThrownBy(() -> read(cut));
    }
  }

  @Test
  void takesReferencesForSecretsAndNothingElse() {
    for (String text :
        new String[] {"hunter2", "${env:}", "${env:A B}", "${file:x}", "${vault:x}"}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> SecretReference.parse(text))
          .withMessageNotContaining(text);
    }
  }

  @Test
  void pausesLongerAndLongerUpToABound() {
    Backoff backoff = new Backoff(5, Duration.ofSeconds(1), Duration.ofSeconds(5));

    assertThat(backoff.pauseAfter(1)).hasSeconds(1);
    assertThat(backoff.pauseAfter(2)).hasSeconds(2);
    assertThat(backoff.pauseAfter(3)).hasSeconds(4);
    assertThat(backoff.pauseAfter(4)).hasSeconds(5);
    assertThat(backoff.pauseAfter(1000)).hasSeconds(5);
  }
}
