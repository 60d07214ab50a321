package io.sojourn.connectors.channel;

import static org.awaitility.Awaitility.await;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A subtask of {@link SendMessages} whose mailbox the test drives. */
final class SendHarness implements AutoCloseable {
  static final long NOW = 1_700_000_000_000L;

  private final KeyedOneInputStreamOperatorTestHarness<String, Delivery, Outcome> harness;
  private long checkpoint;

  /** A subtask that starts from a state, or from none. */
  SendHarness(SendMessagesFactory factory, @Nullable OperatorSubtaskState state) throws Exception {
    this(factory, state, 1, 0);
  }

  SendHarness(
      SendMessagesFactory factory, @Nullable OperatorSubtaskState state, int subtasks, int index)
      throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            factory, new Parking.Bucket(), Types.STRING, 720, subtasks, index);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.setup(
        DeliveryCodecs.OUTCOME.createSerializer(
            harness.getExecutionConfig().getSerializerConfig()));
    harness.setProcessingTime(NOW);
    if (state == null) {
      harness.initializeEmptyState();
    } else {
      harness.initializeState(state);
    }
    harness.open();
  }

  /** The state of one subtask, as one of several gets it. */
  static OperatorSubtaskState split(OperatorSubtaskState state, int subtasks, int index) {
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(
        state, 720, 1, subtasks, index);
  }

  void process(Delivery delivery) throws Exception {
    harness.processElement(delivery, NOW);
  }

  void process(Delivery delivery, long time) throws Exception {
    harness.processElement(delivery, time);
  }

  void now(long time) throws Exception {
    harness.setProcessingTime(time);
  }

  void watermark(long time) throws Exception {
    harness.processWatermark(time);
  }

  void endInput() throws Exception {
    harness.endInput();
  }

  OperatorSubtaskState snapshot() throws Exception {
    OperatorSubtaskState state = harness.snapshot(++checkpoint, NOW);
    drain();
    return state;
  }

  List<Outcome> outcomes() {
    return harness.extractOutputValues();
  }

  /** Runs the mailbox until something is so. */
  void until(Callable<Boolean> holds) {
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              drain();
              return holds.call();
            });
  }

  void drain() throws Exception {
    Optional<Mail> mail = next();
    while (mail.isPresent()) {
      mail.get().run();
      mail = next();
    }
  }

  private Optional<Mail> next() {
    return harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IllegalStateException("The subtask did not close", e);
    }
  }
}
