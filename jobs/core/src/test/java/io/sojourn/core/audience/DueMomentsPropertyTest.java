package io.sojourn.core.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.audience.AudienceEngine.Change;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.Event;
import io.sojourn.core.expression.Bindings;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.person.TestWorkspace;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Before the next due moment no membership changes by itself. */
class DueMomentsPropertyTest {
  private static final List<String> CONDITIONS =
      List.of(
          "n >= 2",
          "n == 1",
          "n != 3 && m < 2",
          "n > 1 || m <= 0",
          "n + m > 3",
          "s > 40.0",
          "x && n < 4",
          "low < 20.0");

  private static final long SECOND = 1_000;
  private static final long START = 1_000_000;
  private static final long HORIZON = 3_000 * SECOND;

  private static final Bindings NO_PROFILE = reference -> null;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void nothingChangesBeforeItIsDue(long seed) {
    Random random = new Random(seed);
    Workspace workspace = workspace(random);
    Memberships memberships = new Memberships();
    int changes = 0;
    int moments = 0;
    long due = START;
    long next = START;
    for (long now = START; now < START + HORIZON; now += SECOND) {
      List<Change> changed = AudienceEngine.evaluate(memberships, workspace, NO_PROFILE, now);
      if (now < due) {
        assertThat(changed).as("at %d, due at %d", now, due).isEmpty();
      } else {
        moments++;
        changes += changed.size();
      }
      if (now == next) {
        next = now + SECOND * random.nextInt(1, 12);
        count(memberships, workspace, now, random);
        AudienceEngine.evaluate(memberships, workspace, NO_PROFILE, now);
      }
      due = memberships.nextDue(workspace);
      assertThat(due).isGreaterThan(now);
    }
    assertThat(changes).as("changes by a window alone").isPositive();
    assertThat(moments).as("moments at which something was due").isLessThan(3 * changes);
  }

  private static void count(Memberships memberships, Workspace workspace, long now, Random random) {
    IdentityKey fragment = new IdentityKey(0, 1, random.nextInt(3));
    Event event = event(now, now - SECOND * random.nextInt(8), random);
    Bindings fields = reference -> event.fields().get(reference.path());
    AudienceEngine.count(memberships, fragment, event, workspace, fields);
  }

  private static Event event(long number, long time, Random random) {
    return new Event(
        "e" + number,
        Event.Kind.EXPERIENCE,
        random.nextInt(3) == 0 ? "view" : "buy",
        time,
        List.of(new Identity("CRMID", "ada")),
        Map.of("price", 1.0 + random.nextInt(30)));
  }

  private static Workspace workspace(Random random) {
    TestWorkspace files = TestWorkspace.empty();
    for (int i = 0; i < CONDITIONS.size(); i++) {
      files.audience("a" + i, signals(random), CONDITIONS.get(i));
    }
    return files.compile();
  }

  private static String signals(Random random) {
    return "n: {event: buy, count: true, within: %ds}, m: {event: view, count: true, within: %ds}, "
            .formatted(seconds(random), seconds(random))
        + "x: {event: view, exists: true, within: %ds}, s: {event: buy, sum: event.price, within: %ds}, "
            .formatted(seconds(random), seconds(random))
        + "low: {event: buy, min: event.price, within: %ds}".formatted(seconds(random));
  }

  private static int seconds(Random random) {
    return 5 * (1 + random.nextInt(6));
  }
}
