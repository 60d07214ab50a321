package io.sojourn.flink.definition;

import io.sojourn.core.definition.Workspace;
import io.sojourn.flink.support.CodecTypeInfo;
import java.io.Serializable;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.jspecify.annotations.Nullable;

/** The workspace in force in one subtask, and its broadcast state. */
public final class LiveWorkspace implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Broadcast state {@code workspace}: one entry, {@code current}. */
  public static final MapStateDescriptor<String, WorkspaceUpdate> STATE =
      new MapStateDescriptor<>(
          "workspace", Types.STRING, new CodecTypeInfo<>(new WorkspaceUpdate.Format()));

  private static final String CURRENT = "current";

  private final WorkspaceLoader loader;
  private transient @Nullable Workspace current;

  public LiveWorkspace(WorkspaceLoader loader) {
    this.loader = loader;
  }

  /** Takes the workspace from restored state, or else from the topic. */
  public void initialize(FunctionInitializationContext context) throws Exception {
    BroadcastState<String, WorkspaceUpdate> state =
        context.getOperatorStateStore().getBroadcastState(STATE);
    WorkspaceUpdate update = state.get(CURRENT);
    if (update == null) {
      update = loader.load();
    }
    if (update != null) {
      accept(update, state);
    }
  }

  /** Switches to another workspace. */
  public void accept(WorkspaceUpdate update, BroadcastState<String, WorkspaceUpdate> state)
      throws Exception {
    state.put(CURRENT, update);
    current = update.compiled();
  }

  /** The workspace in force, or null while none was ever applied. */
  public @Nullable Workspace current() {
    return current;
  }

  /**
   * The workspace in force; the topic's where an input overtook the first one on its way here.
   *
   * @throws IllegalStateException if the topic has none either
   */
  public Workspace required() {
    if (current == null) {
      WorkspaceUpdate update = loader.load();
      if (update == null) {
        throw new IllegalStateException("An event was decoded under a workspace that is nowhere");
      }
      current = update.compiled();
    }
    return current;
  }
}
