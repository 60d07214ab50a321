package io.sojourn.flink.identity;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.ControlMessage;
import io.sojourn.core.identity.EventRate;
import io.sojourn.core.identity.GraphSnapshot;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Link;
import io.sojourn.core.identity.NodeOutbox;
import io.sojourn.core.identity.NodeStore;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.identity.Ruling;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.GraphCodec;
import io.sojourn.flink.convert.Keys;
import io.sojourn.flink.convert.OutputEncoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.person.PersonInput;
import io.sojourn.flink.support.KeyedBytes;
import io.sojourn.schema.Topic;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * State and outputs of the current key. Keyed state {@code node}, a few hundred bytes of every
 * identity that was ever linked (an identity alone has none), and {@code cluster}: what the leader
 * of a cluster knows of it, and the newest contacts of any other identity. Without a TTL, for to
 * lose a link is to split a person: it goes by the retention of its namespaces. Bounded per key:
 * the sight cache and the cluster each have a largest size.
 */
final class StitchTurn implements NodeStore, NodeOutbox {
  static final String NODE = "node";
  static final String CLUSTER = "cluster";

  private static final int NODE_INDEX = 0;
  private static final int CLUSTER_INDEX = 1;

  private final KeyedBytes<IdentityKey> values;
  private final OutputEncoder encoder;
  private final GraphCodec graphs;
  private final LongConsumer expiry;
  private final MessageFence fence;
  private final Random tokens = new SecureRandom();
  private final Counter control;
  private final Counter assignments;
  private final Counter moves;
  private final Counter refusedLinks;
  private final Counter ghostMessages;
  private final Counter ghostPayloads;
  private final Counter forgottenEvents;
  private final Counter eventsOverRate;
  private final Counter unassignedIdentities;
  private final Counter crowdedIdentities;
  private final Map<Sighting, Counter> sightings;
  private @Nullable Consumer<OutputRecord> outputs;
  private @Nullable LongConsumer timer;
  private @Nullable Collector<PersonInput> out;

  /**
   * @param keyInForce makes another identity the one whose state is read and written
   * @param expiry sets a timer of the log's clock for the key in force
   * @param fence stamps messages
   */
  StitchTurn(
      String sandbox,
      RuntimeContext context,
      Consumer<IdentityKey> keyInForce,
      LongConsumer expiry,
      MessageFence fence) {
    this.values = new KeyedBytes<>(context, keyInForce, NODE, CLUSTER);
    this.encoder = new OutputEncoder(sandbox);
    this.graphs = new GraphCodec(sandbox);
    this.expiry = expiry;
    this.fence = fence;
    MetricGroup metrics = context.getMetricGroup();
    control = metrics.counter("controlMessages");
    assignments = metrics.counter("identityAssignments");
    moves = metrics.counter("fragmentMoves");
    refusedLinks = metrics.counter("linksRefused");
    ghostMessages = metrics.counter("ghostMessages");
    ghostPayloads = metrics.counter("ghostPayloads");
    forgottenEvents = metrics.counter("forgottenEvents");
    eventsOverRate = metrics.counter("eventsOverRate");
    unassignedIdentities = metrics.counter("identitiesUnassigned");
    crowdedIdentities = metrics.counter("crowdedIdentities");
    sightings =
        Map.of(
            Sighting.NEW, metrics.counter("identitySetsNew"),
            Sighting.KNOWN, metrics.counter("identitySetsKnown"),
            Sighting.TOLD_AGAIN, metrics.counter("identitySetsToldAgain"));
  }

  /**
   * To be called for each input and timer, with the key in force.
   *
   * @param toKafka takes what goes to a topic
   * @param newTimer sets a timer of the processing clock
   */
  StitchTurn at(
      IdentityKey key,
      Consumer<OutputRecord> toKafka,
      LongConsumer newTimer,
      Collector<PersonInput> collector) {
    values.at(key);
    outputs = toKafka;
    timer = newTimer;
    out = collector;
    return this;
  }

  /** Writes all values that are not written yet. To be called at each checkpoint. */
  void flush() {
    values.flush();
  }

  /** Writes what has been waiting for long. */
  void writeSome() {
    values.writeSome();
  }

  /** A message of the graph was dropped, for a lost attempt wrote it. */
  void ghostMessage() {
    ghostMessages.inc();
  }

  /** A fragment was dropped, for nobody awaits it. */
  void ghostPayload() {
    ghostPayloads.inc();
  }

  private void emit(OutputRecord record) {
    Objects.requireNonNull(outputs).accept(record);
  }

  @Override
  public byte @Nullable [] loadNode() {
    return values.load(NODE_INDEX);
  }

  @Override
  public void saveNode(byte @Nullable [] bytes) {
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
        fence.stamp(message.encode()),
        message.asOf());
  }

  @Override
  public void assignment(Assignment assignment) {
    assignments.inc();
    emit(encoder.encode(assignment));
  }

  /** An event of an identity that was forgotten since; what it said is not kept. */
  void refuseForgotten(long time) {
    forgottenEvents.inc();
    reject(ProblemCode.IDENTITY_FORGOTTEN, "an event from before", new byte[0], time);
  }

  /** An event over the rate of its identity. */
  void refuseOverRate(byte[] event, long time) {
    eventsOverRate.inc();
    reject(EventRate.PROBLEM, event, time);
  }

  @Override
  public void unassigned(IdentityKey key, long asOf) {
    unassignedIdentities.inc();
    emit(new OutputRecord(Topic.ASSIGNMENTS, Keys.identity(key), null, asOf));
  }

  @Override
  public void crowded(IdentityKey key) {
    crowdedIdentities.inc();
  }

  @Override
  public void sighted(Sighting sighting) {
    Objects.requireNonNull(sightings.get(sighting)).inc();
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
              new PersonInput(PersonInput.Kind.FRAGMENT, to, fragment, asOf, forgottenAt, payload));
    }
  }

  @Override
  public long newToken() {
    return tokens.nextLong();
  }

  @Override
  public void wakeAt(long time) {
    Objects.requireNonNull(timer).accept(time);
  }

  @Override
  public void expireAt(long time) {
    expiry.accept(time);
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
    reject(new Problem(code, "", seen), payload, at);
  }

  private void reject(Problem problem, byte[] payload, long at) {
    emit(encoder.encode(Rejection.of(at, problem, "identity", 0, payload)));
  }
}
