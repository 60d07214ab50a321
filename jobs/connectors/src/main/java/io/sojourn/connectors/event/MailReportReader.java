package io.sojourn.connectors.event;

import io.sojourn.connectors.event.mail.MailReport;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.Feedback;
import io.sojourn.core.channel.Feedback.Report;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Namespaces;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@link MailReport}s, as events of the recipient at the time at which they are received. */
final class MailReportReader {
  private MailReportReader() {}

  static Decoded.Accepted read(Envelope envelope, Namespaces namespaces) throws Refusal {
    MailReport report;
    try {
      report = MailReport.read(envelope.payload());
    } catch (MailReport.Malformed e) {
      throw new Refusal(ProblemCode.MAIL_REPORT_MALFORMED, "", String.valueOf(e.getMessage()));
    }
    IdentityClaims claims = new IdentityClaims();
    claims.add("recipient", EmailChannel.NAMESPACE, report.recipient());
    List<Identity> identities = claims.resolve(namespaces);
    return new Decoded.Accepted(
        new Event(
            envelope.id(id(report)),
            Event.Kind.EXPERIENCE,
            Feedback.EVENT_TYPE,
            envelope.receivedAt(),
            identities,
            Feedback.fields(
                report.kind(),
                report.code(),
                report.command(),
                report.saysGone() ? identities.get(0) : null)),
        claims.blocked());
  }

  /** What a message meets once has one id, however often it is reported; a delay is none. */
  private static @Nullable String id(MailReport report) {
    return report.command() == null || report.kind() == Report.DELAY
        ? null
        : report.command() + ":" + report.kind().status();
  }
}
