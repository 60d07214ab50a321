package io.sojourn.core.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step in making two spellings of one identity value equal. */
public sealed interface Normaliser {

  /** The value after this step, or null if it is none that the step is for. */
  @Nullable String apply(String value);

  /** Steps for any text. */
  enum Spelling implements Normaliser {
    TRIM,
    LOWER;

    @Override
    public String apply(String value) {
      return switch (this) {
        case TRIM -> value.strip();
        case LOWER -> value.toLowerCase(Locale.ROOT);
      };
    }
  }

  /**
   * Writes a phone number as E.164, for example {@code +49301234567}. What is not a valid number of
   * its country is no value; nor is one with letters, which is a mistake more often than a vanity
   * number, or with an extension, which E.164 cannot tell.
   *
   * @param region of numbers without a country code, ISO 3166 in upper case; null: there are none
   */
  record E164(@Nullable String region) implements Normaliser {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** The regions that have phone numbers. */
    public static Set<String> regions() {
      return NUMBERS.getSupportedRegions();
    }

    @Override
    public @Nullable String apply(String value) {
      if (value.codePoints().anyMatch(Character::isLetter)) {
        return null;
      }
      try {
        PhoneNumber number = NUMBERS.parse(value, region);
        boolean valid = NUMBERS.isValidNumber(number) && !number.hasExtension();
        return valid ? NUMBERS.format(number, PhoneNumberFormat.E164) : null;
      } catch (NumberParseException e) {
        return null;
      }
    }
  }
}
