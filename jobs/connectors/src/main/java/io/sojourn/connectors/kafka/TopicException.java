package io.sojourn.connectors.kafka;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Topics cannot be used as they are, or cannot be reached. */
public final class TopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * @param problems one sentence for each thing that is wrong
   */
  TopicException(List<String> problems) {
    this(String.join("\n", problems), null);
  }
}
