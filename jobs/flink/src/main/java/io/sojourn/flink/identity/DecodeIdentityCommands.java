package io.sojourn.flink.identity;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.ControlMessage;
import io.sojourn.core.identity.ForgetCommand;
import io.sojourn.core.identity.IdentityRequest;
import io.sojourn.core.identity.OperatorCommand;
import io.sojourn.core.identity.OperatorDesk;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.IdentityCommandCodec;
import io.sojourn.flink.convert.OutputEncoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.Forgetting;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.Notice;
import io.sojourn.flink.definition.WorkspaceLoader;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.event.IdentitySecret;
import io.sojourn.flink.event.InputRecord;
import io.sojourn.schema.WireException;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Checks what operators ask of the identity graph under the live workspace, and sends it to the
 * identities concerned; who is to be forgotten is told to everybody by a side output, and what is
 * refused goes to another one.
 */
public final class DecodeIdentityCommands
    extends BroadcastProcessFunction<InputRecord, WorkspaceUpdate, StitchInput>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final String sandbox;
  private final IdentitySecret secret;
  private final LiveWorkspace live;
  private final OutputTag<Notice> notices;
  private final OutputTag<OutputRecord> rejections;

  private transient @Nullable IdentityCommandCodec codec;
  private transient @Nullable OperatorDesk desk;
  private transient @Nullable Counter accepted;
  private transient @Nullable Counter rejected;

  /**
   * @param secret what identity values are hashed with
   */
  public DecodeIdentityCommands(
      String sandbox,
      IdentitySecret secret,
      WorkspaceLoader loader,
      OutputTag<Notice> notices,
      OutputTag<OutputRecord> rejections) {
    this.sandbox = sandbox;
    this.secret = secret;
    this.live = new LiveWorkspace(loader);
    this.notices = notices;
    this.rejections = rejections;
  }

  @Override
  public void open(OpenContext context) {
    codec = new IdentityCommandCodec();
    accepted = getRuntimeContext().getMetricGroup().counter("identityCommandsAccepted");
    rejected = getRuntimeContext().getMetricGroup().counter("identityCommandsRejected");
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    live.initialize(context);
    desk = new OperatorDesk(sandbox, secret.hasher(context));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // the states are written when a workspace arrives, and at the start
  }

  @Override
  public void processElement(
      InputRecord record, ReadOnlyContext context, Collector<StitchInput> out) {
    IdentityRequest request;
    try {
      request = Objects.requireNonNull(codec).decode(record.payload(), sandbox);
    } catch (WireException e) {
      reject(
          record,
          new Problem(ProblemCode.IDENTITY_COMMAND_MALFORMED, "", String.valueOf(e.getMessage())),
          context);
      return;
    }
    if (request == null) {
      return;
    }
    Workspace workspace = live.current();
    if (workspace == null) {
      reject(
          record,
          new Problem(ProblemCode.WORKSPACE_MISSING, "", "a command before any workspace"),
          context);
      return;
    }
    if (request instanceof ForgetCommand forget) {
      Objects.requireNonNull(accepted).inc();
      context.output(notices, new Forgetting(forget.keys(), record.timestamp()));
    } else if (request instanceof OperatorCommand command) {
      decide(command, workspace, record, context, out);
    }
  }

  private void decide(
      OperatorCommand command,
      Workspace workspace,
      InputRecord record,
      ReadOnlyContext context,
      Collector<StitchInput> out) {
    OperatorDesk.Answer answer =
        Objects.requireNonNull(desk).answer(command, workspace.namespaces(), record.timestamp());
    if (answer instanceof OperatorDesk.Accepted told) {
      Objects.requireNonNull(accepted).inc();
      for (ControlMessage message : told.messages()) {
        out.collect(StitchInput.decision(message.target(), message.encode()));
      }
    } else {
      reject(record, ((OperatorDesk.Refused) answer).problem(), context);
    }
  }

  @Override
  public void processBroadcastElement(
      WorkspaceUpdate update, Context context, Collector<StitchInput> out) throws Exception {
    live.accept(update, context.getBroadcastState(LiveWorkspace.STATE));
  }

  private void reject(InputRecord record, Problem problem, ReadOnlyContext context) {
    Objects.requireNonNull(rejected).inc();
    Rejection rejection = record.rejection(problem);
    context.output(rejections, new OutputEncoder(sandbox).encode(rejection));
  }
}
