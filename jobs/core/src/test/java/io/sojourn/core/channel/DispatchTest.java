package io.sojourn.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Command;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private static final EmailChannel SHOP =
      new EmailChannel(
          "localhost",
          25,
          EmailChannel.Tls.NONE,
          null,
          null,
          "Shop <shop@example.com>",
          null,
          null,
          10,
          Duration.ofHours(1));
  private static final HttpChannel CRM =
      new HttpChannel(
          "crm",
          null,
          URI.create("https://crm.example.com"),
          new Auth.None(),
          Duration.ofSeconds(1),
          10,
          Duration.ofHours(1));
  private static final HttpChannel PUSH =
      new HttpChannel(
          "push",
          "FCM",
          CRM.server(),
          new HttpChannel.Answers(Map.of(), Set.of(404)),
          10,
          Duration.ofHours(1));
  private final Dispatch dispatch = new Dispatch("prod");
  private MessageTemplate reminder;
  private RequestTemplate points;

  @BeforeEach
  void parse() throws TemplateException {
    reminder = MessageTemplate.parse("Hi {{profile.name}}", "<p>{{event.cart}}</p>", null, null);
    points =
        RequestTemplate.parse(
            new RequestTemplate.Source(
                OutgoingRequest.Method.POST,
                "/{{command.identity.value}}",
                Map.of(),
                Map.of(),
                "{\"name\": \"{{profile.name}}\"}",
                Map.of()));
  }

  private static Command command(String channel, String template) {
    return new Command(
        5,
        "c0ffee",
        new PersonId(1, 2),
        new Identity("CRMID", "42"),
        "cart",
        3,
        "1nst",
        "remind",
        channel,
        template,
        "marketing",
        "ada@example.com",
        Map.of("profile.name", "Ada", "event.cart", "c<1"),
        "v1");
  }

  private DeliveryDefinitions definitions(@Nullable EmailChannel email) {
    return definitions(email, false);
  }

  private DeliveryDefinitions definitions(@Nullable EmailChannel email, boolean wanted) {
    return new DeliveryDefinitions() {
      @Override
      public @Nullable ChannelTemplate template(String name) {
        return switch (name) {
          case "reminder" -> reminder;
          case "points" -> points;
          default -> null;
        };
      }

      @Override
      public @Nullable Endpoint endpoint(String channel) {
        return switch (channel) {
          case "email" -> email;
          case "crm" -> CRM;
          case "push" -> PUSH;
          default -> null;
        };
      }

      @Override
      public boolean wantsFeedback() {
        return wanted;
      }
    };
  }

  @Test
  void rendersAndAddresses() {
    Delivery delivery = dispatch.dispatch(command("email", "reminder"), definitions(SHOP));

    assertThat(delivery.refusal()).isNull();
    assertThat(delivery.endpoint()).isEqualTo(SHOP);
    assertThat(delivery.message())
        .isEqualTo(
            new OutgoingMail(
                "c0ffee",
                "prod",
                "ada@example.com",
                "Shop <shop@example.com>",
                "Hi Ada",
                "<p>c&lt;1</p>",
                null,
                null));
    assertThat(delivery.outcome(9, Outcome.Status.SENT, "SENT", 2))
        .isEqualTo(
            new Outcome(
                9, "c0ffee", "cart", "1nst", "remind", "email", Outcome.Status.SENT, "SENT", 2));
  }

  @Test
  void keepsWhomFeedbackIsAboutIfSomebodyWantsIt() {
    Identity ada = new Identity("CRMID", "42");
    Command sent = command("email", "reminder");
    Command refused = command("fax", "reminder");
    assertThat(dispatch.dispatch(sent, definitions(SHOP, true)).about())
        .isEqualTo(new Feedback.Subject(ada, null));
    assertThat(dispatch.dispatch(refused, definitions(SHOP, true)).about())
        .isEqualTo(new Feedback.Subject(ada, null));
    assertThat(dispatch.dispatch(sent, definitions(SHOP, false)).about()).isNull();
  }

  @Test
  void keepsTheAddressThatMayBeNoMore() throws TemplateException {
    Feedback.Subject about =
        dispatch.dispatch(command("push", "points"), definitions(SHOP, false)).about();
    Identity address = new Identity("FCM", "ada@example.com");
    assertThat(about).isEqualTo(new Feedback.Subject(new Identity("CRMID", "42"), address));

    assertThat(goneAddress(about, Outcome.ADDRESS_GONE)).isEqualTo(address);
    assertThat(goneAddress(about, "HTTP_400")).isNull();
  }

  private static @Nullable Identity goneAddress(Feedback.Subject about, String code) {
    Outcome outcome = new Outcome(9, "c", "j", "i", "s", "push", Outcome.Status.FAILED, code, 1);
    Feedback.Told told = Feedback.of(outcome, about, Map.of());
    return Feedback.goneAddress(
        new Event(
            told.id(),
            Event.Kind.EXPERIENCE,
            Feedback.EVENT_TYPE,
            9,
            List.of(told.identity()),
            new TreeMap<>(told.fields())));
  }

  @Test
  void tellsWhatBecameOfAMessage() {
    assertThat(told(Outcome.Status.SENT, "SENT", 1)).isEqualTo("sent");
    assertThat(told(Outcome.Status.FAILED, "SMTP_550", 1)).isEqualTo("error");
    assertThat(told(Outcome.Status.FAILED, "EXPIRED", 3)).isEqualTo("exclude");
    assertThat(told(Outcome.Status.FAILED, Dispatch.TEMPLATE_UNFIT, 0)).isEqualTo("exclude");
  }

  private static @Nullable String told(Outcome.Status status, String code, int attempt) {
    Outcome outcome = new Outcome(9, "c", "j", "i", "s", "email", status, code, attempt);
    Feedback.Told told =
        Feedback.of(outcome, new Feedback.Subject(new Identity("CRMID", "42"), null), Map.of());
    assertThat(Feedback.fields(List.of()).keySet()).containsAll(told.fields().keySet());
    assertThat(told.toString()).doesNotContain("42");
    return told.fields().get("feedback.status");
  }

  @Test
  void saysWhyItCannotSend() {
    assertThat(dispatch.dispatch(command("email", "reminder"), definitions(null)).refusal())
        .isEqualTo(Dispatch.CHANNEL_UNKNOWN);
    assertThat(dispatch.dispatch(command("fax", "reminder"), definitions(SHOP)).refusal())
        .isEqualTo(Dispatch.CHANNEL_UNKNOWN);
    assertThat(dispatch.dispatch(command("email", "other"), definitions(SHOP)).refusal())
        .isEqualTo(Dispatch.TEMPLATE_UNKNOWN);
    assertThat(dispatch.dispatch(command("email", "points"), definitions(SHOP)).refusal())
        .isEqualTo(Dispatch.TEMPLATE_UNFIT);
    assertThat(dispatch.dispatch(command("crm", "reminder"), definitions(SHOP)).refusal())
        .isEqualTo(Dispatch.TEMPLATE_UNFIT);
  }

  @Test
  void makesARequest() {
    Delivery delivery = dispatch.dispatch(command("crm", "points"), definitions(SHOP));

    assertThat(delivery.endpoint()).isEqualTo(CRM);
    assertThat(delivery.expires()).isEqualTo(5 + Duration.ofHours(1).toMillis());
    assertThat(delivery.transactional()).isFalse();
    assertThat(delivery.message())
        .isEqualTo(
            new OutgoingRequest(
                "c0ffee",
                OutgoingRequest.Method.POST,
                "/42",
                Map.of(),
                new OutgoingRequest.Body("application/json", "{\"name\": \"Ada\"}")));
  }

  @Test
  void hidesPersonalDataFromLogs() {
    Delivery delivery = dispatch.dispatch(command("email", "reminder"), definitions(SHOP));

    assertThat(delivery.toString() + delivery.message()).doesNotContain("ada", "Ada", "c<1");
  }
}
