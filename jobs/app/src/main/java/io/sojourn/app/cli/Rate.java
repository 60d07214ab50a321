package io.sojourn.app.cli;

import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many a second.
 *
 * @param perSecond 1 to 10,000,000
 */
record Rate(int perSecond) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})(/s)?");
  private static final long SECOND = 1_000_000_000L;

  /** Waits until the moment for the next one. */
  void pace(long done, long startNanos) {
    long due = startNanos + done * SECOND / perSecond;
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
  }

  /** Reads {@code 500/s} or {@code 500}. */
  static final class Converter implements ITypeConverter<Rate> {
    @Override
    public Rate convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is not a rate such as 500/s");
      }
      return new Rate(Integer.parseInt(matcher.group(1)));
    }
  }
}
