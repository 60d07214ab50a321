package io.sojourn.core.channel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Moments, numbers and amounts of money as people of a language write them, by the Unicode CLDR. A
 * language is a BCP 47 tag such as {@code de-AT}; one that is none counts as English.
 */
final class TemplateFormats {
  private TemplateFormats() {}

  /**
   * A moment.
   *
   * @param value an {@link Instant}, or its text by ISO 8601; null if it is not known
   * @param pattern of {@link DateTimeFormatter}
   * @param zone for example {@code Europe/Berlin}
   * @return null if the value is none or not known
   * @throws IllegalArgumentException if there is no such pattern or zone
   */
  static @Nullable String date(
      @Nullable Object value, String pattern, String zone, String language) {
    DateTimeFormatter formatter;
    try {
      formatter = DateTimeFormatter.ofPattern(pattern, locale(language)).withZone(ZoneId.of(zone));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + pattern + "' is no pattern of a date", e);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + zone + "' is no time zone", e);
    }
    Instant moment = moment(value);
    try {
      return moment == null ? null : formatter.format(moment);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + pattern + "' asks for what no moment has", e);
    }
  }

  /** A number with its groups of digits and so many decimals, half up. */
  static String number(BigDecimal value, int decimals, String language) {
    NumberFormat format = NumberFormat.getNumberInstance(locale(language));
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(value);
  }

  /**
   * An amount of money, with the decimals of its currency, half up.
   *
   * @param value null if it is not known
   * @param currency by ISO 4217, for example {@code EUR}
   * @return null if the value is not known
   * @throws IllegalArgumentException if there is no such currency
   */
  static @Nullable String money(@Nullable BigDecimal value, String currency, String language) {
    Currency unit;
    try {
      unit = Currency.getInstance(currency);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + currency + "' is no currency", e);
    }
    NumberFormat format = NumberFormat.getCurrencyInstance(locale(language));
    format.setCurrency(unit);
    int decimals = Math.max(0, unit.getDefaultFractionDigits());
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return value == null ? null : format.format(value);
  }

  private static @Nullable Instant moment(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return instant;
    }
    try {
      return value instanceof String text ? Instant.parse(text) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Locale locale(String language) {
    Locale locale = Locale.forLanguageTag(language);
    return locale.getLanguage().isEmpty() ? Locale.ENGLISH : locale;
  }
}
