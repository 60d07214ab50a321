package io.sojourn.connectors.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.auth.UsernamePasswordValidator;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.SessionHandler;

/** A real SMTP server on loopback that refuses, drops and delays on demand. */
public final class ScriptedSmtpServer implements AutoCloseable {
  /** A script step that cuts the connection instead of a reply. */
  public static final int DROP = -1;

  private final List<byte[]> mails = new CopyOnWriteArrayList<>();
  private final List<String> senders = new CopyOnWriteArrayList<>();
  private final Queue<Integer> recipientReplies = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> dataReplies = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private final SMTPServer server;

  public ScriptedSmtpServer() {
    this(0);
  }

  public ScriptedSmtpServer(int port) {
    this(SMTPServer.port(port));
  }

  private ScriptedSmtpServer(SMTPServer.Builder builder) {
    server =
        builder
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandlerFactory(this::handler)
            .sessionHandler(counting())
            .build();
    server.start();
  }

  /** A server that takes messages after a log-in with this password only. */
  public static ScriptedSmtpServer demanding(String user, String password) {
    UsernamePasswordValidator validator =
        (name, given, context) -> {
          if (!name.equals(user) || !given.equals(password)) {
            throw new LoginFailedException();
          }
        };
    return new ScriptedSmtpServer(
        SMTPServer.port(0)
            .requireAuth()
            .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(validator)));
  }

  public int port() {
    return server.getPortAllocated();
  }

  public int connections() {
    return connections.get();
  }

  public void replyToRecipient(int code) {
    recipientReplies.add(code);
  }

  public void replyToData(int code) {
    dataReplies.add(code);
  }

  /** Answers no message until {@link #close}. */
  public void stall() {
    gate = new CountDownLatch(1);
  }

  public List<MimeMessage> mails() {
    return mails.stream().map(ScriptedSmtpServer::parse).toList();
  }

  /** The senders in the envelopes. */
  public List<String> senders() {
    return List.copyOf(senders);
  }

  /** The command ids in the message ids of what was taken over. */
  public List<String> commandIds() {
    return mails().stream().map(ScriptedSmtpServer::commandId).toList();
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop();
  }

  private SessionHandler counting() {
    return new SessionHandler() {
      @Override
      public SessionAcceptance accept(org.subethamail.smtp.server.Session session) {
        connections.incrementAndGet();
        return SessionAcceptance.success();
      }

      @Override
      public void onSessionEnd(org.subethamail.smtp.server.Session session) {}
    };
  }

  private MessageHandler handler(MessageContext context) {
    return new MessageHandler() {
      @Override
      public void from(String from) {
        senders.add(from);
      }

      @Override
      public void recipient(String recipient) throws RejectException {
        follow(recipientReplies.poll());
      }

      @Override
      public String data(InputStream data) throws RejectException, IOException {
        byte[] mail = data.readAllBytes();
        follow(dataReplies.poll());
        await();
        mails.add(mail);
        return null;
      }

      @Override
      public void done() {}
    };
  }

  private void await() throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void follow(Integer reply) throws RejectException {
    if (reply != null && reply == DROP) {
      throw new DropConnectionException(421, "dropped by the test");
    } else if (reply != null) {
      throw new RejectException(reply, "no, ada@example.com");
    }
  }

  private static MimeMessage parse(byte[] mail) {
    try {
      return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String commandId(MimeMessage mail) {
    try {
      return mail.getMessageID().replaceAll("<(.*)@sojourn>", "$1");
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
