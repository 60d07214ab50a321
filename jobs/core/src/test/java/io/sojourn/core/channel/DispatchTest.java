package io.sojourn.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Command;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private static final EmailChannel SHOP =
      new EmailChannel(
          "localhost", 25, EmailChannel.Tls.NONE, null, null, "Shop <shop@example.com>", 10);
  private final Dispatch dispatch = new Dispatch("prod");
  private MessageTemplate reminder;

  @BeforeEach
  void parse() throws TemplateException {
    reminder = MessageTemplate.parse("Hi {{profile.name}}", "<p>{{event.cart}}</p>", null);
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
    return new DeliveryDefinitions() {
      @Override
      public @Nullable MessageTemplate template(String name) {
        return name.equals("reminder") ? reminder : null;
      }

      @Override
      public @Nullable EmailChannel email() {
        return email;
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
            new OutgoingMessage(
                "c0ffee",
                "prod",
                "ada@example.com",
                "Shop <shop@example.com>",
                "Hi Ada",
                "<p>c&lt;1</p>",
                null));
    assertThat(delivery.outcome(9, Outcome.Status.SENT, "SENT", 2))
        .isEqualTo(
            new Outcome(
                9, "c0ffee", "cart", "1nst", "remind", "email", Outcome.Status.SENT, "SENT", 2));
  }

  @Test
  void saysWhyItCannotSend() {
    assertThat(dispatch.dispatch(command("email", "reminder"), definitions(null)).refusal())
        .isEqualTo(Dispatch.CHANNEL_UNKNOWN);
    assertThat(dispatch.dispatch(command("fax", "reminder"), definitions(SHOP)).refusal())
        .isEqualTo(Dispatch.CHANNEL_UNKNOWN);
    assertThat(dispatch.dispatch(command("email", "other"), definitions(SHOP)).refusal())
        .isEqualTo(Dispatch.TEMPLATE_UNKNOWN);
  }

  @Test
  void hidesPersonalDataFromLogs() {
    Delivery delivery = dispatch.dispatch(command("email", "reminder"), definitions(SHOP));

    assertThat(delivery.toString() + delivery.message()).doesNotContain("ada", "Ada", "c<1");
  }
}
