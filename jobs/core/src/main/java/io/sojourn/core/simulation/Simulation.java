package io.sojourn.core.simulation;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.EventRate;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityHasher;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.InProcessGraph;
import io.sojourn.core.identity.Link;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.LinkingRules;
import io.sojourn.core.identity.Namespace;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.person.PersonEngine;
import io.sojourn.core.person.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All engines in one process: records in, outputs out, in the order of the records. What a link
 * changes takes effect before the next record; on a cluster it takes milliseconds. Not thread-safe.
 */
public final class Simulation {
  private final String sandbox;
  private final Workspace workspace;
  private final EventDecoder decoder;
  private final IdentityHasher hasher;
  private final Consumer<Output> sink;
  private final PersonEngine engine;
  private final EventRate rate = new EventRate();
  private final InProcessGraph graph;
  private final Map<PersonId, InMemoryPersonStore> persons = new TreeMap<>();
  private long now = Long.MIN_VALUE;

  /** What became of a record: exactly one of these. */
  public enum Fate {
    PROCESSED,
    /** Its event id was seen before: a no-op. */
    DUPLICATE,
    /** There is a rejection for it. */
    REJECTED
  }

  /**
   * @param secret what identity values are hashed with, at least 16 bytes
   * @param sink takes every output at once
   */
  public Simulation(
      String sandbox,
      byte[] secret,
      Workspace workspace,
      EventDecoder decoder,
      Consumer<Output> sink) {
    this.sandbox = sandbox;
    this.workspace = workspace;
    this.decoder = decoder;
    this.hasher = new IdentityHasher(secret);
    this.sink = sink;
    this.engine = new PersonEngine(sandbox);
    this.graph = new InProcessGraph(LinkingRules.of(workspace.namespaces()), new Persons());
  }

  /**
   * Works off one record.
   *
   * @param format its {@code format} header, or null
   * @param receivedAt its log time, epoch milliseconds
   * @param source where it comes from, for a rejection
   * @param offset its place there
   */
  public Fate accept(
      byte[] payload, @Nullable String format, long receivedAt, String source, long offset) {
    now = Math.max(now, receivedAt);
    Decoded decoded =
        decoder.decode(payload, format, receivedAt, workspace.namespaces(), workspace.schema());
    if (decoded instanceof Decoded.Accepted accepted) {
      return accept(accepted.event(), receivedAt, source, offset, payload);
    }
    reject(((Decoded.Rejected) decoded).problem(), receivedAt, source, offset, payload);
    return Fate.REJECTED;
  }

  private Fate accept(Event event, long receivedAt, String source, long offset, byte[] payload) {
    List<LinkedIdentity> keys = new ArrayList<>();
    for (Identity identity : event.identities()) {
      Namespace namespace =
          Objects.requireNonNull(workspace.namespaces().byName(identity.namespace()));
      keys.add(new LinkedIdentity(hasher.key(sandbox, namespace, identity.value()), identity));
    }
    if (!rate.admits(keys.get(0).key(), receivedAt)) {
      reject(EventRate.PROBLEM, receivedAt, source, offset, payload);
      return Fate.REJECTED;
    }
    PersonId person = graph.onEvent(keys, event.time(), receivedAt);
    Result result =
        engine.onEvent(person, store(person), workspace, keys.get(0).key(), event, receivedAt);
    result.outputs().forEach(sink);
    if (result.kind() == Result.Kind.TOO_LARGE) {
      reject(
          new Problem(
              ProblemCode.PERSON_TOO_LARGE, "", "an event that would make the person larger"),
          receivedAt,
          source,
          offset,
          payload);
    }
    graph.settle();
    return switch (result.kind()) {
      case PROCESSED -> Fate.PROCESSED;
      case DUPLICATE -> Fate.DUPLICATE;
      case TOO_LARGE -> Fate.REJECTED;
    };
  }

  /** Settles everything that falls due until a time, epoch milliseconds. */
  public void settle(long until) {
    now = Math.max(now, until);
    graph.advanceTo(until);
    for (PersonId person : List.copyOf(persons.keySet())) {
      Result result;
      do {
        result = engine.onTimer(person, store(person), workspace, until);
        result.outputs().forEach(sink);
      } while (result.timer() <= until);
    }
  }

  /**
   * The greatest log time so far, epoch milliseconds; {@code Long.MIN_VALUE} before the first
   * record.
   */
  public long now() {
    return now;
  }

  private InMemoryPersonStore store(PersonId person) {
    return persons.computeIfAbsent(person, id -> new InMemoryPersonStore());
  }

  private void reject(Problem problem, long at, String source, long offset, byte[] payload) {
    sink.accept(Rejection.of(at, problem, source, offset, payload));
  }

  /** Carries fragments between persons, at once. */
  private final class Persons implements InProcessGraph.Listener {

    @Override
    public void assignment(Assignment assignment) {
      sink.accept(assignment);
    }

    @Override
    public byte[] moveOut(IdentityKey fragment, PersonId from, long asOf) {
      Result result = engine.onMoveOut(from, store(from), workspace, fragment, asOf);
      result.outputs().forEach(sink);
      return result.payload();
    }

    @Override
    public void fragmentIn(IdentityKey fragment, PersonId to, byte[] payload, long asOf) {
      if (payload.length > 0) {
        engine
            .onFragment(to, store(to), workspace, fragment, payload, asOf)
            .outputs()
            .forEach(sink);
      }
    }

    @Override
    public void refused(Link link, long asOf) {
      reject(
          new Problem(ProblemCode.IDENTITY_GRAPH_FULL, "", "a link into a full cluster"),
          asOf,
          "identity",
          0,
          new byte[0]);
    }
  }
}
