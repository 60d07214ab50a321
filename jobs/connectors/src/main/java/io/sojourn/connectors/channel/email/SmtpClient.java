package io.sojourn.connectors.channel.email;

import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.connectors.channel.TimeoutClock;
import io.sojourn.core.channel.DkimKey;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.OutgoingMail;
import io.sojourn.core.channel.OutgoingMessage;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Sends e-mail over one SMTP connection, kept open between messages.
 *
 * <p>SMTP has no idempotency key: a server that took a message over and died before it said so gets
 * it twice, with the same {@code Message-ID}. Not thread-safe.
 */
public final class SmtpClient implements ChannelClient {
  private final EmailChannel endpoint;
  private final SmtpTimeouts timeouts;
  private final Secrets secrets;
  private final Session session;

  private @Nullable SMTPTransport transport;
  private @Nullable DkimSigner signer;
  private int messages;
  private long lastUsed;

  public SmtpClient(EmailChannel endpoint, SmtpTimeouts timeouts, Secrets secrets) {
    this.endpoint = endpoint;
    this.timeouts = timeouts;
    this.secrets = secrets;
    this.session = Session.getInstance(properties(endpoint, timeouts));
  }

  @Override
  public SendResult send(OutgoingMessage message) {
    Mail mail;
    try {
      mail = MailWriter.write((OutgoingMail) message, OffsetDateTime.now(ZoneOffset.UTC));
      String returnPath = endpoint.returnPath(message.commandId());
      if (returnPath != null) {
        mail = mail.from(new InternetAddress(returnPath, true));
      }
    } catch (AddressException e) {
      return SendResult.permanent("ADDRESS_INVALID");
    } catch (MessagingException | RuntimeException e) {
      // The library has unchecked exceptions for some input; no message may stop the others.
      return SendResult.permanent("MESSAGE_INVALID");
    }
    try {
      SMTPTransport connected = connected();
      Mail signed = signer == null ? mail : mail.with(signer.sign(mail));
      connected.sendMessage(signed.asMessage(session), new Address[] {signed.to()});
      lastUsed = System.nanoTime();
      messages++;
      return SendResult.SENT;
    } catch (MessagingException e) {
      return failed(e);
    } catch (IOException e) {
      return SendResult.unavailable("SECRET_MISSING");
    } catch (GeneralSecurityException e) {
      return SendResult.unavailable("DKIM_KEY_UNUSABLE");
    }
  }

  @Override
  public void close() {
    SMTPTransport open = transport;
    transport = null;
    messages = 0;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException e) {
        // The connection is gone either way, and no message is under way.
        return;
      }
    }
  }

  /** Secrets are looked up for each connection. */
  private SMTPTransport connected()
      throws MessagingException, IOException, GeneralSecurityException {
    SMTPTransport open = transport;
    if (open != null && isUsable(open)) {
      return open;
    }
    close();
    DkimKey dkim = endpoint.dkim();
    signer = dkim == null ? null : new DkimSigner(dkim, secrets.resolve(dkim.key()));
    SMTPTransport fresh = new SMTPTransport(session, null);
    fresh.connect(
        endpoint.host(),
        endpoint.port(),
        endpoint.user() == null ? null : secrets.resolve(endpoint.user()),
        endpoint.password() == null ? null : secrets.resolve(endpoint.password()));
    transport = fresh;
    return fresh;
  }

  /** {@code isConnected} asks the server with a NOOP. */
  private boolean isUsable(SMTPTransport open) {
    boolean recent = System.nanoTime() - lastUsed < timeouts.idle().toNanos();
    return messages < timeouts.messages() && (recent || open.isConnected());
  }

  /** After a refusal of the server the connection goes on, after anything else it does not. */
  private SendResult failed(MessagingException failure) {
    int reply = SmtpFailures.replyCode(failure);
    if (reply < 400 || reply == SmtpFailures.CLOSING) {
      close();
    }
    return SmtpFailures.result(failure, reply);
  }

  private static Properties properties(EmailChannel endpoint, SmtpTimeouts timeouts) {
    Properties properties = new Properties();
    boolean authenticated = endpoint.user() != null;
    properties.setProperty("mail.smtp.auth", String.valueOf(authenticated));
    properties.setProperty("mail.smtp.connectiontimeout", millis(timeouts.connect()));
    properties.setProperty("mail.smtp.timeout", millis(timeouts.read()));
    properties.setProperty("mail.smtp.writetimeout", millis(timeouts.write()));
    properties.put("mail.smtp.executor.writetimeout", TimeoutClock.shared());
    properties.setProperty("mail.smtp.quitwait", "false");
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (endpoint.tls()) {
      case NONE -> {}
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
    }
    return properties;
  }

  private static String millis(Duration duration) {
    return String.valueOf(Math.max(1, duration.toMillis()));
  }
}
