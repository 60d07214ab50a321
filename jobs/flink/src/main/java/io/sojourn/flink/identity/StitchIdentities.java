package io.sojourn.flink.identity;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.ControlMessage;
import io.sojourn.core.identity.Forgotten;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.GraphSnapshot;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.KeyScan;
import io.sojourn.core.identity.Link;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.LinkingRules;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.identity.NodeLogic;
import io.sojourn.core.identity.NodeOutbox;
import io.sojourn.core.identity.NodeSettings;
import io.sojourn.core.identity.NodeStore;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.identity.Ruling;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.GraphCodec;
import io.sojourn.flink.convert.Keys;
import io.sojourn.flink.convert.OutputEncoder;
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
import io.sojourn.schema.Topic;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
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

  private static final String NODE = "node";
  private static final String CLUSTER = "cluster";

  private final String sandbox;
  private final NodeSettings settings;
  private final LiveWorkspace live;
  private final LiveForgotten forgotten = new LiveForgotten();
  private final OutputTag<OutputRecord> outputs;

  private transient @Nullable Consumer<IdentityKey> keyInForce;
  private transient @Nullable ListState<byte[]> origins;
  private transient @Nullable MessageFence fence;
  private transient @Nullable Repetition repetition;
  private transient @Nullable Namespaces namespaces;
  private transient @Nullable NodeLogic logic;
  private transient @Nullable Turn turn;

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
    Objects.requireNonNull(turn).values.flush();
  }

  @Override
  public void writeBy(Consumer<IdentityKey> newKeyInForce, LongConsumer timer) {
    keyInForce = newKeyInForce;
  }

  @Override
  public void open(OpenContext context) {
    turn = new Turn();
  }

  @Override
  public void processElement(
      StitchInput input, ReadOnlyContext context, Collector<PersonInput> out) {
    Turn current = Objects.requireNonNull(turn).at(input.key(), context, out);
    NodeLogic node = logic();
    if (repetition != null
        && repetition.due(
            input.key(), context.currentWatermark(), context.currentProcessingTime())) {
      node.sayAgain(input.key(), current, repetition.startedAt(), current);
    }
    switch (input.kind()) {
      case EVENT -> {
        List<LinkedIdentity> identities = remembered(input);
        if (identities.isEmpty()) {
          current.refuse(input.time());
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
          current.ghostMessages.inc();
        } else {
          node.onControl(current, ControlMessage.decode(message), current);
        }
      }
      case DECISION -> node.onControl(current, ControlMessage.decode(input.body()), current);
      case PAYLOAD -> {
        if (!node.onPayload(current, FragmentPayload.decode(input.body()), current)) {
          current.ghostPayloads.inc();
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
    Turn current = Objects.requireNonNull(turn);
    current.values.flush();
    KeyScan scan = new KeyScan(forgetting.keys());
    Set<IdentityKey> concerned = new HashSet<>();
    for (String state : List.of(NODE, CLUSTER)) {
      context.applyToKeyedState(
          KeyedBytes.descriptor(state),
          (key, value) -> {
            if (forgetting.keys().contains(key) || scan.finds(value.value())) {
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
    Turn current = Objects.requireNonNull(turn);
    current.values.flush();
    long watermark = context.currentWatermark();
    long asOf = watermark > 0 ? watermark : context.currentProcessingTime();
    context.applyToKeyedState(
        KeyedBytes.descriptor(NODE),
        (key, node) -> context.output(outputs, current.sent(ControlMessage.recheck(key, asOf))));
  }

  private @Nullable LinkingRules rules() {
    Workspace workspace = live.current();
    return workspace == null ? null : LinkingRules.of(workspace.namespaces());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<PersonInput> out) {
    Turn current = Objects.requireNonNull(turn).at(context.getCurrentKey(), context, out);
    logic().onTimer(context.getCurrentKey(), current, timestamp, current);
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

  /**
   * State and outputs of the current key. Keyed state {@code node}, a few hundred bytes of every
   * identity that was ever linked (an identity alone has none), and {@code cluster}: what the
   * leader of a cluster knows of it, and the newest contacts of any other identity. Without a TTL:
   * to forget a link is to split a person. Bounded per key: the sight cache and the cluster each
   * have a largest size.
   */
  private final class Turn implements NodeStore, NodeOutbox {
    private static final int NODE_INDEX = 0;
    private static final int CLUSTER_INDEX = 1;

    private final KeyedBytes<IdentityKey> values =
        new KeyedBytes<>(getRuntimeContext(), Objects.requireNonNull(keyInForce), NODE, CLUSTER);
    private final OutputEncoder encoder = new OutputEncoder(sandbox);
    private final GraphCodec graphs = new GraphCodec(sandbox);
    private final Random tokens = new SecureRandom();
    private final Counter control;
    private final Counter assignments;
    private final Counter moves;
    private final Counter refusedLinks;
    private final Counter ghostMessages;
    private final Counter ghostPayloads;
    private final Counter refusedEvents;
    private final Counter forgottenIdentities;
    private @Nullable ReadOnlyContext context;
    private @Nullable Collector<PersonInput> out;

    Turn() {
      MetricGroup metrics = getRuntimeContext().getMetricGroup();
      control = metrics.counter("controlMessages");
      assignments = metrics.counter("identityAssignments");
      moves = metrics.counter("fragmentMoves");
      refusedLinks = metrics.counter("linksRefused");
      ghostMessages = metrics.counter("ghostMessages");
      ghostPayloads = metrics.counter("ghostPayloads");
      refusedEvents = metrics.counter("forgottenEvents");
      forgottenIdentities = metrics.counter("identitiesForgotten");
    }

    Turn at(IdentityKey key, ReadOnlyContext newContext, Collector<PersonInput> collector) {
      values.at(key);
      context = newContext;
      out = collector;
      return this;
    }

    private void emit(OutputRecord record) {
      Objects.requireNonNull(context).output(outputs, record);
    }

    @Override
    public byte @Nullable [] loadNode() {
      return values.load(NODE_INDEX);
    }

    @Override
    public void saveNode(byte[] bytes) {
      values.save(NODE_INDEX, bytes);
    }

    @Override
    public byte @Nullable [] loadCluster() {
      return values.load(CLUSTER_INDEX);
    }

    @Override
    public void saveCluster(byte @Nullable [] bytes) {
      values.save(CLUSTER_INDEX, bytes);
    }

    @Override
    public void control(ControlMessage message) {
      emit(sent(message));
    }

    OutputRecord sent(ControlMessage message) {
      control.inc();
      return new OutputRecord(
          Topic.IDENTITY_CONTROL,
          Keys.identity(message.target()),
          Objects.requireNonNull(fence).stamp(message.encode()),
          message.asOf());
    }

    @Override
    public void assignment(Assignment assignment) {
      assignments.inc();
      emit(encoder.encode(assignment));
    }

    /** An event of an identity that was forgotten since; what it said is not kept. */
    void refuse(long time) {
      refusedEvents.inc();
      reject(ProblemCode.IDENTITY_FORGOTTEN, "an event from before", new byte[0], time);
    }

    @Override
    public void forgotten(IdentityKey key, long asOf) {
      forgottenIdentities.inc();
      emit(new OutputRecord(Topic.ASSIGNMENTS, Keys.identity(key), null, asOf));
    }

    @Override
    public void graph(GraphSnapshot graph) {
      emit(graphs.encode(graph));
    }

    @Override
    public void moveOut(IdentityKey fragment, PersonId from, long token, long asOf) {
      moves.inc();
      Objects.requireNonNull(out)
          .collect(
              new PersonInput(PersonInput.Kind.MOVE_OUT, from, fragment, asOf, token, new byte[0]));
    }

    @Override
    public void fragmentIn(
        IdentityKey fragment, PersonId to, byte[] payload, long forgottenAt, long asOf) {
      if (payload.length > 0) {
        Objects.requireNonNull(out)
            .collect(
                new PersonInput(
                    PersonInput.Kind.FRAGMENT, to, fragment, asOf, forgottenAt, payload));
      }
    }

    @Override
    public long newToken() {
      return tokens.nextLong();
    }

    @Override
    public void wakeAt(long time) {
      Objects.requireNonNull(context).timerService().registerProcessingTimeTimer(time);
    }

    @Override
    public void deadLetter(ControlMessage message) {
      reject(
          ProblemCode.CONTROL_UNDELIVERABLE,
          "a message after " + message.hops() + " hops",
          message.encode(),
          message.asOf());
    }

    @Override
    public void refused(Link link, long asOf) {
      refusedLinks.inc();
      reject(ProblemCode.IDENTITY_GRAPH_FULL, "a link into a full cluster", new byte[0], asOf);
    }

    @Override
    public void refused(Ruling ruling, long asOf) {
      reject(
          ProblemCode.IDENTITY_COMMAND_ONE_TOO_MANY,
          "a decision about one more link",
          new byte[0],
          asOf);
    }

    private void reject(ProblemCode code, String seen, byte[] payload, long at) {
      emit(encoder.encode(Rejection.of(at, new Problem(code, "", seen), "identity", 0, payload)));
    }
  }
}
