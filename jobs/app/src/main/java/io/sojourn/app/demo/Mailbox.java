package io.sojourn.app.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mails that came: the content of the newest {@value #KEPT}, and how often every Message-ID
 * came. Of mails with one Message-ID the first is kept. Thread-safe.
 */
final class Mailbox implements AutoCloseable {
  static final int KEPT = 2_000;

  private final Clock clock;
  private final MessageIds ids;
  private final Map<String, ReceivedMail> newest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReceivedMail> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param folder where Message-IDs are kept; null keeps them in memory only
   */
  Mailbox(@Nullable Path folder, Clock clock) throws IOException {
    this.ids = new MessageIds(folder);
    this.clock = clock;
  }

  /**
   * How many mails came, of how many Message-IDs.
   *
   * @param messages all, repetitions too
   */
  record Counts(long messages, int messageIds) {
    /** Mails with a Message-ID that had come before. */
    long repeats() {
      return messages - messageIds;
    }
  }

  /**
   * A mail, and how often its Message-ID came.
   *
   * @param times at least 1
   */
  record Listed(ReceivedMail mail, int times) {}

  /**
   * Takes a mail over.
   *
   * @throws IOException if it cannot be noted
   */
  void accept(byte[] mail) throws IOException {
    MailParser.Parsed parsed = MailParser.parse(mail);
    synchronized (this) {
      ids.add(parsed.messageId());
      newest.computeIfAbsent(
          parsed.messageId(),
          id -> new ReceivedMail(ids.all(), clock.instant(), id, parsed.content()));
    }
  }

  synchronized Counts counts() {
    return new Counts(ids.all(), ids.counts().size());
  }

  /** How often every Message-ID came, in the order in which they came first. */
  synchronized Map<String, Integer> messageIds() {
    return new LinkedHashMap<>(ids.counts());
  }

  /**
   * The newest mails, newest first.
   *
   * @param words without regard to case in sender, recipient or subject; all mails if empty
   */
  synchronized List<Listed> newest(int limit, String words) {
    String wanted = words.strip().toLowerCase(Locale.ROOT);
    List<ReceivedMail> mails = new ArrayList<>(newest.values());
    List<Listed> found = new ArrayList<>();
    for (int i = mails.size() - 1; i >= 0 && found.size() < limit; i--) {
      ReceivedMail mail = mails.get(i);
      if (wanted.isEmpty() || head(mail).contains(wanted)) {
        found.add(new Listed(mail, ids.times(mail.messageId())));
      }
    }
    return found;
  }

  private static String head(ReceivedMail mail) {
    ReceivedMail.Content content = mail.content();
    return String.join("\n", content.from(), content.to(), content.subject())
        .toLowerCase(Locale.ROOT);
  }

  /** The mail with this number, or null if it is not kept. */
  synchronized @Nullable ReceivedMail mail(long number) {
    return newest.values().stream()
        .filter(mail -> mail.number() == number)
        .findFirst()
        .orElse(null);
  }

  @Override
  public synchronized void close() {
    ids.close();
  }
}
