package io.sojourn.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FragmentTest {
  private static final Identity SELF = new Identity("CRMID", "ada");
  private static final long DAY = Fragment.REMEMBERED_MILLIS;

  private final Fragment fragment = new Fragment(SELF);

  private static Event seenWith(String... addresses) {
    List<Identity> identities = new ArrayList<>(List.of(SELF));
    for (String address : addresses) {
      identities.add(new Identity("Email", address));
    }
    return new Event("e", Event.Kind.EXPERIENCE, "view", 0, identities, Map.of());
  }

  private static byte[] bytes(Fragment fragment) {
    ByteWriter out = new ByteWriter();
    fragment.write(out);
    return out.toBytes();
  }

  @Test
  void theNewestEventTimeWinsWhateverComesLast() {
    fragment.update(Map.of("a", "new"), 10);
    assertThat(fragment.update(Map.of("a", "old"), 9)).isFalse();
    assertThat(fragment.attributes().get("a")).isEqualTo(new Attribute("new", 10));
  }

  @Test
  void atEqualTimesTheGreaterTextWinsInAnyOrder() {
    Attribute x = new Attribute("x", 1);
    Attribute y = new Attribute("y", 1);
    assertThat(Attribute.newer(x, y)).isEqualTo(y);
    assertThat(Attribute.newer(y, x)).isEqualTo(y);
  }

  @Test
  void atEqualTimesAndTextsTheTypeDecidesInAnyOrder() {
    Attribute number = new Attribute(1L, 1);
    Attribute text = new Attribute("1", 1);
    assertThat(Attribute.newer(number, text)).isEqualTo(Attribute.newer(text, number));
  }

  @Test
  void theNewestEventTimeWinsOverAllFragments() {
    Profile profile = new Profile();
    Fragment other = new Fragment(new Identity("ECID", "c"));
    profile.fragments().put(new IdentityKey(0, 0, 1), fragment);
    profile.fragments().put(new IdentityKey(512, 0, 1), other);
    fragment.update(Map.of("a", 1L, "b", 1L), 10);
    other.update(Map.of("a", 2L, "b", 2L), 9);
    other.update(Map.of("b", 3L), 11);

    assertThat(profile.value("a")).isEqualTo(1L);
    assertThat(profile.merged()).isEqualTo(Map.of("a", 1L, "b", 3L));
  }

  @Test
  void anEventIdIsKnownForADay() {
    assertThat(fragment.firstTime("e", 0)).isTrue();
    assertThat(fragment.firstTime("e", DAY - 1)).isFalse();
    assertThat(fragment.firstTime("e", DAY)).isTrue();
  }

  @Test
  void theNewestTwoHundredEventIdsAreKnown() {
    for (int i = 0; i <= Fragment.REMEMBERED_IDS; i++) {
      assertThat(fragment.firstTime("e" + i, i)).isTrue();
    }
    assertThat(fragment.firstTime("e1", 300)).isFalse();
    assertThat(fragment.firstTime("e0", 300)).isTrue();
  }

  @Test
  void eventIdsMoveWithTheFragment() {
    fragment.firstTime("old", 5);
    Fragment here = new Fragment(SELF);
    here.firstTime("new", 7);
    here.merge(Fragment.read(Fragment.VERSION, new ByteReader(bytes(fragment))), 8);

    assertThat(here.firstTime("old", 9)).isFalse();
    assertThat(here.firstTime("new", 9)).isFalse();
  }

  @Test
  void theCompanionThatWasSeenLastIsLast() {
    fragment.meet(seenWith("a", "b"));
    assertThat(fragment.meet(seenWith("a"))).isFalse();
    assertThat(fragment.companions()).extracting(Identity::value).containsExactly("b", "a");
  }

  @Test
  void anArrivingFragmentKnowsOlderCompanions() {
    fragment.meet(seenWith("before", "both"));
    Fragment here = new Fragment(SELF);
    here.meet(seenWith("both", "since"));
    here.merge(fragment, 0);
    assertThat(here.companions())
        .extracting(Identity::value)
        .containsExactly("before", "both", "since");
  }

  @Test
  void keepsTwentyCompanions() {
    Fragment other = new Fragment(SELF);
    for (int i = 0; i < 15; i++) {
      fragment.meet(seenWith("x" + i));
      other.meet(seenWith("y" + i));
    }
    fragment.merge(other, 0);
    assertThat(fragment.companions()).hasSize(20);
    assertThat(fragment.companions()).extracting(Identity::value).contains("x0", "x14", "y14");
  }

  @Test
  void isTheSameAfterWritingAndReading() {
    fragment.firstTime("e", 5);
    fragment.meet(seenWith("a"));
    fragment.update(Map.of("s", "text", "l", 1L, "d", 1.5, "b", true), 3);
    assertThat(bytes(Fragment.read(Fragment.VERSION, new ByteReader(bytes(fragment)))))
        .isEqualTo(bytes(fragment));
  }
}
