package io.sojourn.core.definition;

import io.sojourn.core.expression.Expression;
import java.util.Map;
import java.util.Set;

/**
 * A set of persons, described by one condition.
 *
 * @param signals its signals by the name that the condition uses
 * @param member who is in it: over {@code profile}, the signals and {@code audiences}
 * @param buildsOn other audiences that the condition reads; evaluated before this one
 */
public record Audience(
    String name, Map<String, Signal> signals, Expression member, Set<String> buildsOn) {
  public Audience {
    signals = Map.copyOf(signals);
    buildsOn = Set.copyOf(buildsOn);
  }
}
