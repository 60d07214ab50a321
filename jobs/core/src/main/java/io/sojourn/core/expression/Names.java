package io.sojourn.core.expression;

import io.sojourn.core.schema.ValueType;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How names are shown, and which declared name a wrong one may have meant. */
final class Names {
  private static final int LISTED = 8;

  private Names() {}

  /** A type's name in the language. */
  static String of(@Nullable ValueType type) {
    return String.valueOf(type).toLowerCase(Locale.ROOT);
  }

  /** The nearest of the declared names, or a few of them, as the end of a message. */
  static String hint(String name, Collection<String> declared) {
    if (declared.isEmpty()) {
      return "; none is declared";
    }
    String nearest =
        declared.stream()
            .min(
                Comparator.comparingInt((String candidate) -> distance(name, candidate))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    if (distance(name, nearest) <= Math.max(1, name.length() / 3)) {
      return "; did you mean '" + nearest + "'?";
    }
    var sorted = new TreeSet<>(declared);
    String list = String.join(", ", sorted.stream().limit(LISTED).toList());
    return "; declared: " + list + (sorted.size() > LISTED ? ", …" : "");
  }

  /** The Levenshtein distance, letter case ignored (Wagner and Fischer 1974, two rows). */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
