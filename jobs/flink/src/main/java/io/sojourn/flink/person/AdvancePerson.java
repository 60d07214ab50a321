package io.sojourn.flink.person;

import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.IdentityHasher;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Mentions;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.person.PersonEngine;
import io.sojourn.core.person.PersonStore;
import io.sojourn.core.person.Result;
import io.sojourn.flink.convert.Keys;
import io.sojourn.flink.convert.OutputEncoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.Forgetting;
import io.sojourn.flink.definition.LiveForgotten;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.Notice;
import io.sojourn.flink.definition.WorkspaceLoader;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.event.EventCodec;
import io.sojourn.flink.event.IdentitySecret;
import io.sojourn.flink.support.WritesBehind;
import io.sojourn.schema.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Moves persons forward, one input or due moment at a time. All rules are in {@link PersonEngine}.
 * Commands and moves, which are waited for, are the main output; all else leaves by the side
 * output.
 */
public final class AdvancePerson
    extends KeyedBroadcastProcessFunction<PersonId, PersonInput, Notice, OutputRecord>
    implements CheckpointedFunction, WritesBehind<PersonId> {
  private static final long serialVersionUID = 1L;

  /**
   * How long by the log after an identity was forgotten the persons of some other subtask may hold
   * something of it, milliseconds: while a backlog is read, an hour of the log takes seconds.
   */
  private static final long LATE = 3_600_000L;

  private final String sandbox;
  private final IdentitySecret secret;
  private final LiveWorkspace live;
  private final LiveForgotten forgotten = new LiveForgotten();
  private final OutputTag<OutputRecord> others;

  private transient @Nullable PersonEngine engine;
  private transient @Nullable OutputEncoder encoder;
  private transient @Nullable IdentityHasher hasher;
  private transient @Nullable Consumer<PersonId> keyInForce;
  private transient @Nullable LongConsumer timer;
  private transient @Nullable StoredPerson store;
  private transient @Nullable PersonMetrics metrics;

  /**
   * @param secret what identity values are hashed with
   */
  public AdvancePerson(
      String sandbox,
      IdentitySecret secret,
      WorkspaceLoader loader,
      OutputTag<OutputRecord> others) {
    this.sandbox = sandbox;
    this.secret = secret;
    this.others = others;
    this.live = new LiveWorkspace(loader);
  }

  @Override
  public void writeBy(Consumer<PersonId> newKeyInForce, LongConsumer newTimer) {
    keyInForce = newKeyInForce;
    timer = newTimer;
  }

  @Override
  public void writeSome() {
    Objects.requireNonNull(store).writeSome();
  }

  @Override
  public void open(OpenContext context) {
    engine = new PersonEngine(sandbox);
    encoder = new OutputEncoder(sandbox);
    PersonMetrics counted = new PersonMetrics(getRuntimeContext().getMetricGroup());
    metrics = counted;
    store =
        new StoredPerson(getRuntimeContext(), Objects.requireNonNull(keyInForce), counted::stored);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    live.initialize(context);
    forgotten.initialize(context);
    hasher = secret.hasher(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    Objects.requireNonNull(store).flush();
  }

  @Override
  public void processElement(
      PersonInput input, ReadOnlyContext context, Collector<OutputRecord> out) {
    StoredPerson values = Objects.requireNonNull(store).of(input.person());
    advance(input, values, context, out);
    values.write();
  }

  private void advance(
      PersonInput input, PersonStore values, ReadOnlyContext context, Collector<OutputRecord> out) {
    PersonEngine person = Objects.requireNonNull(engine);
    Workspace workspace = live.required();
    if (isForgotten(input)) {
      if (input.kind() == PersonInput.Kind.EVENT) {
        Objects.requireNonNull(metrics).forgottenEvent();
        reject(ProblemCode.IDENTITY_FORGOTTEN, "an event from before", input, new byte[0], context);
      }
      return;
    }
    switch (input.kind()) {
      case EVENT -> {
        Result result =
            person.onEvent(
                input.person(),
                values,
                workspace,
                input.fragment(),
                remembered(EventCodec.decode(input.body()), input.time()),
                input.time());
        Objects.requireNonNull(metrics).event(result);
        if (result.kind() == Result.Kind.TOO_LARGE) {
          reject(
              ProblemCode.PERSON_TOO_LARGE,
              "an event that would make the person larger",
              input,
              input.body(),
              context);
        }
        emit(result, record -> context.output(others, record), out);
      }
      case MOVE_OUT -> {
        Result result =
            person.onMoveOut(input.person(), values, workspace, input.fragment(), input.time());
        emit(result, record -> context.output(others, record), out);
        FragmentPayload answer =
            new FragmentPayload(
                input.fragment(), input.person(), input.token(), result.payload(), input.time());
        out.collect(
            new OutputRecord(
                Topic.PERSON_MOVES,
                Keys.identity(input.fragment()),
                answer.encode(),
                input.time()));
      }
      case FRAGMENT -> {
        try {
          Result result =
              person.onFragment(
                  input.person(),
                  values,
                  workspace,
                  input.fragment(),
                  remembered(input),
                  input.time());
          emit(result, record -> context.output(others, record), out);
        } catch (MalformedBytesException e) {
          reject(
              ProblemCode.CONTROL_MALFORMED,
              "a fragment that cannot be read",
              input,
              input.body(),
              context);
        }
      }
    }
  }

  /** Whether it is about an identity that was forgotten since. Moves out are answered always. */
  private boolean isForgotten(PersonInput input) {
    return switch (input.kind()) {
      case EVENT -> forgotten.current().refuses(input.fragment(), input.time());
      case FRAGMENT -> input.token() < forgotten.current().since(input.fragment());
      case MOVE_OUT -> false;
    };
  }

  /** An event without the identities that were forgotten since. */
  private Event remembered(Event event, long time) {
    if (!forgotten.mayRefuse(time)) {
      return event;
    }
    Mentions gone = mentions(forgotten.current().refusedAt(time));
    return new Event(
        event.id(),
        event.kind(),
        event.type(),
        event.time(),
        event.identities().stream().filter(identity -> !gone.is(identity)).toList(),
        event.fields());
  }

  /** A fragment without what it tells of identities that were forgotten since. */
  private byte[] remembered(PersonInput fragment) {
    long time = fragment.time() - LATE;
    return forgotten.mayRefuse(time)
        ? PersonEngine.without(fragment.body(), mentions(forgotten.current().refusedAt(time)))
        : fragment.body();
  }

  private Mentions mentions(Collection<IdentityKey> gone) {
    return new Mentions(
        sandbox, Objects.requireNonNull(hasher), live.required().namespaces(), gone);
  }

  @Override
  public void processBroadcastElement(Notice notice, Context context, Collector<OutputRecord> out)
      throws Exception {
    if (notice instanceof WorkspaceUpdate update) {
      live.accept(update, context.getBroadcastState(LiveWorkspace.STATE));
    } else if (notice instanceof Forgetting forgetting) {
      forgotten.accept(forgetting, context.getBroadcastState(LiveForgotten.STATE));
      forget(forgetting, context, out);
    }
  }

  /** Looks at every person, and lets those forget who hold something of the identities. */
  private void forget(Forgetting forgetting, Context context, Collector<OutputRecord> out)
      throws Exception {
    StoredPerson values = Objects.requireNonNull(store);
    values.flush();
    Mentions gone = mentions(forgetting.keys());
    List<PersonId> concerned = new ArrayList<>();
    context.applyToKeyedState(
        StoredPerson.DESCRIPTOR,
        (person, value) -> {
          if (StoredPerson.concerns(value.value(), gone)) {
            concerned.add(person);
          }
        });
    context.applyToKeyedState(
        StoredPerson.SEPARATE_PROFILE,
        (person, value) -> {
          if (PersonEngine.concerns(value.value(), gone)) {
            concerned.add(person);
          }
        });
    for (PersonId person : concerned) {
      Objects.requireNonNull(keyInForce).accept(person);
      Result result =
          Objects.requireNonNull(engine)
              .onForget(person, values.of(person), live.required(), gone, forgetting.at());
      values.write();
      Objects.requireNonNull(metrics).forgot();
      emit(result, record -> context.output(others, record), out);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutputRecord> out) {
    PersonId person = context.getCurrentKey();
    StoredPerson values = Objects.requireNonNull(store).of(person);
    Result result =
        Objects.requireNonNull(engine).onTimer(person, values, live.required(), timestamp);
    values.write();
    emit(result, record -> context.output(others, record), out);
  }

  private void emit(Result result, Consumer<OutputRecord> toOthers, Collector<OutputRecord> out) {
    PersonMetrics counted = Objects.requireNonNull(metrics);
    counted.result(result);
    for (Output output : result.outputs()) {
      counted.output(output);
      OutputRecord encoded = Objects.requireNonNull(encoder).encode(output);
      if (output instanceof Command) {
        out.collect(encoded);
      } else {
        toOthers.accept(encoded);
      }
    }
    if (result.timer() != Long.MAX_VALUE) {
      Objects.requireNonNull(timer).accept(result.timer());
    }
  }

  private void reject(
      ProblemCode code, String seen, PersonInput input, byte[] kept, ReadOnlyContext context) {
    Rejection rejection =
        Rejection.of(input.time(), new Problem(code, "", seen), "person", 0, kept);
    context.output(others, Objects.requireNonNull(encoder).encode(rejection));
  }
}
