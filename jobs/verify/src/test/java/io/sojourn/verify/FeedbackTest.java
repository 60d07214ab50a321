package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.StepEvent;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Journeys and audiences hear what became of messages. */
class FeedbackTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(4);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A server that may not be asked, and what is done about it. */
  private static final List<SourceFile> DEFINITIONS =
      List.of(
          new SourceFile(
              "channels/sms.yaml",
              """
              channel: sms
              to: CRMID
              http: {url: "http://10.1.2.3"}
              validity: 99999d
              """),
          new SourceFile(
              "templates/text.yaml",
              """
              template: text
              request: {form: {To: "{{command.recipient}}"}}
              """),
          new SourceFile(
              "journeys/text.yaml",
              """
              journey: text
              entry: {event: web.webpagedetails.pageViews}
              start: tell
              steps:
                tell: {message: sms, template: text, class: transactional, next: done}
                done: {end: told}
              """),
          new SourceFile(
              "journeys/instead.yaml",
              """
              journey: instead
              entry:
                event: message.feedback
                where: event.feedback.status != 'sent' && event.feedback.channel == 'sms'
              start: tell
              steps:
                tell: {message: email, template: welcome, class: transactional, next: done}
                done: {end: told}
              """),
          new SourceFile(
              "audiences/written-to.yaml",
              """
              audience: written-to
              signals:
                mails: {event: message.feedback, where: event.feedback.status == 'sent', count: true, within: 7d}
              member: mails >= 1
              """));

  /** As a mail system reports that there is no such mailbox. */
  private static Message bounce(Command mail, long at) {
    String report =
        """
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822; %s
        Action: failed
        Status: 5.1.1

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <%s@sojourn>

        --b--
        """
            .formatted(mail.recipient(), mail.commandId());
    return Platform.event(at, report).withHeader("format", "mail-report");
  }

  @Test
  void aMailGoesOutInsteadOfATextThatDidNot() throws Exception {
    try (Platform platform = new Platform();
        Inbox inbox = new Inbox()) {
      List<SourceFile> files = new ArrayList<>(Shop.sendingTo(inbox));
      files.addAll(DEFINITIONS);
      platform.publish(files, 1);
      // feedback has the time of the wall, and what is long over by then would end
      long at = System.currentTimeMillis();
      platform.send(
          List.of(
              Platform.event(at, Shop.profile("ada", at)),
              Platform.event(at + 1, Shop.page("ada", at + 1))));
      try (RunningJob engagement = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2);
          RunningJob delivery = RunningJob.start(Job.DELIVERY, platform.options(), 2)) {
        delivery.await(PATIENCE, () -> platform.read(Topic.OUTCOMES).size() == 2);
        engagement.awaitQuiet(PATIENCE);

        Command mail = platform.outputs(Topic.COMMANDS_EMAIL, Command.class).get(0);
        platform.send(
            List.of(bounce(mail, at + 2), Platform.event(at + 3, Shop.account("ada", at + 3))));
        engagement.awaitQuiet(PATIENCE);
      }
      assertThat(platform.outputs(Topic.JOURNEY_STEPS, StepEvent.class))
          .filteredOn(step -> step.event() == StepEvent.Kind.REFUSED)
          .map(step -> step.identity().value() + " " + step.journey() + " " + step.cause())
          .containsExactly("ada welcome no_address");
      assertThat(platform.outputs(Topic.COMMANDS_EMAIL, Command.class))
          .singleElement()
          .satisfies(
              command -> {
                assertThat(command.journey()).isEqualTo("instead");
                assertThat(inbox.commandIds()).containsExactly(command.commandId());
              });
      assertThat(platform.outputs(Topic.QUALIFICATIONS, Qualification.class))
          .filteredOn(qualification -> qualification.audience().equals("written-to"))
          .map(Qualification::status)
          .containsExactly(Qualification.Status.ENTERED);
    }
  }
}
