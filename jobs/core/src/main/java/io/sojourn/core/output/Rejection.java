package io.sojourn.core.output;

import io.sojourn.core.codec.Hash;
import io.sojourn.core.error.Problem;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An input that was refused, kept with the reason.
 *
 * @param problem which rule it broke
 * @param source topic and partition, or file
 * @param offset offset in the partition, or line of the file
 * @param payload at most {@link #MAX_PAYLOAD} bytes of it
 * @param payloadSize its full size in bytes
 * @param payloadSha256 hash of all of it, hex
 */
public record Rejection(
    long at,
    Problem problem,
    String source,
    long offset,
    byte[] payload,
    long payloadSize,
    String payloadSha256)
    implements Output {

  /** How much of a refused payload is kept, in bytes. */
  public static final int MAX_PAYLOAD = 64 * 1024;

  /** A rejection of these bytes, of which at most {@link #MAX_PAYLOAD} are kept. */
  public static Rejection of(long at, Problem problem, String source, long offset, byte[] payload) {
    return new Rejection(
        at,
        problem,
        source,
        offset,
        Arrays.copyOf(payload, Math.min(payload.length, MAX_PAYLOAD)),
        payload.length,
        HexFormat.of().formatHex(Hash.sha256(payload)));
  }

  /** Payloads carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "Rejection[" + problem.code() + " at " + source + "/" + offset + "]";
  }
}
