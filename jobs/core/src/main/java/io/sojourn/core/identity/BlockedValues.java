package io.sojourn.core.identity;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values of a namespace that stand for nobody: they would make one person of everybody who
 * carries them. Case and white space around a value do not matter.
 *
 * @param listed those of the workspace
 * @param unblocked the placeholders that stand for somebody here
 */
public record BlockedValues(Set<String> listed, Set<String> unblocked) {

  /** What senders write for an id that they do not have, and nothing else. */
  public static final BlockedValues PLACEHOLDERS = new BlockedValues(Set.of(), Set.of());

  /** Nothing at all, and ids of which no digit was set. */
  private static final Pattern ZEROES = Pattern.compile("[0-]*");

  private static final Set<String> WORDS =
      Set.of(
          "-1",
          "null",
          "(null)",
          "nil",
          "none",
          "nan",
          "n/a",
          "undefined",
          "[object object]",
          "true",
          "false",
          "unknown",
          "anonymous",
          "guest",
          "not_authenticated");

  public BlockedValues {
    listed = listed.stream().map(BlockedValues::folded).collect(Collectors.toUnmodifiableSet());
    unblocked =
        unblocked.stream().map(BlockedValues::folded).collect(Collectors.toUnmodifiableSet());
  }

  public boolean contains(String value) {
    String folded = folded(value);
    return listed.contains(folded) || (isPlaceholder(folded) && !unblocked.contains(folded));
  }

  private static boolean isPlaceholder(String folded) {
    return WORDS.contains(folded) || ZEROES.matcher(folded).matches();
  }

  private static String folded(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }
}
