package io.sojourn.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines in columns: the first to the left, the others, which are numbers, to the right. */
final class Table {
  private final List<String[]> rows = new ArrayList<>();

  /** A table with a head. */
  static Table of(String... head) {
    return new Table().row(head);
  }

  /** Names and counts, or a dash for none. */
  static Table of(String name, String count, Map<String, Integer> counts) {
    Table table = of(name, count);
    counts.forEach((key, value) -> table.row(key, number(value)));
    return counts.isEmpty() ? table.row("-", "") : table;
  }

  Table row(String... cells) {
    rows.add(cells);
    return this;
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** All lines, equally long. */
  List<String> lines() {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(left(row[0], widths[0]));
      for (int i = 1; i < row.length; i++) {
        line.append("  ").append(" ".repeat(widths[i] - row[i].length())).append(row[i]);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Two tables side by side. */
  static List<String> beside(List<String> one, List<String> other, int widthOfOne) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      String first = left(i < one.size() ? one.get(i) : "", widthOfOne);
      lines.add((first + (i < other.size() ? other.get(i) : "")).stripTrailing());
    }
    return lines;
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
