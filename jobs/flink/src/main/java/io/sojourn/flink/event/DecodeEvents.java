package io.sojourn.flink.event;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityHasher;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.Namespace;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.OutputEncoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.WorkspaceLoader;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.identity.StitchInput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
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

/** Decodes input records under the live workspace; what is refused goes to the side output. */
public final class DecodeEvents
    extends BroadcastProcessFunction<InputRecord, WorkspaceUpdate, StitchInput>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** Makes the decoder in each subtask. */
  @FunctionalInterface
  public interface DecoderFactory extends Serializable {
    EventDecoder create();
  }

  private final String sandbox;
  private final IdentitySecret secret;
  private final DecoderFactory decoders;
  private final LiveWorkspace live;
  private final OutputTag<OutputRecord> rejections;

  private transient @Nullable EventDecoder decoder;
  private transient @Nullable IdentityHasher hasher;
  private transient @Nullable OutputEncoder encoder;
  private transient @Nullable Counter accepted;
  private transient @Nullable Counter rejected;
  private transient @Nullable Counter blocked;

  /**
   * @param secret what identity values are hashed with; a start from state that was made with
   *     another one is refused
   */
  public DecodeEvents(
      String sandbox,
      IdentitySecret secret,
      DecoderFactory decoders,
      WorkspaceLoader loader,
      OutputTag<OutputRecord> rejections) {
    this.sandbox = sandbox;
    this.secret = secret;
    this.decoders = decoders;
    this.live = new LiveWorkspace(loader);
    this.rejections = rejections;
  }

  @Override
  public void open(OpenContext context) {
    decoder = decoders.create();
    encoder = new OutputEncoder(sandbox);
    accepted = getRuntimeContext().getMetricGroup().counter("eventsAccepted");
    rejected = getRuntimeContext().getMetricGroup().counter("eventsRejected");
    blocked = getRuntimeContext().getMetricGroup().counter("identitiesBlocked");
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    live.initialize(context);
    hasher = secret.hasher(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // the states are written when a workspace arrives, and at the start
  }

  @Override
  public void processElement(
      InputRecord record, ReadOnlyContext context, Collector<StitchInput> out) {
    Workspace workspace = live.current();
    if (workspace == null) {
      reject(
          record,
          new Problem(ProblemCode.WORKSPACE_MISSING, "", "an event before any workspace"),
          context);
      return;
    }
    Decoded decoded =
        Objects.requireNonNull(decoder)
            .decode(
                record.payload(),
                record.format(),
                record.timestamp(),
                workspace.namespaces(),
                workspace.schema());
    if (decoded instanceof Decoded.Accepted taken) {
      Event event = taken.event();
      Objects.requireNonNull(accepted).inc();
      Objects.requireNonNull(blocked).inc(taken.blocked());
      out.collect(
          StitchInput.event(
              record.timestamp(), event.time(), keys(event, workspace), EventCodec.encode(event)));
    } else {
      reject(record, ((Decoded.Rejected) decoded).problem(), context);
    }
  }

  @Override
  public void processBroadcastElement(
      WorkspaceUpdate update, Context context, Collector<StitchInput> out) throws Exception {
    live.accept(update, context.getBroadcastState(LiveWorkspace.STATE));
  }

  private List<LinkedIdentity> keys(Event event, Workspace workspace) {
    List<LinkedIdentity> keys = new ArrayList<>(event.identities().size());
    for (Identity identity : event.identities()) {
      Namespace namespace =
          Objects.requireNonNull(workspace.namespaces().byName(identity.namespace()));
      keys.add(
          new LinkedIdentity(
              Objects.requireNonNull(hasher).key(sandbox, namespace, identity.value()), identity));
    }
    return keys;
  }

  private void reject(InputRecord record, Problem problem, ReadOnlyContext context) {
    Rejection rejection = record.rejection(problem);
    Objects.requireNonNull(rejected).inc();
    context.output(rejections, Objects.requireNonNull(encoder).encode(rejection));
  }
}
