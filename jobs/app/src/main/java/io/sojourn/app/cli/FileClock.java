package io.sojourn.app.cli;

import io.sojourn.app.cli.EventFile.Line;
import io.sojourn.connectors.event.InputLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * Gives the lines of a file the times of a log: those that they say, never decreasing. A line that
 * says none has the time of the line before it; lines before the first time have that one.
 */
final class FileClock {
  /** The time of a file in which no line says any: the earliest that an event may have. */
  static final long EARLIEST = 946_684_800_000L; // 2000-01-01T00:00:00Z

  private final ObjLongConsumer<Line> sink;
  private final List<Line> timeless = new ArrayList<>();
  private long now = Long.MIN_VALUE;

  /**
   * @param sink takes each line with its time, epoch milliseconds
   */
  FileClock(ObjLongConsumer<Line> sink) {
    this.sink = sink;
  }

  void accept(Line line) {
    Long said = InputLine.of(line.bytes()).time();
    if (said == null && now == Long.MIN_VALUE) {
      timeless.add(line);
      return;
    }
    start(said == null ? now : said);
    sink.accept(line, now);
  }

  /** No line is left. */
  void end() {
    if (!timeless.isEmpty()) {
      start(EARLIEST);
    }
  }

  private void start(long time) {
    now = Math.max(now, time);
    timeless.forEach(line -> sink.accept(line, now));
    timeless.clear();
  }
}
