package io.sojourn.core.channel;

import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.TagType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a template may call. All values are single ones, so nothing iterates or changes the context:
 * that makes the paths a template reads absolute.
 *
 * <ul>
 *   <li>{@code if}, {@code unless}: blocks, as in Handlebars
 *   <li>{@code eq neq gt gte lt lte}: compare numbers as numbers, anything else as text
 *   <li>{@code and or not}: on whether values are there, not false, not 0 and not empty
 *   <li>{@code default VALUE OTHER}: the other when the value is missing or empty
 *   <li>{@code upper lower}: letters, by the rules of no country
 *   <li>{@code fixed NUMBER DECIMALS}: a number with 0 to 9 decimals, half up
 *   <li>{@code number NUMBER DECIMALS LANGUAGE}: the same as people write it, in English if no
 *       language is given
 *   <li>{@code money NUMBER CURRENCY LANGUAGE}: an amount of money
 *   <li>{@code date MOMENT PATTERN ZONE LANGUAGE}: a moment, in UTC and English if nothing else is
 *       given
 * </ul>
 */
final class TemplateHelpers {
  /** Where a context says what is done about values that are missing. */
  static final String MISSING = "missing";

  private static final Set<String> BUILT_IN = Set.of("if", "unless");
  private static final int MAX_DECIMALS = 9;

  private TemplateHelpers() {}

  /** Leaves in {@code handlebars} the helpers above and no others. */
  static void install(Handlebars handlebars) {
    handlebars.helpers().removeIf(helper -> !BUILT_IN.contains(helper.getKey()));
    handlebars.registerHelper("eq", predicate(TemplateHelpers::same));
    handlebars.registerHelper("neq", predicate((a, b) -> !same(a, b)));
    handlebars.registerHelper("gt", predicate(compared(sign -> sign > 0)));
    handlebars.registerHelper("gte", predicate(compared(sign -> sign >= 0)));
    handlebars.registerHelper("lt", predicate(compared(sign -> sign < 0)));
    handlebars.registerHelper("lte", predicate(compared(sign -> sign <= 0)));
    handlebars.registerHelper("not", predicate((a, b) -> isEmpty(a)));
    handlebars.registerHelper(
        "and",
        (first, options) ->
            !isEmpty(first) && Stream.of(options.params).noneMatch(TemplateHelpers::isEmpty));
    handlebars.registerHelper(
        "or",
        (first, options) ->
            !isEmpty(first) || !Stream.of(options.params).allMatch(TemplateHelpers::isEmpty));
    handlebars.registerHelper(
        "default", (value, options) -> isEmpty(value) ? text(options.param(0, null)) : value);
    handlebars.registerHelper("upper", mapped(s -> s.toUpperCase(Locale.ROOT)));
    handlebars.registerHelper("lower", mapped(s -> s.toLowerCase(Locale.ROOT)));
    handlebars.registerHelper(
        "fixed", (value, options) -> fixed(present(value, options), options.param(0, 0)));
    handlebars.registerHelper("number", TemplateHelpers::number);
    handlebars.registerHelper("money", TemplateHelpers::money);
    handlebars.registerHelper("date", TemplateHelpers::date);
  }

  /** Called for a value that is missing and no argument of a helper. */
  static String missing(@Nullable Object context, Options options) {
    return text(present(null, options));
  }

  /** A value that something is to be made of. */
  private static @Nullable Object present(@Nullable Object value, Options options) {
    if (isEmpty(value) && Missing.REFUSE.equals(options.data(MISSING))) {
      throw new IllegalArgumentException("a value is missing");
    }
    return value;
  }

  private static String number(@Nullable Object value, Options options) {
    BigDecimal number = number(present(value, options));
    return number == null
        ? text(value)
        : TemplateFormats.number(number, decimals(options.param(0, 0)), argument(options, 1, "en"));
  }

  private static String money(@Nullable Object value, Options options) {
    if (options.params.length == 0) {
      throw new IllegalArgumentException("money without a currency");
    }
    String currency = argument(options, 0, "");
    if (currency.isEmpty()) {
      var unused = present(null, options);
      return text(value);
    }
    String money = TemplateFormats.money(number(value), currency, argument(options, 1, "en"));
    return money == null ? text(present(value, options)) : money;
  }

  private static String date(@Nullable Object value, Options options) {
    String date =
        TemplateFormats.date(
            value,
            argument(options, 0, "yyyy-MM-dd"),
            argument(options, 1, "UTC"),
            argument(options, 2, "en"));
    return date == null ? text(present(value, options)) : date;
  }

  /** An argument after the value; one that is missing or empty is the other. */
  private static String argument(Options options, int index, String other) {
    Object given = options.param(index, null);
    return isEmpty(given) ? other : text(given);
  }

  private static Helper<@Nullable Object> predicate(
      BiPredicate<@Nullable Object, @Nullable Object> test) {
    return (left, options) -> {
      boolean holds = test.test(left, options.param(0, null));
      if (options.tagType != TagType.SECTION) {
        return holds;
      }
      return holds ? options.fn() : options.inverse();
    };
  }

  private static Helper<@Nullable Object> mapped(UnaryOperator<String> function) {
    return (value, options) -> function.apply(text(present(value, options)));
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value instanceof Map || Handlebars.Utils.isEmpty(value);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    BigDecimal left = number(a);
    BigDecimal right = number(b);
    return left != null && right != null
        ? left.compareTo(right) == 0
        : Objects.equals(text(a), text(b));
  }

  private static BiPredicate<@Nullable Object, @Nullable Object> compared(IntPredicate wanted) {
    return (a, b) -> {
      BigDecimal left = number(a);
      BigDecimal right = number(b);
      if (left != null && right != null) {
        return wanted.test(left.compareTo(right));
      }
      return !isEmpty(a) && !isEmpty(b) && wanted.test(text(a).compareTo(text(b)));
    };
  }

  private static String fixed(@Nullable Object value, Object decimals) {
    BigDecimal number = number(value);
    if (number == null || !(decimals instanceof Integer places)) {
      return text(value);
    }
    return number.setScale(decimals(places), RoundingMode.HALF_UP).toPlainString();
  }

  private static int decimals(@Nullable Object places) {
    return places instanceof Integer some ? Math.min(Math.max(some, 0), MAX_DECIMALS) : 0;
  }

  private static @Nullable BigDecimal number(@Nullable Object value) {
    try {
      return value instanceof Number || value instanceof String
          ? new BigDecimal(value.toString())
          : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A helper that is called without a value gets the whole context: that is no text. */
  private static String text(@Nullable Object value) {
    return value == null || value instanceof Map ? "" : value.toString();
  }
}
