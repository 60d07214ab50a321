package io.sojourn.connectors.event;

import io.sojourn.core.error.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What every input has besides its content.
 *
 * @param payload the record's value
 * @param receivedAt its append time, epoch milliseconds
 */
record Envelope(byte[] payload, long receivedAt) {
  private static final long EARLIEST = 946_684_800_000L; // 2000-01-01T00:00:00Z
  private static final long END = 4_102_444_800_000L; // 2100-01-01T00:00:00Z
  private static final long MAX_AHEAD = Duration.ofHours(1).toMillis();
  private static final int MAX_ID = 256;
  private static final int ID_BYTES = 16;

  /** The time that a text says, inside the bounds. */
  long time(String place, Object value) throws Refusal {
    if (!(value instanceof String text)) {
      throw new Refusal(ProblemCode.EVENT_TIME_INVALID, place, Json.typeOf(value));
    }
    long time = Rfc3339.parse(text);
    if (time == Rfc3339.INVALID) {
      throw new Refusal(
          ProblemCode.EVENT_TIME_INVALID, place, "a text of " + text.length() + " characters");
    }
    return bounded(place, time);
  }

  /** The time, if it is inside the bounds. */
  long bounded(String place, long time) throws Refusal {
    if (!isInBounds(time)) {
      throw new Refusal(ProblemCode.EVENT_TIME_OUT_OF_RANGE, place, "a time outside them");
    }
    if (time - receivedAt > MAX_AHEAD) {
      throw new Refusal(
          ProblemCode.EVENT_TIME_IN_FUTURE,
          place,
          "a time " + (time - receivedAt) / 1000 + " seconds ahead");
    }
    return time;
  }

  static boolean isInBounds(long time) {
    return time >= EARLIEST && time < END;
  }

  /**
   * The id of the event: its own, or derived from the payload where it has none. One that is too
   * long becomes its hash.
   */
  String id(@Nullable Object own) {
    if (own instanceof Long number) {
      return number.toString();
    }
    if (!(own instanceof String text) || text.isBlank()) {
      return hash(payload);
    }
    return text.length() <= MAX_ID ? text : hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
