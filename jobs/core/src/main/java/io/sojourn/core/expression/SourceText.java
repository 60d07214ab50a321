package io.sojourn.core.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;

/**
 * The text of an expression and the places in it. Offsets count code points from 0; lines and
 * columns, as people read them, count from 1.
 */
final class SourceText {
  private final int[] text;
  private final CelSource source;

  SourceText(String text, CelSource source) {
    this.text = text.codePoints().toArray();
    this.source = source;
  }

  int length() {
    return text.length;
  }

  /** The code point at the offset, or 0 past the end. */
  int at(int offset) {
    return offset < text.length ? text[offset] : 0;
  }

  /** The text from an offset on, up to a length. */
  String part(int offset, int length) {
    return new String(text, offset, Math.min(length, text.length - offset));
  }

  /** Where the node of the syntax tree begins; of an operator or a selection, its symbol. */
  int offset(long node) {
    return source.getPositionsMap().getOrDefault(node, 0);
  }

  int offset(CelIssue issue) {
    return source.getLocationOffset(issue.getSourceLocation()).orElse(0);
  }

  /** Where the field name begins that is selected from this operand. */
  int fieldOffset(long operand) {
    int offset = offset(operand) + 1;
    while (offset < text.length && text[offset] != '.') {
      offset++;
    }
    do {
      offset++;
    } while (Character.isWhitespace(at(offset)));
    return offset;
  }

  /** Where a name begins, given its own place or, as the parser has it for calls, its bracket's. */
  int nameOffset(int offset, String name) {
    int start = offset - name.codePointCount(0, name.length());
    return (at(offset) == '(' || at(offset) == '{') && start >= 0 ? start : offset;
  }

  ExpressionException error(int offset, String message) {
    CelSourceLocation place =
        source.getOffsetLocation(offset).orElse(CelSourceLocation.of(1, offset));
    return new ExpressionException(place.getLine(), place.getColumn() + 1, message);
  }
}
