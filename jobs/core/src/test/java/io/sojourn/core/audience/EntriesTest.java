package io.sojourn.core.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.definition.Signal;
import io.sojourn.core.definition.Signal.Aggregate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntriesTest {
  private static Signal signal(Aggregate aggregate, long within, int keep) {
    return new Signal(1, "buy", null, aggregate, null, within, keep, null);
  }

  private static byte[] bytes(Entries entries) {
    ByteWriter out = new ByteWriter();
    entries.write(out);
    return out.toBytes();
  }

  @Test
  void aCountKeepsTheNewest() {
    Entries entries = new Entries();
    Signal three = signal(Aggregate.COUNT, 1_000, 3);
    for (long time : new long[] {50, 10, 40, 20, 30}) {
      entries.add(time, 1, three);
    }
    assertThat(entries.size()).isEqualTo(3);
    assertThat(entries.time(0)).isEqualTo(30);
    assertThat(entries.time(2)).isEqualTo(50);
  }

  @Test
  void theOrderOfArrivalChangesNothingBelowTheBound() {
    Signal sum = signal(Aggregate.SUM, 1_000, 1_000);
    int[] times = new Random(7).ints(300, 0, 100).toArray();
    Entries forward = new Entries();
    Entries backward = new Entries();
    for (int i = 0; i < times.length; i++) {
      forward.add(times[i], times[i] % 7, sum);
      backward.add(times[times.length - 1 - i], times[times.length - 1 - i] % 7, sum);
    }
    assertThat(bytes(forward)).isEqualTo(bytes(backward));
  }

  @Test
  void aSumBeyondTheBoundJoinsPanesAndLosesNothing() {
    Signal sum = signal(Aggregate.SUM, 1_000, 100);
    Entries entries = new Entries();
    for (int i = 0; i < 5_000; i++) {
      entries.add(i % 1_000, 1, sum);
    }
    double total = 0;
    double after500 = 0;
    for (int i = 0; i < entries.size(); i++) {
      total += entries.value(i);
      after500 += entries.time(i) > 500 ? entries.value(i) : 0;
    }
    assertThat(entries.size()).isLessThanOrEqualTo(100);
    assertThat(total).isEqualTo(5_000);
    // an entry stays at most one pane, a hundredth of the window, too long
    assertThat(after500).isBetween(499 * 5.0, 509 * 5.0);
  }

  @Test
  void theLeastAndTheGreatestSurviveTheBound() {
    Entries least = new Entries();
    Entries greatest = new Entries();
    for (int i = 0; i < 1_000; i++) {
      double value = i == 3 ? -5 : i == 4 ? 5 : 0;
      least.add(i, value, signal(Aggregate.MIN, 1_000, 10));
      greatest.add(i, value, signal(Aggregate.MAX, 1_000, 10));
    }
    assertThat(least.value(0)).isEqualTo(-5);
    assertThat(greatest.value(0)).isEqualTo(5);
    assertThat(least.time(0)).isLessThan(110);
  }

  @Test
  void entriesSpreadOverMoreThanTheWindowStayWithinTheBound() {
    Signal sum = signal(Aggregate.SUM, 10, 5);
    Entries entries = new Entries();
    for (int i = 0; i < 50; i++) {
      entries.add(i * 1_000L, 1, sum);
    }
    assertThat(entries.size()).isLessThanOrEqualTo(5);
    assertThat(entries.value(0)).isEqualTo(46);
  }

  @Test
  void forgetsWhatIsOutOfTheWindow() {
    Entries entries = new Entries();
    Signal count = signal(Aggregate.COUNT, 1_000, 10);
    entries.add(1, 1, count);
    entries.add(2, 1, count);
    entries.add(3, 1, count);
    entries.removeUntil(2);
    assertThat(entries.size()).isEqualTo(1);
    assertThat(bytes(Entries.read(new ByteReader(bytes(entries))))).isEqualTo(bytes(entries));
  }
}
