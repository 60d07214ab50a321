package io.sojourn.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final CircuitBreaker circuit = new CircuitBreaker();
  private long now = -3 * SECOND;

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      circuit.failed(now);
    }
  }

  @Test
  void opensAfterFailuresInARowOnly() {
    fail(CircuitBreaker.FAILURES - 1);
    assertThat(circuit.delay(now)).isZero();
    circuit.answered();
    fail(CircuitBreaker.FAILURES - 1);
    assertThat(circuit.isOpen()).isFalse();
    assertThat(circuit.failed(now)).isTrue();
    assertThat(circuit.delay(now)).isEqualTo(SECOND);
  }

  @Test
  void letsOneTryAndClosesWhenItIsAnswered() {
    fail(CircuitBreaker.FAILURES);
    now += SECOND;
    assertThat(circuit.delay(now)).isZero();
    assertThat(circuit.delay(now)).as("another meanwhile").isPositive();
    circuit.answered();
    assertThat(circuit.delay(now)).isZero();
    assertThat(circuit.delay(now)).isZero();
  }

  @Test
  void waitsTwiceAsLongAfterEachTryUpToABound() {
    fail(CircuitBreaker.FAILURES);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      fail(3);
      assertThat(circuit.delay(now)).isEqualTo(seconds * SECOND);
      now += seconds * SECOND;
      assertThat(circuit.delay(now)).isZero();
      circuit.failed(now);
    }
  }
}
