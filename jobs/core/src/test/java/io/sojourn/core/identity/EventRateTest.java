package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventRateTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final IdentityKey WILD = new IdentityKey(0, 1, 0);
  private static final IdentityKey OTHER = new IdentityKey(0, 2, 0);

  private final EventRate rate = new EventRate(10, 50);

  @Test
  void admitsTheRateForEver() {
    assertThat(IntStream.range(0, 10_000).allMatch(i -> rate.admits(WILD, NOW + 100L * i)))
        .isTrue();
  }

  @Test
  void admitsABurstAndThenTheRate() {
    assertThat(admitted(80, NOW)).isEqualTo(50);
    assertThat(rate.admits(OTHER, NOW)).as("another identity").isTrue();
    assertThat(admitted(80, NOW + 1000)).isEqualTo(10);
    assertThat(admitted(80, NOW + 60_000)).isEqualTo(50);
  }

  @Test
  void timeDoesNotRunBackwards() {
    assertThat(admitted(30, NOW)).isEqualTo(30);
    assertThat(admitted(10, NOW - 60_000)).as("a partition that is behind").isEqualTo(10);
    assertThat(admitted(80, NOW)).isEqualTo(10);
  }

  @Test
  void keepsOnlyThoseWhoseEventsAreNotForgottenYet() {
    for (int i = 0; i < 1000; i++) {
      rate.admits(new IdentityKey(0, i, 0), NOW);
    }
    assertThat(rate.size()).isEqualTo(1000);
    admitted(20, NOW);
    rate.admits(OTHER, NOW + 1000);
    assertThat(rate.size()).as("the wild one, and the last").isEqualTo(2);
  }

  private long admitted(int events, long now) {
    return IntStream.range(0, events).filter(i -> rate.admits(WILD, now)).count();
  }
}
