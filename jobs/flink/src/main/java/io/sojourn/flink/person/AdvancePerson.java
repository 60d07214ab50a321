package io.sojourn.flink.person;

import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.PersonId;
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
import io.sojourn.flink.support.KeyedBytes;
import io.sojourn.schema.Topic;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Moves persons forward, one input or due moment at a time. All rules are in {@link PersonEngine}.
 */
public final class AdvancePerson
    extends KeyedBroadcastProcessFunction<PersonId, PersonInput, WorkspaceUpdate, OutputRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final String sandbox;
  private final LiveWorkspace live;

  private transient @Nullable PersonEngine engine;
  private transient @Nullable OutputEncoder encoder;
  private transient @Nullable Store store;
  private transient @Nullable PersonMetrics metrics;

  public AdvancePerson(String sandbox, WorkspaceLoader loader) {
    this.sandbox = sandbox;
    this.live = new LiveWorkspace(loader);
  }

  @Override
  public void open(OpenContext context) {
    engine = new PersonEngine(sandbox);
    encoder = new OutputEncoder(sandbox);
    store = new Store();
    metrics = new PersonMetrics(getRuntimeContext().getMetricGroup());
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
  public void processElement(
      PersonInput input, ReadOnlyContext context, Collector<OutputRecord> out) {
    PersonEngine person = Objects.requireNonNull(engine);
    PersonStore values = Objects.requireNonNull(store).of(input.person());
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
              out);
        }
        emit(result, context.timerService(), out);
      }
      case MOVE_OUT -> {
        Result result =
            person.onMoveOut(input.person(), values, workspace, input.fragment(), input.time());
        emit(result, context.timerService(), out);
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
          emit(result, context.timerService(), out);
        } catch (MalformedBytesException e) {
          reject(ProblemCode.CONTROL_MALFORMED, "a fragment that cannot be read", input, out);
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
    Result result =
        Objects.requireNonNull(engine)
            .onTimer(
                context.getCurrentKey(),
                Objects.requireNonNull(store).of(context.getCurrentKey()),
                live.required(),
                timestamp);
    emit(result, context.timerService(), out);
  }

  private void emit(Result result, TimerService timers, Collector<OutputRecord> out) {
    PersonMetrics counted = Objects.requireNonNull(metrics);
    counted.result(result);
    for (Output output : result.outputs()) {
      counted.output(output);
      out.collect(Objects.requireNonNull(encoder).encode(output));
    }
    if (result.timer() != Long.MAX_VALUE) {
      timers.registerEventTimeTimer(result.timer());
    }
  }

  private void reject(
      ProblemCode code, String seen, PersonInput input, Collector<OutputRecord> out) {
    byte[] body = input.body();
    Rejection rejection =
        Rejection.of(input.time(), new Problem(code, "", seen), "person", 0, body);
    out.collect(Objects.requireNonNull(encoder).encode(rejection));
  }

  /**
   * Keyed state {@code profile}, {@code audiences}, {@code journeys}, each one value. Without a
   * TTL: a person is kept until its last fragment leaves. Bounded per person: an event that would
   * leave a value over 1 MiB is refused.
   */
  private final class Store implements PersonStore {
    private final KeyedBytes<PersonId> values =
        new KeyedBytes<>(getRuntimeContext(), "profile", "audiences", "journeys");

    Store of(PersonId person) {
      values.at(person);
      return this;
    }

    @Override
    public byte @Nullable [] load(Part part) {
      return values.load(index(part));
    }

    @Override
    public void save(Part part, byte @Nullable [] bytes) {
      Objects.requireNonNull(metrics).stored(bytes == null ? 0 : bytes.length);
      values.save(index(part), bytes);
    }

    private static int index(Part part) {
      return switch (part) {
        case PROFILE -> 0;
        case AUDIENCES -> 1;
        case JOURNEYS -> 2;
      };
    }
  }
}
