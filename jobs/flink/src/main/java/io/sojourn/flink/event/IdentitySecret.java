package io.sojourn.flink.event;

import io.sojourn.core.identity.IdentityHasher;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * What identity values are hashed with. It is looked up in each subtask, so that the secret itself
 * is in no job graph.
 */
@FunctionalInterface
public interface IdentitySecret extends Serializable {
  /**
   * Operator state {@code identity-secret}: the fingerprint of the secret, once a subtask.
   *
   * <p>Bounded by the parallelism.
   */
  ListStateDescriptor<String> FINGERPRINT =
      new ListStateDescriptor<>("identity-secret", Types.STRING);

  /**
   * The secret, at least 16 bytes; never put into a log.
   *
   * @throws RuntimeException if it is not where the reference says
   */
  byte[] resolve();

  /**
   * A hasher with this secret, if it is the one that the restored state was made with: under
   * another one every identity would begin a life of its own.
   *
   * @throws SuppressRestartsException if it is another one
   */
  default IdentityHasher hasher(FunctionInitializationContext context) throws Exception {
    IdentityHasher hasher = new IdentityHasher(resolve());
    ListState<String> state = context.getOperatorStateStore().getUnionListState(FINGERPRINT);
    for (String before : state.get()) {
      if (!before.equals(hasher.fingerprint())) {
        throw new SuppressRestartsException(
            new IllegalStateException(
                "The state was made with the identity secret of fingerprint "
                    + before
                    + ", this one has "
                    + hasher.fingerprint()
                    + "; start with the secret from before"));
      }
    }
    state.update(List.of(hasher.fingerprint()));
    return hasher;
  }
}
