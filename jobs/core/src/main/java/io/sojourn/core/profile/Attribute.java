package io.sojourn.core.profile;

/**
 * A profile attribute of a fragment.
 *
 * @param value Boolean, Long, Double, String or {@code java.time.Instant}
 * @param time event time of the record that set it, epoch milliseconds
 */
public record Attribute(Object value, long time) {

  /**
   * Newest event time wins; at equal times the greater text wins, so that the order of arrival does
   * not matter.
   */
  public static Attribute newer(Attribute a, Attribute b) {
    if (a.time != b.time) {
      return a.time > b.time ? a : b;
    }
    int byText = String.valueOf(a.value).compareTo(String.valueOf(b.value));
    if (byText != 0) {
      return byText > 0 ? a : b;
    }
    // a field may change its type: 1 and '1' have the same text
    return a.value.getClass().getName().compareTo(b.value.getClass().getName()) >= 0 ? a : b;
  }
}
