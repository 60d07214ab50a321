package io.sojourn.flink.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.identity.IdentityKey;
import org.junit.jupiter.api.Test;

class RepetitionTest {
  private static final IdentityKey ONE = new IdentityKey(0, 1, 0);
  private static final IdentityKey OTHER = new IdentityKey(0, 2, 0);

  private final Repetition repetition = new Repetition();

  @Test
  void eachIdentityIsDueOnceUntilTheLogReachesTheStart() {
    assertThat(repetition.due(ONE, 10, 100)).isTrue();
    assertThat(repetition.due(ONE, 20, 101)).isFalse();
    assertThat(repetition.due(OTHER, 99, 102)).isTrue();
    assertThat(repetition.startedAt()).isEqualTo(100);
  }

  @Test
  void nothingIsDueAfterwardsWhateverTheTime() {
    repetition.due(ONE, 10, 100);
    assertThat(repetition.due(OTHER, 100, 101)).isFalse();
    assertThat(repetition.due(OTHER, 50, 102)).isFalse();
  }
}
