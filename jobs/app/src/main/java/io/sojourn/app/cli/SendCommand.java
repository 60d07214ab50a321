package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.schema.Topic;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sojourn send}. */
@Command(
    name = "send",
    description = "Sends events to Kafka, line by line and unchanged; the job checks them.",
    mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE",
      description = "JSON lines, each at most 8 MiB; - for what is piped in.")
  private String file = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "xdm (default), segment for calls of the Segment spec, or mail-report for a mail",
        "by which a mail system reports on another (RFC 3464, RFC 5965)."
      })
  private EventFormat format = EventFormat.XDM;

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      converter = Rate.Converter.class,
      description = "Send so many a second (default: as fast as Kafka takes them).")
  private @Nullable Rate rate;

  @Mixin private JobOptions options = new JobOptions();

  SendCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    String topic = Topic.EVENTS.name(options.prefix());
    Brokers brokers = new Brokers(options);
    try (EventFile events = EventFile.open(file, format, console)) {
      brokers.reach(topic);
      long sent = brokers.call(() -> send(events, topic));
      events.noteSkipped(console);
      console.line(
          "Sent " + Counts.of(sent, format.isInLines() ? "line" : "report") + " to " + topic);
      return events.tooLong() == 0 ? 0 : 1;
    }
  }

  private long send(EventFile events, String topic) throws Exception {
    Progress progress = new Progress(console, "lines sent");
    long sent = 0;
    try (EventSender sender = new EventSender(options.kafka(), topic, format.header())) {
      long start = System.nanoTime();
      for (EventFile.Line line = events.next(); line != null; line = events.next()) {
        if (rate != null) {
          rate.pace(sent, start);
        }
        sender.send(line.bytes());
        progress.reached(++sent);
      }
      sender.finish();
    }
    return sent;
  }
}
