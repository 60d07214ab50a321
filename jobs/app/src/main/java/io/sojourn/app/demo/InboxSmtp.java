package io.sojourn.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** Takes every mail over SMTP, on loopback; says so once the mailbox has noted it. */
final class InboxSmtp implements AutoCloseable {
  private static final int MAX_MAIL = 1024 * 1024;
  private static final int MAX_CONNECTIONS = 200;

  private final Mailbox mailbox;
  private final SMTPServer server;

  /**
   * @param port 0 for any
   */
  InboxSmtp(Mailbox mailbox, int port) {
    this.mailbox = mailbox;
    this.server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .softwareName("Sojourn inbox")
            .maxConnections(MAX_CONNECTIONS)
            .maxMessageSize(MAX_MAIL)
            .messageHandlerFactory(Taker::new)
            .build();
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Taker implements MessageHandler {
    Taker(MessageContext context) {}

    @Override
    public void from(String from) {}

    @Override
    public void recipient(String recipient) {}

    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
      byte[] mail = data.readNBytes(MAX_MAIL + 1);
      if (mail.length > MAX_MAIL) {
        throw new RejectException(552, "a mail of more than 1 MiB");
      }
      try {
        mailbox.accept(mail);
      } catch (IOException e) {
        throw new RejectException(451, "the mail cannot be noted");
      }
      return null;
    }

    @Override
    public void done() {}
  }
}
