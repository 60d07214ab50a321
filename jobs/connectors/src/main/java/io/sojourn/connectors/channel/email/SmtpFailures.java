package io.sojourn.connectors.channel.email;

import io.sojourn.connectors.channel.SendResult;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** What a failure of the mail library says about the message. */
final class SmtpFailures {
  /** The server is closing the connection, RFC 5321 section 4.2.3. */
  static final int CLOSING = 421;

  private SmtpFailures() {}

  /** The reply of the server to the message or its recipient, or 0 if it is not known. */
  static int replyCode(MessagingException failure) {
    int reply = 0;
    for (Exception e = failure; e != null; e = next(e)) {
      if (e instanceof SMTPAddressFailedException address) {
        return address.getReturnCode();
      } else if (e instanceof SMTPSenderFailedException sender) {
        return sender.getReturnCode();
      } else if (e instanceof SMTPSendFailedException send) {
        reply = send.getReturnCode();
      }
    }
    return reply;
  }

  /**
   * Only a 5xx reply to the message itself is final: a server that is down, slow or refuses the
   * sender's log-in may be mended, and takes nothing from anybody until then.
   */
  static SendResult result(MessagingException failure, int reply) {
    if (reply >= 500) {
      return SendResult.permanent("SMTP_" + reply);
    }
    if (reply >= 400) {
      String code = "SMTP_" + reply;
      return reply == CLOSING ? SendResult.unavailable(code) : SendResult.temporary(code);
    }
    for (Exception e = failure; e != null; e = next(e)) {
      if (e instanceof AuthenticationFailedException) {
        return SendResult.unavailable("SMTP_LOGIN");
      } else if (e instanceof MailConnectException) {
        return SendResult.unavailable("SMTP_CONNECT");
      } else if (e instanceof SocketTimeoutException) {
        return SendResult.unavailable("SMTP_TIMEOUT");
      }
    }
    return SendResult.unavailable("SMTP_CONNECTION");
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException messaging
        ? messaging.getNextException()
        : e.getCause() instanceof Exception cause ? cause : null;
  }
}
