package io.sojourn.connectors.event;

/**
 * Reads RFC 3339 times, section 5.6: {@code 2026-11-24T09:30:00.125+01:00}. Any number of fraction
 * digits, of which the first three count; a leap second is the second after it; {@code T} may be a
 * space.
 */
final class Rfc3339 {
  /** What is returned for text that is no time. */
  static final long INVALID = Long.MIN_VALUE;

  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int SHORTEST = "2026-11-24T09:30:00Z".length();

  private final String text;
  private int position;
  private boolean valid = true;

  private Rfc3339(String text) {
    this.text = text;
  }

  /** Epoch milliseconds, or {@link #INVALID}. */
  static long parse(String text) {
    return text.length() < SHORTEST ? INVALID : new Rfc3339(text).read();
  }

  private long read() {
    int year = digits(4, 0, 9999);
    separator("-");
    int month = digits(2, 1, 12);
    separator("-");
    int day = digits(2, 1, 31);
    separator("Tt ");
    int hour = digits(2, 0, 23);
    separator(":");
    int minute = digits(2, 0, 59);
    separator(":");
    int second = digits(2, 0, 60);
    int millis = fraction();
    int offset = offset();
    if (!valid || position != text.length() || day > daysIn(year, month)) {
      return INVALID;
    }
    long seconds = (daysSinceEpoch(year, month, day) * 24 + hour) * 3600 + minute * 60L + second;
    seconds -= offset * 60L;
    if (second == 60 && Math.floorMod(seconds, 86_400L) != 0) {
      return INVALID;
    }
    return seconds * 1000 + millis;
  }

  private int digits(int count, int min, int max) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      char c = next();
      valid &= c >= '0' && c <= '9';
      value = value * 10 + (c - '0');
    }
    valid &= value >= min && value <= max;
    return value;
  }

  private void separator(String allowed) {
    valid &= allowed.indexOf(next()) >= 0;
  }

  private int fraction() {
    if (position >= text.length() || text.charAt(position) != '.') {
      return 0;
    }
    position++;
    int start = position;
    int millis = 0;
    while (position < text.length() && isDigit(text.charAt(position))) {
      if (position - start < 3) {
        millis = millis * 10 + (text.charAt(position) - '0');
      }
      position++;
    }
    int count = position - start;
    valid &= count > 0;
    return count == 1 ? millis * 100 : count == 2 ? millis * 10 : millis;
  }

  /** Minutes east of UTC. */
  private int offset() {
    char sign = next();
    if (sign == 'Z' || sign == 'z') {
      return 0;
    }
    valid &= sign == '+' || sign == '-';
    int hours = digits(2, 0, 23);
    separator(":");
    int minutes = hours * 60 + digits(2, 0, 59);
    return sign == '-' ? -minutes : minutes;
  }

  private char next() {
    return position < text.length() ? text.charAt(position++) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int daysIn(int year, int month) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : DAYS[month - 1];
  }

  /** Howard Hinnant: chrono-compatible low-level date algorithms, {@code days_from_civil}. */
  private static long daysSinceEpoch(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
