package io.sojourn.core.channel;

/** A template that does not parse, or does not render. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int line;
  private final int column;

  /**
   * @param line 1-based line inside the template text
   * @param column 1-based column inside that line
   */
  public TemplateException(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
