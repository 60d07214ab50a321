package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceTest {

  private static Namespace namespace(ValueFormat format, Normaliser... steps) {
    return new Namespace(
        "N",
        NamespaceType.PERSON,
        false,
        0,
        0,
        List.of(steps),
        format,
        BlockedValues.PLACEHOLDERS,
        Namespace.FOR_EVER,
        null);
  }

  @Test
  void anEcidIs38DigitsOfAscii() {
    Namespace ecid = namespace(ValueFormat.ECID);

    assertThat(ecid.normalised("7".repeat(38))).isEqualTo("7".repeat(38));
    assertThat(ecid.normalised("7".repeat(37))).isNull();
    assertThat(ecid.normalised("7".repeat(39))).isNull();
    assertThat(ecid.normalised("7".repeat(38) + "\n")).isNull();
    assertThat(ecid.normalised("\u0667".repeat(38))).isNull();
  }

  @Test
  void aValueHas1To1024CharactersAfterItsSteps() {
    Namespace trimmed = namespace(null, Normaliser.Spelling.TRIM);

    assertThat(trimmed.normalised(" " + "a".repeat(1024) + " ")).hasSize(1024);
    assertThat(trimmed.normalised("a".repeat(1025))).isNull();
    assertThat(trimmed.normalised(" \u3000 ")).isNull();
  }
}
