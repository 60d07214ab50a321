package io.sojourn.core.identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which identities were forgotten, and when. Whatever is of before counts no more, however late it
 * comes; an identity that is seen again begins anew.
 *
 * @param since the log's time at which each was forgotten, epoch milliseconds
 */
public record Forgotten(Map<IdentityKey, Long> since) {
  /**
   * For how long it is remembered that somebody was forgotten, in milliseconds: longer than events,
   * messages and moves of before can come.
   */
  public static final long REMEMBERED_MILLIS = 30 * 24 * 3_600_000L;

  public static final Forgotten NOBODY = new Forgotten(Map.of());

  public Forgotten {
    since = Map.copyOf(since);
  }

  /** These identities too; whoever was forgotten long before that need not be remembered. */
  public Forgotten with(Collection<IdentityKey> keys, long at) {
    Map<IdentityKey, Long> all = new HashMap<>(since);
    keys.forEach(key -> all.merge(key, at, Math::max));
    all.values().removeIf(time -> time < at - REMEMBERED_MILLIS);
    return new Forgotten(all);
  }

  /** When the identity was forgotten, or {@code Long.MIN_VALUE}. */
  public long since(IdentityKey key) {
    return since.isEmpty() ? Long.MIN_VALUE : since.getOrDefault(key, Long.MIN_VALUE);
  }

  /**
   * Whether a record about the identity is refused.
   *
   * @param appended the time of the record in the log, epoch milliseconds
   */
  public boolean refuses(IdentityKey key, long appended) {
    return appended <= since(key);
  }

  /** Of whom a record of this time in the log is refused. */
  public Set<IdentityKey> refusedAt(long appended) {
    return since.keySet().stream()
        .filter(key -> refuses(key, appended))
        .collect(Collectors.toSet());
  }

  /**
   * Whether a fact about the identity is forgotten. The time of a fact may be ahead of the log, so
   * for some minutes after an identity was forgotten it has no links.
   *
   * @param time epoch milliseconds
   */
  public boolean covers(IdentityKey key, long time) {
    long at = since(key);
    return at != Long.MIN_VALUE && time <= at + NodeLogic.MAX_AHEAD;
  }

  /** Keys stand for personal data, of which a log needs only the number. */
  @Override
  public String toString() {
    return "Forgotten[" + since.size() + " identities]";
  }
}
