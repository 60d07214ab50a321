package io.sojourn.app.demo;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes times as RFC 3339 in UTC with milliseconds; quick while the second stays the same. */
final class TimestampText {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");

  private long second = Long.MIN_VALUE;
  private String prefix = "";

  /**
   * @param at epoch milliseconds
   */
  void append(long at, StringBuilder out) {
    long itsSecond = Math.floorDiv(at, 1000L);
    if (itsSecond != second) {
      second = itsSecond;
      prefix = LocalDateTime.ofEpochSecond(itsSecond, 0, ZoneOffset.UTC).format(TO_THE_SECOND);
    }
    int millis = Math.floorMod(at, 1000);
    out.append(prefix);
    out.append((char) ('0' + millis / 100)).append((char) ('0' + millis / 10 % 10));
    out.append((char) ('0' + millis % 10)).append('Z');
  }
}
