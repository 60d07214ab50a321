package io.sojourn.core.identity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What goes on in one run of a {@link GraphNetwork}.
 *
 * @param former the rules at the beginning; at some time half of the keys change to the others,
 *     later the other half
 * @param rulings how many decisions of operators come among the events
 */
record GraphLoad(
    int keys,
    int events,
    int crashes,
    LinkingRules rules,
    LinkingRules former,
    int rulings,
    int forgotten) {

  /** A log time that is not fixed: when it is read. */
  static final long NOW = 0;

  /** When a run ends in which links become too old. */
  static final long END = 500_000;

  private static final long BEGIN = 2_000;

  /** The time between the halves of the events of such a run. */
  private static final long PAUSE = 300_000;

  private static final long STEP = 10;
  private static final int LOG_IN = 0;
  private static final int MAIL = 1;
  private static final int COOKIE = 2 << 8;

  /** A person has one log-in and at most six identities: graphs of this density often have more. */
  static final LinkingRules ONE_LOG_IN =
      new LinkingRules(Set.of(LOG_IN), Map.of(LOG_IN, 0, MAIL, 1, COOKIE, 2), 6);

  /** And one address: a link between the two is decided at both its ends. */
  static final LinkingRules ONE_LOG_IN_AND_MAIL =
      new LinkingRules(Set.of(LOG_IN, MAIL), Map.of(LOG_IN, 0, MAIL, 1, COOKIE, 2), 6);

  /** The same, and three identities stand for nobody. */
  static final LinkingRules SOME_BLOCKED =
      new LinkingRules(
          ONE_LOG_IN_AND_MAIL.unique(),
          ONE_LOG_IN_AND_MAIL.priorities(),
          6,
          Map.of("T", new BlockedValues(Set.of("v1", "v2", "v3"), Set.of())),
          Forgotten.NOBODY,
          Map.of(),
          0);

  /** An event; with a ruling, what an operator decided about its two identities. */
  record Input(
      int id, List<LinkedIdentity> identities, long time, long appended, @Nullable Ruling ruling) {
    IdentityKey primary() {
      return identities.get(0).key();
    }

    /** What there is to know after it. */
    Facts facts() {
      Facts seen = Facts.seenTogether(identities, time);
      if (ruling == null) {
        return seen;
      }
      IdentityKey one = identities.get(0).key();
      IdentityKey other = identities.get(1).key();
      return (ruling.pins() ? seen : Facts.NONE)
          .join(Facts.known(one, Contacts.ruled(other, ruling)), link -> {})
          .join(Facts.known(other, Contacts.ruled(one, ruling)), link -> {});
    }
  }

  GraphLoad(int keys, int events, int crashes, LinkingRules rules) {
    this(keys, events, crashes, rules, rules, 0, 0);
  }

  /** With so many decisions of operators among the events. */
  GraphLoad ruledOn(int times) {
    return new GraphLoad(keys, events, crashes, rules, former, times, forgotten);
  }

  /** With a change of rules. */
  GraphLoad changedFrom(LinkingRules formerRules) {
    return new GraphLoad(keys, events, crashes, rules, formerRules, rulings, forgotten);
  }

  /** With so many identities that are forgotten half-way. */
  GraphLoad forgetting(int identities) {
    return new GraphLoad(keys, events, crashes, rules, former, rulings, identities);
  }

  /** With links that become too old: cookies' soon, addresses' later, those of log-ins never. */
  GraphLoad ageing() {
    Map<Integer, Long> retention = Map.of(COOKIE, END / 2, MAIL, END - END / 5);
    LinkingRules ageing =
        new LinkingRules(
            rules.unique(),
            rules.priorities(),
            rules.cap(),
            rules.blocked(),
            rules.forgotten(),
            retention,
            0);
    return new GraphLoad(keys, events, crashes, ageing, ageing, rulings, forgotten);
  }

  /** When identities are forgotten, by the log. */
  long forgottenAt() {
    return BEGIN + events / 2 * STEP;
  }

  /** Who is: some of each kind. */
  Forgotten forgottenOnes() {
    return Forgotten.NOBODY.with(
        IntStream.range(0, forgotten).mapToObj(number -> identity(number).key()).toList(),
        forgottenAt());
  }

  /** Events and decisions, in the order in which they come. */
  List<Input> inputs(Random random) {
    List<Input> inputs = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, keys).boxed().toList());
    for (int id = 0; id < events; id++) {
      Collections.shuffle(numbers, random);
      int size = 1 + (random.nextInt(10) < 5 ? 0 : random.nextInt(10) < 8 ? 1 : 2);
      long appended = appended(id);
      long within = rules.ages() ? PAUSE : 1_000;
      long happened = random.nextInt((int) within);
      long time = appended == NOW ? happened : appended - happened;
      boolean before = forgotten > 0 && appended <= forgottenAt();
      // of an event that is refused for the first, what it says of others is not known
      inputs.add(
          new Input(
              id,
              seen(numbers.subList(0, before ? Math.min(size, 2) : size)),
              time,
              appended,
              null));
    }
    for (int id = events; id < events + rulings; id++) {
      Collections.shuffle(numbers, random);
      List<LinkedIdentity> ends = numbers.subList(0, 2).stream().map(GraphLoad::identity).toList();
      long time = random.nextInt(1_000);
      Ruling.Kind kind = Objects.requireNonNull(Ruling.Kind.of(random.nextInt(4)));
      if (rules.ages() && kind == Ruling.Kind.PINNED) {
        // one that is pinned when it was too old already counts as seen then, no sooner
        kind = Ruling.Kind.FREE;
      }
      Ruling ruling = new Ruling(kind, time);
      inputs.add(random.nextInt(inputs.size()), new Input(id, ends, time, NOW, ruling));
    }
    return inputs;
  }

  /** The first half before, a few in the minutes after, and the rest later. */
  private long appended(int id) {
    int half = events / 2;
    if (rules.ages()) {
      return id < half ? NOW : PAUSE + id * STEP;
    }
    if (forgotten == 0) {
      return NOW;
    }
    long since = id < half + 5 ? 0 : 2 * NodeLogic.MAX_AHEAD;
    return BEGIN + id * STEP + (id < half ? 0 : 1) + since;
  }

  /** Log-ins, addresses and cookies in turn. */
  static LinkedIdentity identity(int number) {
    int[] ranks = {LOG_IN, MAIL, COOKIE};
    IdentityKey key = new IdentityKey(ranks[number % 3], number, 0);
    return new LinkedIdentity(key, TestIdentities.identity(number));
  }

  /**
   * An event with two of a unique namespace never gets here: it is rejected where it is decoded.
   */
  private List<LinkedIdentity> seen(List<Integer> numbers) {
    List<LinkedIdentity> seen = new ArrayList<>();
    List<IdentityKey> keys = new ArrayList<>();
    for (int number : numbers) {
      keys.add(identity(number).key());
      if (rules.oneOfEachUnique(keys) && former.oneOfEachUnique(keys)) {
        seen.add(identity(number));
      } else {
        keys.remove(keys.size() - 1);
      }
    }
    return seen;
  }
}
