package io.sojourn.core.identity;

import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What one identity knows of its newest links: for each unique namespace the identity that it was
 * last seen with, and when. Whatever was seen with another one before is superseded. Contacts join
 * by the newest, so that any order of arrival gives the same.
 *
 * @param newest by {@link IdentityKey#rank} of the namespace
 */
record Contacts(NavigableMap<Integer, Contact> newest) {
  static final Contacts NONE = new Contacts(new TreeMap<>());

  /** The greater is the newer; of one moment the one with the greater key. */
  private static final Comparator<Contact> ORDER =
      Comparator.comparingLong(Contact::time).thenComparing(Contact::other);

  /**
   * Seen with another identity.
   *
   * @param time event time, epoch milliseconds
   */
  record Contact(IdentityKey other, long time) {}

  /** At most one for each namespace; of two the newer counts. */
  static Contacts of(Collection<Contact> contacts) {
    if (contacts.isEmpty()) {
      return NONE;
    }
    TreeMap<Integer, Contact> newest = new TreeMap<>();
    contacts.forEach(contact -> keepNewer(newest, contact));
    return new Contacts(newest);
  }

  Contacts join(Contacts other) {
    if (other.isEmpty()) {
      return this;
    }
    TreeMap<Integer, Contact> joined = new TreeMap<>(newest);
    other.newest.values().forEach(contact -> keepNewer(joined, contact));
    return new Contacts(joined);
  }

  private static void keepNewer(TreeMap<Integer, Contact> newest, Contact contact) {
    newest.merge(contact.other.rank(), contact, (a, b) -> ORDER.compare(a, b) >= 0 ? a : b);
  }

  boolean isEmpty() {
    return newest.isEmpty();
  }

  /** The contact with an identity, or null if there is none or it was superseded. */
  @Nullable Contact with(IdentityKey other) {
    Contact contact = newest.get(other.rank());
    return contact != null && contact.other.equals(other) ? contact : null;
  }

  /** Those to namespaces that this takes. */
  Contacts only(IntPredicate ranks) {
    if (newest.keySet().stream().allMatch(ranks::test)) {
      return this;
    }
    return of(newest.values().stream().filter(c -> ranks.test(c.other.rank())).toList());
  }
}
