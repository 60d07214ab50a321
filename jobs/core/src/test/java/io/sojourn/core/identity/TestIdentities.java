package io.sojourn.core.identity;

import java.util.List;
import java.util.stream.IntStream;

/** Identities whose key order is the order of their numbers. */
final class TestIdentities {
  private TestIdentities() {}

  static IdentityKey key(int number) {
    return new IdentityKey(0, number, 0);
  }

  static PersonId person(int number) {
    return PersonId.birth(key(number));
  }

  static Identity identity(int number) {
    return new Identity("T", "v" + number);
  }

  static LinkedIdentity linked(int number) {
    return new LinkedIdentity(key(number), identity(number));
  }

  static List<LinkedIdentity> linked(int... numbers) {
    return IntStream.of(numbers).mapToObj(TestIdentities::linked).toList();
  }
}
