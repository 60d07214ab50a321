package io.sojourn.core.identity;

import static io.sojourn.core.identity.TestIdentities.identity;
import static io.sojourn.core.identity.TestIdentities.key;
import static io.sojourn.core.identity.TestIdentities.linked;
import static io.sojourn.core.identity.TestIdentities.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.Contacts.Contact;
import io.sojourn.core.identity.ControlMessage.Absorb;
import io.sojourn.core.identity.ControlMessage.Belief;
import io.sojourn.core.identity.ControlMessage.Body;
import io.sojourn.core.identity.ControlMessage.Claim;
import io.sojourn.core.identity.ControlMessage.LinkReport;
import io.sojourn.core.identity.ControlMessage.Lost;
import io.sojourn.core.identity.ControlMessage.Recheck;
import io.sojourn.core.identity.ControlMessage.Release;
import io.sojourn.core.identity.ControlMessage.Rule;
import io.sojourn.core.identity.ControlMessage.Show;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControlMessageTest {

  static Stream<ControlMessage> messages() {
    List<LinkedIdentity> seen = linked(1, 70_000);
    Ruling barred = new Ruling(Ruling.Kind.BARRED, 9);
    Contacts contacts =
        Contacts.of(List.of(new Contact(seen.get(0), 7), new Contact(key(70_000), null, 8)))
            .join(Contacts.ruled(key(5), barred));
    Facts facts = Facts.seenTogether(linked(3, 1, 2), 1_700_000_000_000L);
    return Stream.<Body>of(
            new LinkReport(linked(4, 2), -5, key(4), key(1), person(9)),
            new Claim(key(1), key(2), person(1), identity(6), contacts),
            new Absorb(key(1), facts.join(Facts.known(key(2), contacts), link -> {}), true),
            new Absorb(key(1), facts, false),
            new Show(key(2), key(1), facts),
            new Belief(key(3), key(1), key(2), person(2), contacts),
            new Release(key(3), key(1), contacts),
            new Lost(facts.links().navigableKeySet(), contacts),
            new Recheck(),
            new Rule(identity(6), seen.get(0), barred))
        .map(body -> new ControlMessage(new IdentityKey(0xffff, -1, 1), 16, 42, body));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void readsWhatItWrote(ControlMessage message) {
    assertThat(ControlMessage.decode(message.encode())).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void refusesBytesThatEndEarlyOrLate(ControlMessage message) {
    byte[] bytes = message.encode();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ControlMessage.decode(cut))
          .isInstanceOf(MalformedBytesException.class);
    }
    assertThatThrownBy(() -> ControlMessage.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedBytesException.class);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void changedBytesAreReadOrRefusedButNothingElse(ControlMessage message) {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = message.encode();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(ControlMessage.decode(bytes).encode()).isNotEmpty();
      } catch (MalformedBytesException e) {
        assertThat(e).hasMessageNotContaining("v6");
      }
    }
  }

  @Test
  void refusesAnotherVersionTooManyHopsAndUnknownKinds() {
    byte[] good = plain(3, out -> writeKeys(out, 1, 2));
    int hops = 1 + 18;
    int kind = hops + 1 + 8;
    assertRefused(good, 0, 2, "version 2");
    assertRefused(good, hops, 17, "17 hops");
    assertRefused(good, kind, 99, "kind of message 99");
    assertRefused(good, good.length - 1, 1, "reserved byte is 1");
  }

  @Test
  void readsWhatWasWrittenBeforeThereWereLinkingRules() {
    Facts facts = Facts.seenTogether(linked(3, 1, 2), 5);
    assertThat(
            body(
                2,
                out -> {
                  IdentityCodec.writeKey(out, key(1));
                  out.writeByte(0);
                  IdentityCodec.writePerson(out, person(1));
                  IdentityCodec.writeIdentity(out, identity(6));
                }))
        .isEqualTo(new Claim(key(1), key(1), person(1), identity(6), Contacts.NONE));
    assertThat(body(3, out -> writeKeys(out, 3, 2)))
        .isEqualTo(new Belief(key(3), key(2), key(2), person(3), Contacts.NONE));
    assertThat(body(4, out -> IdentityCodec.writeFacts(out, facts)))
        .isEqualTo(new Absorb(key(1), facts, false));
    assertThat(
            body(
                5,
                out -> {
                  IdentityCodec.writeKey(out, key(3));
                  IdentityCodec.writePerson(out, person(2));
                }))
        .isEqualTo(new Belief(key(3), key(1), key(1), person(2), Contacts.NONE));
  }

  @Test
  void readsWhatWasWrittenBeforeOperatorsCouldDecide() {
    Contacts contacts = Contacts.of(List.of(new Contact(key(7), null, 5)));
    Consumer<ByteWriter> plain =
        out -> {
          out.writeVarInt(1);
          IdentityCodec.writeKey(out, key(7));
          out.writeLong(5);
        };
    Consumer<ByteWriter> claim =
        out -> {
          IdentityCodec.writeKey(out, key(1));
          IdentityCodec.writeKey(out, key(2));
          IdentityCodec.writePerson(out, person(1));
          IdentityCodec.writeIdentity(out, identity(6));
        };
    assertThat(body(6, claim.andThen(plain)))
        .isEqualTo(new Claim(key(1), key(2), person(1), identity(6), contacts));
    Consumer<ByteWriter> belief =
        out -> {
          IdentityCodec.writeKey(out, key(3));
          IdentityCodec.writeKey(out, key(2));
          IdentityCodec.writeKey(out, key(1));
          IdentityCodec.writePerson(out, person(2));
        };
    assertThat(body(8, belief.andThen(plain)))
        .isEqualTo(new Belief(key(3), key(2), key(1), person(2), contacts));
    Consumer<ByteWriter> release =
        out -> {
          IdentityCodec.writeKey(out, key(3));
          IdentityCodec.writeKey(out, key(2));
        };
    assertThat(body(9, release.andThen(plain))).isEqualTo(new Release(key(3), key(2), contacts));
    Consumer<ByteWriter> facts =
        out -> {
          IdentityCodec.writeKey(out, key(4));
          out.writeByte(1).writeVarInt(0).writeVarInt(0).writeVarInt(1);
          IdentityCodec.writeKey(out, key(4));
        };
    assertThat(body(7, facts.andThen(plain)))
        .isEqualTo(new Absorb(key(4), Facts.known(key(4), contacts), false));
  }

  /** To identity 1. */
  private static byte[] plain(int kind, Consumer<ByteWriter> fields) {
    ByteWriter out = IdentityCodec.begin();
    IdentityCodec.writeKey(out, key(1));
    out.writeByte(0).writeLong(0).writeByte(kind);
    fields.accept(out);
    return out.toBytes();
  }

  private static void writeKeys(ByteWriter out, int one, int other) {
    IdentityCodec.writeKey(out, key(one));
    IdentityCodec.writeKey(out, key(other));
    out.writeByte(0);
  }

  private static Body body(int kind, Consumer<ByteWriter> fields) {
    return ControlMessage.decode(plain(kind, fields)).body();
  }

  private static void assertRefused(byte[] good, int position, int value, String reason) {
    byte[] bad = good.clone();
    bad[position] = (byte) value;
    assertThatThrownBy(() -> ControlMessage.decode(bad))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessageContaining(reason);
  }
}
