package io.sojourn.core.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one identity knows of its own links: for each unique namespace the identities that it was
 * last seen with, and what operators decided. It keeps to the newest contact that is not cut, or to
 * the one that is pinned; whatever it was seen with before is superseded. Contacts join by the
 * newest, so that any order of arrival gives the same.
 *
 * @param latest by {@link IdentityKey#rank} of the namespace, the newest first, see {@link #kept}
 * @param rulings by the other end of the link
 */
record Contacts(
    NavigableMap<Integer, List<Contact>> latest, NavigableMap<IdentityKey, Ruling> rulings) {

  /** How many contacts with a namespace are kept; to cut the newest is to go back to the next. */
  static final int KEPT = 4;

  /** Most links of an identity about which something is decided: one more is refused. */
  static final int MAX_RULINGS = 64;

  static final Contacts NONE = new Contacts(new TreeMap<>(), new TreeMap<>());

  private static final Comparator<Contact> NEWEST_FIRST =
      Comparator.comparingLong(Contact::time).thenComparing(Contact::other).reversed();

  /**
   * Seen with another identity.
   *
   * @param identity its text, null if it was noted before texts were
   * @param time event time, epoch milliseconds
   */
  record Contact(IdentityKey other, @Nullable Identity identity, long time) {
    Contact(LinkedIdentity other, long time) {
      this(other.key(), other.identity(), time);
    }

    Contact join(Contact same) {
      return new Contact(
          other, identity == null ? same.identity : identity, Math.max(time, same.time));
    }
  }

  static Contacts of(Collection<Contact> contacts) {
    return contacts.isEmpty() ? NONE : NONE.and(contacts, NONE.rulings);
  }

  /** Only what was decided about the link with one other identity. */
  static Contacts ruled(IdentityKey other, Ruling ruling) {
    return new Contacts(NONE.latest, new TreeMap<>(Map.of(other, ruling)));
  }

  Contacts join(Contacts other) {
    if (other.isEmpty() || other.equals(this)) {
      return this;
    }
    List<Contact> contacts = new ArrayList<>();
    other.latest.values().forEach(contacts::addAll);
    return and(contacts, other.rulings);
  }

  private Contacts and(
      Collection<Contact> contacts, NavigableMap<IdentityKey, Ruling> otherRulings) {
    NavigableMap<IdentityKey, Ruling> decided = rulings;
    if (!otherRulings.isEmpty()) {
      NavigableMap<IdentityKey, Ruling> both = new TreeMap<>(rulings);
      otherRulings.forEach((key, ruling) -> both.merge(key, ruling, Ruling::newer));
      decided = both;
    }
    Contacts joined = new Contacts(new TreeMap<>(latest), decided);
    for (Contact contact : contacts) {
      joined.latest.merge(contact.other.rank(), List.of(contact), Contacts::union);
    }
    return joined;
  }

  private static List<Contact> union(List<Contact> a, List<Contact> b) {
    List<Contact> union = new ArrayList<>(a);
    for (Contact contact : b) {
      int at = indexOf(union, contact.other);
      if (at < 0) {
        union.add(contact);
      } else {
        union.set(at, union.get(at).join(contact));
      }
    }
    union.sort(NEWEST_FIRST);
    return union;
  }

  private static int indexOf(List<Contact> contacts, IdentityKey other) {
    for (int i = 0; i < contacts.size(); i++) {
      if (contacts.get(i).other.equals(other)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether both keep to the same contacts for the same reasons. What was superseded before may be
   * known to one of them only: it is of use to the identity itself, and nobody is told only for it.
   */
  boolean agreesWith(Contacts other) {
    return equals(other) || (rulings.equals(other.rulings) && current().equals(other.current()));
  }

  boolean isEmpty() {
    return latest.isEmpty() && rulings.isEmpty();
  }

  /** Whether there is no room to decide about the link with one more identity. */
  boolean isFullFor(IdentityKey other) {
    return rulings.size() >= MAX_RULINGS && !rulings.containsKey(other);
  }

  /** What was decided about the link with another identity. */
  Ruling ruling(IdentityKey other) {
    return rulings.isEmpty() ? Ruling.NONE : rulings.getOrDefault(other, Ruling.NONE);
  }

  /** What is kept of having been seen with another identity, or null. */
  @Nullable Contact with(IdentityKey other) {
    List<Contact> known = latest.getOrDefault(other.rank(), List.of());
    int at = indexOf(known, other);
    return at < 0 ? null : known.get(at);
  }

  /** When it was last seen with another identity, as far as kept, or {@code Long.MIN_VALUE}. */
  long lastSeen(IdentityKey other) {
    Contact contact = with(other);
    return contact == null ? Long.MIN_VALUE : contact.time;
  }

  /** Whom of a unique namespace it keeps to, or null. */
  @Nullable Contact current(int rank) {
    List<Contact> known = latest.getOrDefault(rank, List.of());
    if (rulings.isEmpty()) {
      return known.isEmpty() ? null : known.get(0);
    }
    Contact current = null;
    Ruling pin = Ruling.NONE;
    for (Contact contact : known) {
      Ruling ruling = ruling(contact.other);
      boolean first = current == null && !ruling.cuts(contact.time);
      if (first || (ruling.pins() && !Ruling.newer(ruling, pin).equals(pin))) {
        current = contact;
        pin = ruling.pins() ? ruling : pin;
      }
    }
    return current;
  }

  /** Whom it keeps to, at most one of each unique namespace. */
  List<Contact> current() {
    return latest.keySet().stream().map(this::current).filter(Objects::nonNull).toList();
  }

  /**
   * Whether it was seen with as many identities of one unique namespace as are kept, all within
   * this time.
   *
   * @param within milliseconds
   */
  boolean isCrowded(long within) {
    return latest.values().stream()
        .anyMatch(
            known ->
                known.size() >= KEPT && known.get(0).time - known.get(KEPT - 1).time <= within);
  }

  /** Those whose links live as far as this end knows. */
  List<Contact> living(LinkingRules rules) {
    return latest.values().stream()
        .flatMap(List::stream)
        .filter(contact -> lives(contact.other, rules))
        .toList();
  }

  /** Whether the link with an identity lives as far as this end knows. */
  boolean lives(IdentityKey other, LinkingRules rules) {
    Contact contact = with(other);
    return contact != null
        && !ruling(other).cuts(contact.time)
        && (!rules.unique(other) || keeps(other));
  }

  /** Whether it keeps to this identity of a unique namespace. */
  boolean keeps(IdentityKey other) {
    Contact current = current(other.rank());
    return current != null && current.other.equals(other);
  }

  /**
   * What is kept under these rules: of unique namespaces the newest and the pinned, of others those
   * about which something is decided; and nobody who is blocked.
   */
  Contacts kept(LinkingRules rules) {
    NavigableMap<Integer, List<Contact>> some = new TreeMap<>();
    latest.forEach(
        (rank, all) -> {
          List<Contact> known =
              rules.blocked().isEmpty()
                  ? all
                  : all.stream().filter(c -> !rules.block(c.identity)).toList();
          List<Contact> kept =
              rules.unique().contains(rank)
                  ? known.size() <= KEPT ? known : newestAndPinned(known)
                  : known.stream().filter(c -> rulings.containsKey(c.other)).toList();
          if (!kept.isEmpty()) {
            some.put(rank, kept);
          }
        });
    return new Contacts(some, rulings);
  }

  private List<Contact> newestAndPinned(List<Contact> known) {
    List<Contact> kept = new ArrayList<>(known.subList(0, KEPT));
    for (Contact contact : known.subList(KEPT, known.size())) {
      Ruling ruling = ruling(contact.other);
      if (ruling.pins()) {
        // when else it was seen may have been forgotten before
        kept.add(new Contact(contact.other, contact.identity, ruling.time()));
      }
    }
    return kept;
  }

  /**
   * Without what is forgotten of the identity that has these contacts, and of the others, and what
   * is too old.
   */
  Contacts remembered(IdentityKey of, LinkingRules rules) {
    Forgotten forgotten = rules.forgotten();
    if (forgotten.since().isEmpty() && !rules.ages()) {
      return this;
    }
    Predicate<Contact> gone =
        contact ->
            forgotten.covers(of, contact.time)
                || forgotten.covers(contact.other, contact.time)
                || expiresAt(of, contact, rules) <= rules.now();
    boolean all =
        latest.values().stream().flatMap(List::stream).noneMatch(gone)
            && rulings.entrySet().stream().noneMatch(r -> isForgotten(of, r, forgotten));
    if (all) {
      return this;
    }
    NavigableMap<IdentityKey, Ruling> decided = new TreeMap<>(rulings);
    decided.entrySet().removeIf(ruling -> isForgotten(of, ruling, forgotten));
    return new Contacts(latest, decided).without(gone);
  }

  /** From when on a contact is too old; one that is pinned never is. */
  private long expiresAt(IdentityKey of, Contact contact, LinkingRules rules) {
    return ruling(contact.other).pins()
        ? Long.MAX_VALUE
        : rules.expiresAt(of, contact.other, contact.time);
  }

  /** From when on the first of them is too old. */
  long expiresAt(IdentityKey of, LinkingRules rules) {
    return latest.values().stream()
        .flatMap(List::stream)
        .mapToLong(contact -> expiresAt(of, contact, rules))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static boolean isForgotten(
      IdentityKey of, Map.Entry<IdentityKey, Ruling> ruling, Forgotten forgotten) {
    long time = ruling.getValue().time();
    return forgotten.refuses(of, time) || forgotten.refuses(ruling.getKey(), time);
  }

  /** Without the contacts that this takes. */
  Contacts without(Predicate<Contact> said) {
    NavigableMap<Integer, List<Contact>> some = new TreeMap<>();
    latest.forEach(
        (rank, known) -> {
          List<Contact> rest = known.stream().filter(said.negate()).toList();
          if (!rest.isEmpty()) {
            some.put(rank, rest);
          }
        });
    return new Contacts(some, rulings);
  }
}
