package io.sojourn.flink.definition;

import io.sojourn.core.identity.Forgotten;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.flink.support.KeyTypes;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/** Who was forgotten, in one subtask, and its broadcast state. */
public final class LiveForgotten implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Broadcast state {@code forgotten}: the key of each identity, and when it was forgotten. Bounded
   * by time: {@link Forgotten#REMEMBERED_MILLIS}.
   */
  public static final MapStateDescriptor<IdentityKey, Long> STATE =
      new MapStateDescriptor<>("forgotten", KeyTypes.IDENTITY, Types.LONG);

  private transient Forgotten current = Forgotten.NOBODY;
  private transient long newest = Long.MIN_VALUE;

  /** Takes who was forgotten from restored state. */
  public void initialize(FunctionInitializationContext context) throws Exception {
    Map<IdentityKey, Long> since = new HashMap<>();
    for (Map.Entry<IdentityKey, Long> each :
        context.getOperatorStateStore().getBroadcastState(STATE).entries()) {
      since.put(each.getKey(), each.getValue());
    }
    take(new Forgotten(since));
  }

  /** Forgets some more. */
  public void accept(Forgetting forgetting, BroadcastState<IdentityKey, Long> state)
      throws Exception {
    Forgotten former = current;
    take(current.with(forgetting.keys(), forgetting.at()));
    for (IdentityKey key : List.copyOf(former.since().keySet())) {
      if (!current.since().containsKey(key)) {
        state.remove(key);
      }
    }
    for (IdentityKey key : forgetting.keys()) {
      Long since = current.since().get(key);
      if (since != null) {
        state.put(key, since);
      }
    }
  }

  private void take(Forgotten those) {
    current = those;
    newest =
        those.since().values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
  }

  /** Who was forgotten. */
  public Forgotten current() {
    return current;
  }

  /** Whether a record of this time in the log may be of before somebody was forgotten. */
  public boolean mayRefuse(long appended) {
    return appended <= newest;
  }
}
