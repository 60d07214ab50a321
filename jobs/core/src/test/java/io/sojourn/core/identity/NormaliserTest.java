package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.sojourn.core.identity.Normaliser.E164;
import io.sojourn.core.identity.Normaliser.Spelling;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final String[] SEPARATORS = {"", " ", "  ", "-", ".", " - ", "\u00a0", "\u2010"};

  @Test
  void spellingDoesNotDependOnTheLocale() {
    assertThat(Spelling.LOWER.apply("INFO@X.ORG")).isEqualTo("info@x.org");
    assertThat(Spelling.TRIM.apply("\u2003a b\t")).isEqualTo("a b");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "030 1234567, DE, +49301234567",
        "(030) 123-4567, DE, +49301234567",
        "0049 30 1234567, DE, +49301234567",
        "+49 (0)30 1234567, none, +49301234567",
        "+49 30 1234567, US, +49301234567",
        "06 1234567, IT, +39061234567",
        "＋４９３０１２３４５６７, none, +49301234567",
        "+800 1234 5678, none, +80012345678",
        "030 1234567, none, none",
        "2530000, US, none",
        "1111111111, US, none",
        "110, DE, none",
        "+49 30 12345671234567, none, none",
        "+1 650 253 0000;5, none, none",
        "+1 650 253 0000 ext. 5, none, none",
        "customer-030 1234567, DE, none",
        "1-800-FLOWERS, US, none",
        "ada@example.com, DE, none",
        "+, DE, none",
        "'', DE, none"
      })
  void writesAPhoneNumberAsE164(String value, String region, String expected) {
    assertThat(new E164(region).apply(value)).isEqualTo(expected);
  }

  /** Asked by several threads at once, as subtasks do. */
  @Test
  void everySpellingOfANumberIsOne() {
    E164.regions().parallelStream().forEach(NormaliserTest::assertOne);
  }

  private static void assertOne(String region) {
    Random random = new Random(region.hashCode());
    PhoneNumber number = NUMBERS.getExampleNumber(region);
    String expected = NUMBERS.format(number, PhoneNumberFormat.E164);
    E164 normaliser = new E164(region);
    for (int round = 0; round < 20; round++) {
      PhoneNumberFormat[] formats = {
        PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL
      };
      String spelt = respelt(NUMBERS.format(number, formats[random.nextInt(3)]), random);

      assertThat(normaliser.apply(spelt)).as("%s in %s", spelt, region).isEqualTo(expected);
    }
    assertThat(new E164(null).apply(expected)).isEqualTo(expected);
  }

  @Test
  void anyTextIsANumberThatStaysAsItIsOrNone() {
    Random random = new Random(6);
    String characters = "0123456789+-() /.;#*,xe\u0660\uff0b\ud83d\ude00\n";
    int numbers = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(18); length > 0; length--) {
        int kinds = random.nextInt(8) == 0 ? characters.length() : 10;
        text.append(characters.charAt(random.nextInt(kinds)));
      }
      String number = new E164("DE").apply(text.toString());
      if (number != null) {
        numbers++;
        assertThat(number).as(text.toString()).matches("\\+[1-9][0-9]+");
        assertThat(new E164("US").apply(number)).as(text.toString()).isEqualTo(number);
      }
    }
    assertThat(numbers).isGreaterThan(1_000);
  }

  private static String respelt(String number, Random random) {
    StringBuilder text = new StringBuilder(" ".repeat(random.nextInt(2)));
    for (String part : number.split("[ -]")) {
      text.append(part).append(SEPARATORS[random.nextInt(SEPARATORS.length)]);
    }
    return text.toString();
  }
}
