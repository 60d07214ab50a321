package io.sojourn.core.event;

import io.sojourn.core.error.Problem;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Port: turns the bytes of an input record into an event, or says why not. Implementations never
 * throw on input.
 */
public interface EventDecoder {

  /**
   * @param payload the record's value, any size
   * @param format the record's {@code format} header: {@code segment}, {@code mail-report}, or null
   *     for XDM JSON and Avro
   * @param receivedAt append time of the record, epoch milliseconds
   * @param namespaces the identity namespaces in force
   * @param schema the declared fields in force
   */
  Decoded decode(
      byte[] payload,
      @Nullable String format,
      long receivedAt,
      Namespaces namespaces,
      Schema schema);

  /** What became of an input record: exactly one of the two. */
  sealed interface Decoded {
    /**
     * To be processed.
     *
     * @param blocked how many identities were left out because their values are blocked
     */
    record Accepted(Event event, int blocked) implements Decoded {}

    /** To be kept in {@code rejections}. */
    record Rejected(Problem problem) implements Decoded {}
  }
}
