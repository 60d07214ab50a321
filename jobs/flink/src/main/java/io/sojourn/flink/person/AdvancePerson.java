package io.sojourn.flink.person;

import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.FragmentPayload;
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
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.WorkspaceLoader;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.event.EventCodec;
import io.sojourn.flink.support.WritesBehind;
import io.sojourn.schema.Topic;
import java.util.Objects;
import java.util.function.Consumer;
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
    extends KeyedBroadcastProcessFunction<PersonId, PersonInput, WorkspaceUpdate, OutputRecord>
    implements CheckpointedFunction, WritesBehind<PersonId> {
  private static final long serialVersionUID = 1L;

  private final String sandbox;
  private final LiveWorkspace live;
  private final OutputTag<OutputRecord> others;

  private transient @Nullable PersonEngine engine;
  private transient @Nullable OutputEncoder encoder;
  private transient @Nullable Consumer<PersonId> keyInForce;
  private transient @Nullable StoredPerson store;
  private transient @Nullable PersonMetrics metrics;

  public AdvancePerson(String sandbox, WorkspaceLoader loader, OutputTag<OutputRecord> others) {
    this.sandbox = sandbox;
    this.others = others;
    this.live = new LiveWorkspace(loader);
  }

  @Override
  public void writeBy(Consumer<PersonId> newKeyInForce) {
    keyInForce = newKeyInForce;
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
    switch (input.kind()) {
      case EVENT -> {
        Result result =
            person.onEvent(
                input.person(),
                values,
                workspace,
                input.fragment(),
                EventCodec.decode(input.body()),
                input.time());
        Objects.requireNonNull(metrics).event(result);
        if (result.kind() == Result.Kind.TOO_LARGE) {
          reject(
              ProblemCode.PERSON_TOO_LARGE,
              "an event that would make the person larger",
              input,
              context);
        }
        emit(result, context, out);
      }
      case MOVE_OUT -> {
        Result result =
            person.onMoveOut(input.person(), values, workspace, input.fragment(), input.time());
        emit(result, context, out);
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
                  input.person(), values, workspace, input.fragment(), input.body(), input.time());
          emit(result, context, out);
        } catch (MalformedBytesException e) {
          reject(ProblemCode.CONTROL_MALFORMED, "a fragment that cannot be read", input, context);
        }
      }
    }
  }

  @Override
  public void processBroadcastElement(
      WorkspaceUpdate update, Context context, Collector<OutputRecord> out) throws Exception {
    live.accept(update, context.getBroadcastState(LiveWorkspace.STATE));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutputRecord> out) {
    PersonId person = context.getCurrentKey();
    StoredPerson values = Objects.requireNonNull(store).of(person);
    Result result =
        Objects.requireNonNull(engine).onTimer(person, values, live.required(), timestamp);
    values.write();
    emit(result, context, out);
  }

  private void emit(Result result, ReadOnlyContext context, Collector<OutputRecord> out) {
    PersonMetrics counted = Objects.requireNonNull(metrics);
    counted.result(result);
    for (Output output : result.outputs()) {
      counted.output(output);
      OutputRecord encoded = Objects.requireNonNull(encoder).encode(output);
      if (output instanceof Command) {
        out.collect(encoded);
      } else {
        context.output(others, encoded);
      }
    }
    if (result.timer() != Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(result.timer());
    }
  }

  private void reject(ProblemCode code, String seen, PersonInput input, ReadOnlyContext context) {
    byte[] body = input.body();
    Rejection rejection =
        Rejection.of(input.time(), new Problem(code, "", seen), "person", 0, body);
    context.output(others, Objects.requireNonNull(encoder).encode(rejection));
  }
}
