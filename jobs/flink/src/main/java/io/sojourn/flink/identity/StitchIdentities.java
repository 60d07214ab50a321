package io.sojourn.flink.identity;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.identity.ControlMessage;
import io.sojourn.core.identity.EventRate;
import io.sojourn.core.identity.Forgotten;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.KeyScan;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.LinkingRules;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.identity.NodeLogic;
import io.sojourn.core.identity.NodeSettings;
import io.sojourn.core.identity.PersonId;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.Forgetting;
import io.sojourn.flink.definition.LiveForgotten;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.Notice;
import io.sojourn.flink.definition.WorkspaceLoader;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.person.PersonInput;
import io.sojourn.flink.support.KeyedBytes;
import io.sojourn.flink.support.WritesBehind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Gives every event its person and keeps the identity graph, by the linking rules of the workspace
 * in force; what goes to Kafka leaves by the side output.
 *
 * <p>Operator state {@code origins}: which checkpoints the attempts of the job began from, at most
 * 100 numbers, see {@link MessageFence}.
 */
public final class StitchIdentities
    extends KeyedBroadcastProcessFunction<IdentityKey, StitchInput, Notice, PersonInput>
    implements CheckpointedFunction, WritesBehind<IdentityKey> {
  private static final long serialVersionUID = 1L;

  private final String sandbox;
  private final NodeSettings settings;
  private final LiveWorkspace live;
  private final LiveForgotten forgotten = new LiveForgotten();
  private final OutputTag<OutputRecord> outputs;

  private transient @Nullable Consumer<IdentityKey> keyInForce;
  private transient @Nullable LongConsumer expiry;
  private transient @Nullable ListState<byte[]> origins;
  private transient @Nullable MessageFence fence;
  private transient @Nullable Repetition repetition;
  private transient @Nullable Namespaces namespaces;
  private transient @Nullable EventRate rate;
  private transient @Nullable NodeLogic logic;
  private transient @Nullable StitchTurn turn;

  public StitchIdentities(
      String sandbox,
      NodeSettings settings,
      WorkspaceLoader loader,
      OutputTag<OutputRecord> outputs) {
    this.sandbox = sandbox;
    this.settings = settings;
    this.live = new LiveWorkspace(loader);
    this.outputs = outputs;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    live.initialize(context);
    forgotten.initialize(context);
    ListState<byte[]> stored =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "origins", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    List<byte[]> former = new ArrayList<>();
    stored.get().forEach(former::add);
    origins = stored;
    fence = new MessageFence(former, context.getRestoredCheckpointId().orElse(0));
    repetition = context.isRestored() ? new Repetition() : null;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    byte[] former = Objects.requireNonNull(fence).checkpoint(context.getCheckpointId());
    // every subtask is given all at a restore, and one of them is enough
    boolean first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    Objects.requireNonNull(origins).update(first ? List.of(former) : List.of());
    Objects.requireNonNull(turn).flush();
  }

  @Override
  public void writeBy(Consumer<IdentityKey> newKeyInForce, LongConsumer timer) {
    keyInForce = newKeyInForce;
    expiry = timer;
  }

  @Override
  public void writeSome() {
    Objects.requireNonNull(turn).writeSome();
  }

  @Override
  public void open(OpenContext context) {
    rate = new EventRate();
    turn =
        new StitchTurn(
            sandbox,
            getRuntimeContext(),
            Objects.requireNonNull(keyInForce),
            Objects.requireNonNull(expiry),
            Objects.requireNonNull(fence));
  }

  @Override
  public void processElement(
      StitchInput input, ReadOnlyContext context, Collector<PersonInput> out) {
    StitchTurn current = turn(input.key(), context, out);
    NodeLogic node = logic();
    if (repetition != null
        && repetition.due(
            input.key(), context.currentWatermark(), context.currentProcessingTime())) {
      node.sayAgain(input.key(), current, repetition.startedAt(), current);
    }
    switch (input.kind()) {
      case EVENT -> {
        if (!Objects.requireNonNull(rate).admits(input.key(), input.time())) {
          current.refuseOverRate(input.body(), input.time());
          return;
        }
        List<LinkedIdentity> identities = remembered(input);
        if (identities.isEmpty()) {
          current.refuseForgotten(input.time());
          return;
        }
        PersonId person =
            node.onEvent(
                input.key(), current, identities, input.eventTime(), input.time(), current);
        out.collect(
            new PersonInput(
                PersonInput.Kind.EVENT, person, input.key(), input.time(), 0, input.body()));
      }
      case CONTROL -> {
        byte[] message = Objects.requireNonNull(fence).admit(input.body());
        if (message == null) {
          current.ghostMessage();
        } else {
          node.onControl(current, ControlMessage.decode(message), current);
        }
      }
      case DECISION -> node.onControl(current, ControlMessage.decode(input.body()), current);
      case PAYLOAD -> {
        if (!node.onPayload(current, FragmentPayload.decode(input.body()), current)) {
          current.ghostPayload();
        }
      }
    }
  }

  /** The identities of an event that are not forgotten since; none if the primary one is. */
  private List<LinkedIdentity> remembered(StitchInput event) {
    if (!forgotten.mayRefuse(event.time())) {
      return event.identities();
    }
    Forgotten those = forgotten.current();
    return those.refuses(event.key(), event.time())
        ? List.of()
        : event.identities().stream()
            .filter(each -> !those.refuses(each.key(), event.time()))
            .toList();
  }

  @Override
  public void processBroadcastElement(Notice notice, Context context, Collector<PersonInput> out)
      throws Exception {
    if (notice instanceof WorkspaceUpdate update) {
      LinkingRules former = rules();
      live.accept(update, context.getBroadcastState(LiveWorkspace.STATE));
      if (former != null && !former.equals(rules())) {
        recheck(context);
      }
    } else if (notice instanceof Forgetting forgetting) {
      forgotten.accept(forgetting, context.getBroadcastState(LiveForgotten.STATE));
      logic = null;
      forget(forgetting, context);
    }
  }

  /** Tells every identity that may know one of those, and those themselves. */
  private void forget(Forgetting forgetting, Context context) throws Exception {
    StitchTurn current = Objects.requireNonNull(turn);
    current.flush();
    KeyScan scan = new KeyScan(forgetting.keys());
    Set<IdentityKey> concerned = new HashSet<>();
    for (String state : List.of(StitchTurn.NODE, StitchTurn.CLUSTER)) {
      context.applyToKeyedState(
          KeyedBytes.descriptor(state),
          (key, value) -> {
            if (scan.is(key) || scan.finds(value.value())) {
              concerned.add(key);
            }
          });
    }
    for (IdentityKey key : concerned) {
      context.output(outputs, current.sent(ControlMessage.recheck(key, forgetting.at())));
    }
  }

  /** Tells every identity that was ever linked that the rules are others than before. */
  private void recheck(Context context) throws Exception {
    StitchTurn current = Objects.requireNonNull(turn);
    current.flush();
    long watermark = context.currentWatermark();
    long asOf = watermark > 0 ? watermark : context.currentProcessingTime();
    context.applyToKeyedState(
        KeyedBytes.descriptor(StitchTurn.NODE),
        (key, node) -> context.output(outputs, current.sent(ControlMessage.recheck(key, asOf))));
  }

  private @Nullable LinkingRules rules() {
    Workspace workspace = live.current();
    return workspace == null ? null : LinkingRules.of(workspace.namespaces());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<PersonInput> out) {
    StitchTurn current = turn(context.getCurrentKey(), context, out);
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      logic().onExpiry(context.getCurrentKey(), current, timestamp, current);
    } else {
      logic().onTimer(context.getCurrentKey(), current, timestamp, current);
    }
  }

  private StitchTurn turn(IdentityKey key, ReadOnlyContext context, Collector<PersonInput> out) {
    return Objects.requireNonNull(turn)
        .at(
            key,
            record -> context.output(outputs, record),
            time -> context.timerService().registerProcessingTimeTimer(time),
            out);
  }

  /** By the rules of the workspace in force. */
  private NodeLogic logic() {
    Namespaces inForce = live.required().namespaces();
    NodeLogic known = logic;
    if (known == null || inForce != namespaces) {
      known = new NodeLogic(settings, LinkingRules.of(inForce).forgetting(forgotten.current()));
      logic = known;
      namespaces = inForce;
    }
    return known;
  }
}
