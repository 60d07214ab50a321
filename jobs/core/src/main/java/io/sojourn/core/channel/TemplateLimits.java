package io.sojourn.core.channel;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a template must keep to before it reaches the parser, which is recursive and would overflow
 * its stack on hostile nesting.
 *
 * <p>Counts braces, not grammar: an escaped tag counts like a real one. It may refuse a template
 * that the parser would take, never the other way round.
 */
final class TemplateLimits {
  /** Longest part of a template, in characters. */
  static final int MAX_LENGTH = 256 * 1024;

  /** Most blocks, links of an {@code else if} chain and parentheses inside each other. */
  static final int MAX_DEPTH = 32;

  private static final String OPEN = "{{";

  private final String text;
  private final Deque<Integer> blocks = new ArrayDeque<>();
  private int depth;

  private TemplateLimits(String text) {
    this.text = text;
  }

  static void check(String text) throws TemplateException {
    if (text.length() > MAX_LENGTH) {
      throw new TemplateException(1, 1, "is longer than " + MAX_LENGTH + " characters");
    }
    new TemplateLimits(text).checkTags();
  }

  private void checkTags() throws TemplateException {
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, open)) {
      int start = open + OPEN.length();
      if (text.startsWith("!--", start)) {
        open = end("--", start + 3);
      } else {
        int end = end("}}", start);
        checkTag(open, text.substring(start, end).replace("~", "").strip());
        open = end;
      }
    }
  }

  private int end(String mark, int from) {
    int end = text.indexOf(mark, from);
    return end < 0 ? text.length() : end;
  }

  private void checkTag(int open, String tag) throws TemplateException {
    if (tag.startsWith("=") || tag.startsWith("{{")) {
      throw at(open, "changes delimiters or has a raw block");
    }
    if (tag.startsWith(">") || tag.startsWith("*") || tag.matches("(?s)#\\s*[>*].*")) {
      throw at(open, "has a partial or a decorator");
    }
    if (tag.startsWith("#") || tag.startsWith("^") && tag.length() > 1) {
      blocks.push(1);
      depth++;
    } else if (tag.startsWith("/") && !blocks.isEmpty()) {
      depth -= blocks.pop();
    } else if (tag.matches("(?s)else\\s.*") && !blocks.isEmpty()) {
      blocks.push(blocks.pop() + 1);
      depth++;
    }
    if (depth + parentheses(tag) > MAX_DEPTH) {
      throw at(open, "is nested more than " + MAX_DEPTH + " deep");
    }
  }

  private static int parentheses(String tag) {
    int deepest = 0;
    int now = 0;
    for (int i = 0; i < tag.length(); i++) {
      now += tag.charAt(i) == '(' ? 1 : tag.charAt(i) == ')' ? -1 : 0;
      deepest = Math.max(deepest, now);
    }
    return deepest;
  }

  private TemplateException at(int position, String message) {
    int line = 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    int column = position - text.lastIndexOf('\n', position);
    return new TemplateException(line, column, message);
  }
}
