package io.sojourn.connectors.event;

import static io.sojourn.connectors.event.DecodedAssert.accepted;
import static io.sojourn.connectors.event.DecodedAssert.rejected;
import static io.sojourn.connectors.event.Workspace.NAMESPACES;
import static io.sojourn.connectors.event.Workspace.RECEIVED;
import static io.sojourn.connectors.event.Workspace.SCHEMA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.channel.Feedback;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the standards, and a report in the form that Postfix gives it. */
class MailReportTest {
  private static final String COMMAND = "0123456789abcdef0123456789abcdef";

  private static String report(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/reports").resolve(name + ".eml"));
  }

  private static Decoded decode(String report) {
    return new InputDecoder()
        .decode(report.getBytes(UTF_8), InputDecoder.MAIL_REPORT, RECEIVED, NAMESPACES, SCHEMA);
  }

  @Test
  void aMailboxThatIsNoMore() throws IOException {
    Event event = accepted(decode(report("postfix")));

    assertThat(event.id()).isEqualTo(COMMAND + ":bounce");
    assertThat(event.kind()).isEqualTo(Event.Kind.EXPERIENCE);
    assertThat(event.type()).isEqualTo(Feedback.EVENT_TYPE);
    assertThat(event.time()).isEqualTo(RECEIVED);
    assertThat(event.identities())
        .as("as we wrote to it, not where that was passed on to")
        .containsExactly(new Identity("Email", "ada@shop.example"));
    assertThat(event.fields())
        .isEqualTo(
            Map.of(
                "feedback.status", "bounce",
                "feedback.code", "5.1.1",
                "feedback.channel", "email",
                "feedback.command", COMMAND,
                "feedback.address.namespace", "Email",
                "feedback.address.value", "ada@shop.example"));
    assertThat(Feedback.goneAddress(event)).isEqualTo(event.primary());
  }

  @Test
  void theExampleOfRfc3464() throws IOException {
    Event event = accepted(decode(report("rfc3464")));

    assertThat(event.id()).as("of no command of ours").matches("[0-9a-f]{32}");
    assertThat(event.primary()).isEqualTo(new Identity("Email", "louisl@larry.slip.umd.edu"));
    assertThat(event.fields())
        .isEqualTo(
            Map.of(
                "feedback.status",
                "bounce",
                "feedback.code",
                "4.0.0",
                "feedback.channel",
                "email"));
  }

  @Test
  void theExampleOfRfc5965() throws IOException {
    Event event = accepted(decode(report("rfc5965")));

    assertThat(event.primary()).isEqualTo(new Identity("Email", "user@example.com"));
    assertThat(event.fields())
        .containsEntry("feedback.status", "complaint")
        .containsEntry("feedback.code", "abuse");
    assertThat(Feedback.complaint(event)).isEqualTo("email");
  }

  @ParameterizedTest
  @CsvSource({
    "Action: failed, Action: delayed, delay",
    "Action: failed, action: Delivered, delivered",
    "Action: failed, Action: relayed, delivered",
    "Status: 5.1.1, Status: 5.2.2 (over quota), bounce",
    "Status: 5.1.1, X-Status: 5.1.1, bounce"
  })
  void whatBecameOfIt(String written, String instead, String status) throws IOException {
    Event event = accepted(decode(report("postfix").replace(written, instead)));

    assertThat(event.fields()).containsEntry("feedback.status", status);
    assertThat(Feedback.goneAddress(event)).isNull();
  }

  @Test
  void eachDelayIsAnEvent() throws IOException {
    String delayed = report("postfix").replace("Action: failed", "Action: delayed");
    String later = delayed.replace("09:29:58", "10:29:58");

    assertThat(accepted(decode(delayed)).id()).isNotEqualTo(accepted(decode(later)).id());
    assertThat(accepted(decode(report("postfix"))).id())
        .isEqualTo(accepted(decode(report("postfix").replace("09:29:58", "10:29:58"))).id());
  }

  @Test
  void withoutTheMessageItIsKnownByItsReturnPath() throws IOException {
    String report =
        report("postfix").replace("Message-ID:", "X-Message-ID:").replace("To: Ada", "X-To: Ada");
    Event event = accepted(decode(report));

    assertThat(event.fields()).containsEntry("feedback.command", COMMAND);
    assertThat(event.primary().value()).isEqualTo("ada@shop.example");
  }

  @ParameterizedTest
  @CsvSource({
    "postfix, multipart/report, multipart/mixed, no multipart/report",
    "postfix, message/delivery-status, text/plain, neither a delivery status nor a complaint",
    "postfix, Action: failed, Action: eaten, no action of RFC 3464",
    "rfc3464, rfc822;louisl@larry.slip.umd.edu, rfc822;louis, nobody whom the mail was for",
    "rfc5965, Feedback-Type: abuse, Feedback-Type: not-spam, a complaint of no known type"
  })
  void whatIsNoReportIsRefused(String name, String written, String instead, String seen)
      throws IOException {
    String mistaken = report(name).replace(written, instead);

    assertThat(rejected(decode(mistaken), ProblemCode.MAIL_REPORT_MALFORMED).seen())
        .isEqualTo(seen);
  }
}
