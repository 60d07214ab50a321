package io.sojourn.flink.delivery;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.DeliveryDefinitions;
import io.sojourn.core.definition.Messages;
import io.sojourn.core.definition.Workspace;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.WorkspaceLoader;
import io.sojourn.flink.definition.WorkspaceUpdate;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;

/** Dispatches commands with the templates and channels of the live workspace. */
public final class DispatchUnderWorkspace extends DispatchCommands<WorkspaceUpdate>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final LiveWorkspace live;

  public DispatchUnderWorkspace(String sandbox, WorkspaceLoader loader) {
    super(sandbox, REMEMBER);
    this.live = new LiveWorkspace(loader);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    live.initialize(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // the broadcast state is written when a workspace arrives
  }

  @Override
  public void processBroadcastElement(
      WorkspaceUpdate update, Context context, Collector<Delivery> out) throws Exception {
    live.accept(update, context.getBroadcastState(LiveWorkspace.STATE));
  }

  @Override
  protected DeliveryDefinitions definitions(ReadOnlyContext context) {
    Workspace workspace = live.current();
    return workspace == null ? Messages.NONE : workspace.messages();
  }
}
