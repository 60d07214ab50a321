package io.sojourn.core.definition;

import io.sojourn.core.expression.Expression;
import io.sojourn.core.output.Qualification;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A journey: how a person enters, the named steps, and how a person leaves.
 *
 * @param version 1 or more; instances finish on the version they began with
 * @param again when the same person and key may enter again
 * @param timeout how long an instance may live, milliseconds
 * @param start name of the first step
 * @param stale an entry event older than this, in milliseconds before its arrival, starts nothing
 */
public record Journey(
    String name,
    int version,
    Trigger entry,
    @Nullable Expression key,
    Again again,
    List<Trigger> exits,
    long timeout,
    long stale,
    String start,
    Map<String, Step> steps) {

  public Journey {
    exits = List.copyOf(exits);
    steps = Map.copyOf(steps);
  }

  /** What makes a person enter or leave. */
  public sealed interface Trigger {}

  /** An event of this type for which the condition holds. */
  public record OnEvent(String type, @Nullable Expression where) implements Trigger {}

  /** A change of membership. */
  public record OnAudience(String audience, Qualification.Status status) implements Trigger {}

  /**
   * Re-entrance. A person is never in one journey twice with one key.
   *
   * @param allowed whether ever again
   * @param after milliseconds since the last entry
   */
  public record Again(boolean allowed, long after) {
    public static final Again NEVER = new Again(false, 0);
    public static final Again ALWAYS = new Again(true, 0);
  }
}
