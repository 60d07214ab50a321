package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \u2003",
        "-",
        "0",
        "00000000-0000-0000-0000-000000000000",
        "-1",
        "null",
        "NULL",
        " undefined\n",
        "NaN",
        "None",
        "[object Object]",
        "Anonymous",
        "guest"
      })
  void aPlaceholderIsBlockedEverywhere(String value) {
    assertThat(BlockedValues.PLACEHOLDERS.contains(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-2", "0.0", "nullius", "a null", "guest1", "\u0660", "_"})
  void whatOnlyLooksLikeAPlaceholderIsNot(String value) {
    assertThat(BlockedValues.PLACEHOLDERS.contains(value)).isFalse();
  }

  @Test
  void aListAddsValuesAndTakesPlaceholdersAway() {
    BlockedValues blocked = new BlockedValues(Set.of("Test@X.org"), Set.of("0", "Guest"));

    assertThat(blocked.contains("tEST@x.ORG ")).isTrue();
    assertThat(blocked.contains("00")).isTrue();
    assertThat(blocked.contains("0")).isFalse();
    assertThat(blocked.contains("GUEST")).isFalse();
  }

  @Test
  void oneDigitThatIsSetMakesAnId() {
    Random random = new Random(9);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder id = new StringBuilder();
      for (int length = 2 + random.nextInt(40); length > 0; length--) {
        id.append(random.nextInt(5) == 0 ? '-' : '0');
      }
      assertThat(BlockedValues.PLACEHOLDERS.contains(id.toString())).as("%s", id).isTrue();

      id.setCharAt(1 + random.nextInt(id.length() - 1), (char) ('2' + random.nextInt(8)));
      assertThat(BlockedValues.PLACEHOLDERS.contains(id.toString())).as("%s", id).isFalse();
    }
  }
}
