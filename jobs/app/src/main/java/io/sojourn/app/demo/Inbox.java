package io.sojourn.app.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The inbox of the demo, a process of its own: takes every mail over SMTP and shows it in a
 * browser. It listens on loopback only.
 *
 * <p>For programs: {@code GET /api/counts} is {@code {"messages": …, "messageIds": …, "repeats":
 * …}}, {@code GET /api/messages?limit=N} the newest mails without their content, {@code GET
 * /api/message-ids} a line per Message-ID: how often it came, a tab, the id.
 */
public final class Inbox implements AutoCloseable {
  private final Mailbox mailbox;
  private final InboxSmtp smtp;
  private final InboxWeb web;

  private Inbox(Mailbox mailbox, InboxSmtp smtp, InboxWeb web) {
    this.mailbox = mailbox;
    this.smtp = smtp;
    this.web = web;
  }

  /**
   * Starts it.
   *
   * @param smtpPort 0 for any
   * @param webPort 0 for any
   * @param folder where Message-IDs outlive the process; null keeps them in memory only
   * @throws IOException if a port is taken, or the folder cannot be written
   */
  public static Inbox start(int smtpPort, int webPort, @Nullable Path folder) throws IOException {
    Mailbox mailbox = new Mailbox(folder, Clock.systemUTC());
    InboxWeb web = new InboxWeb(mailbox, webPort);
    try {
      return new Inbox(mailbox, new InboxSmtp(mailbox, smtpPort), web);
    } catch (RuntimeException e) {
      web.close();
      mailbox.close();
      throw new IOException("cannot listen on port " + smtpPort, e);
    }
  }

  public int smtpPort() {
    return smtp.port();
  }

  /** The page for people. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + web.port() + "/");
  }

  @Override
  public void close() {
    smtp.close();
    web.close();
    mailbox.close();
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Start()).execute(args));
  }

  /** The command line of the process. */
  @Command(name = "inbox", description = "Takes mails and shows them.")
  static final class Start implements Callable<Integer> {
    @Option(names = "--smtp-port", defaultValue = "1025")
    private int smtpPort;

    @Option(names = "--web-port", defaultValue = "8025")
    private int webPort;

    @Option(names = "--data", paramLabel = "DIR", description = "Where Message-IDs are kept.")
    private @Nullable Path data;

    @Override
    public Integer call() throws InterruptedException {
      try (Inbox inbox = start(smtpPort, webPort, data)) {
        CountDownLatch stop = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown));
        System.err.println("inbox: " + inbox.address() + ", SMTP on port " + inbox.smtpPort());
        stop.await();
        return 0;
      } catch (IOException e) {
        System.err.println("inbox: " + e.getMessage());
        return 1;
      }
    }
  }
}
