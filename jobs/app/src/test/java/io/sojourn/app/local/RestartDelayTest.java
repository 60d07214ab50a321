package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RestartDelayTest {
  @Test
  void growsWhileAProcessDiesAtOnceAndForgetsAfterALongLife() {
    RestartDelay delay = new RestartDelay();

    assertThat(Stream.generate(() -> delay.after(Duration.ofSeconds(2)).toSeconds()).limit(8))
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L);
    assertThat(delay.after(Duration.ofMinutes(1))).isZero();
    assertThat(delay.after(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(1));
  }
}
