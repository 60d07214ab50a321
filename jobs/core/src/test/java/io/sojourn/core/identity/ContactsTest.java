package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.identity.Contacts.Contact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContactsTest {
  private static final int RANK = 0;
  private static final LinkingRules RULES =
      new LinkingRules(Set.of(RANK), Map.of(RANK, 0), LinkingRules.CAP);

  @Test
  void keepsToTheNewest() {
    Contacts contacts = seen(1, 10).join(seen(2, 20)).join(seen(3, 15));

    assertThat(contacts.keeps(key(2))).isTrue();
    assertThat(contacts.lastSeen(key(3))).isEqualTo(15);
    assertThat(contacts.lastSeen(key(4))).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void goesBackToTheOneBeforeWhenTheNewestIsCut() {
    Contacts contacts = seen(1, 10).join(seen(2, 20)).join(ruled(2, Ruling.Kind.UNLINKED, 20));

    assertThat(contacts.keeps(key(1))).isTrue();
    assertThat(contacts.join(seen(2, 21)).keeps(key(2))).as("seen again").isTrue();
  }

  @Test
  void whatIsBarredDoesNotComeBackUntilThatIsWithdrawn() {
    Contacts contacts = seen(1, 10).join(seen(2, 20)).join(ruled(2, Ruling.Kind.BARRED, 5));

    assertThat(contacts.join(seen(2, 99)).keeps(key(1))).isTrue();
    assertThat(contacts.join(ruled(2, Ruling.Kind.FREE, 6)).keeps(key(2))).isTrue();
    assertThat(contacts.join(ruled(2, Ruling.Kind.FREE, 4)).keeps(key(1))).as("older").isTrue();
  }

  @Test
  void thePinnedWinsOverTheNewestAndTheNewerPinOverTheOlder() {
    Contacts contacts = seen(1, 10).join(seen(2, 20)).join(seen(3, 30));

    Contacts pinned = contacts.join(ruled(1, Ruling.Kind.PINNED, 1));
    assertThat(pinned.keeps(key(1))).isTrue();
    assertThat(pinned.join(ruled(2, Ruling.Kind.PINNED, 2)).keeps(key(2))).isTrue();
    assertThat(pinned.join(ruled(2, Ruling.Kind.PINNED, 0)).keeps(key(1))).isTrue();
  }

  @Test
  void keepsTheFourNewestAndThePinned() {
    Contacts contacts = seen(0, 0).join(ruled(0, Ruling.Kind.PINNED, 0));
    for (int i = 1; i <= 9; i++) {
      contacts = contacts.join(seen(i, i)).kept(RULES);
    }

    assertThat(contacts.latest().get(RANK))
        .extracting(contact -> contact.other().high())
        .containsExactly(9L, 8L, 7L, 6L, 0L);
  }

  @Test
  void anyOrderOfArrivalGivesTheSame() {
    Random random = new Random(1);
    for (int run = 0; run < 2_000; run++) {
      List<Contacts> facts = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int other = random.nextInt(7);
        int time = random.nextInt(100);
        Ruling.Kind kind = Objects.requireNonNull(Ruling.Kind.of(random.nextInt(4)));
        // as an identity learns it: what is pinned comes with the link that it makes
        Contacts ruled = ruled(other, kind, time);
        boolean pins = kind == Ruling.Kind.PINNED;
        facts.add(i % 3 > 0 ? seen(other, time) : pins ? ruled.join(seen(other, time)) : ruled);
      }
      Contacts once = joined(facts);
      facts.addAll(facts.subList(0, 4));
      Collections.shuffle(facts, random);
      assertThat(joined(facts)).as("run %d", run).isEqualTo(once);
    }
  }

  private static Contacts joined(List<Contacts> facts) {
    return facts.stream().reduce(Contacts.NONE, (known, fact) -> known.join(fact).kept(RULES));
  }

  private static Contacts seen(int other, long time) {
    return Contacts.of(
        List.of(new Contact(new LinkedIdentity(key(other), TestIdentities.identity(other)), time)));
  }

  private static Contacts ruled(int other, Ruling.Kind kind, long time) {
    return Contacts.ruled(key(other), new Ruling(kind, time));
  }

  private static IdentityKey key(int number) {
    return new IdentityKey(RANK, number, 0);
  }
}
