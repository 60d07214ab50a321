package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Sends messages without ever holding up a checkpoint, and writes what became of them to the
 * ledger.
 *
 * <p>A delivery is in flight, and in the state, from its arrival until the ledger has acknowledged
 * its outcome. A restart reads the ledger from the checkpointed place to its end before it sends
 * anything; what it finds there is settled, whether it was in flight or comes again from upstream.
 * What remains is the moment between a provider's yes and the ledger's: a process that dies in it
 * sends that one message twice, with the same id.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
final class SendMessages extends AbstractStreamOperator<Outcome>
    implements OneInputStreamOperator<Delivery, Outcome>, BoundedOneInput, Senders.Listener {
  private static final long serialVersionUID = 1L;

  static final ListStateDescriptor<InFlight> IN_FLIGHT =
      new ListStateDescriptor<>("in-flight", DeliveryCodecs.IN_FLIGHT);
  static final ListStateDescriptor<LedgerPosition> LEDGER_POSITION =
      new ListStateDescriptor<>("ledger-position", DeliveryCodecs.POSITION);

  // Configuration
  private final SendSettings settings;
  private final ChannelClient.Factory clients;
  private final OutcomeLedger.Factory ledgers;
  private final transient MailboxExecutor mailbox;

  // Runtime
  private transient ListState<InFlight> inFlightState;
  private transient ListState<LedgerPosition> positionState;
  private transient Map<String, InFlight> inFlight;
  private transient OutcomeLedger ledger;
  private transient LedgerCursor cursor;
  private transient SettledCommands alreadySettled;
  private transient SendMetrics counts;
  private transient Senders senders;

  SendMessages(
      StreamOperatorParameters<Outcome> parameters,
      SendSettings settings,
      ChannelClient.Factory clients,
      OutcomeLedger.Factory ledgers) {
    super(parameters);
    this.settings = settings;
    this.clients = clients;
    this.ledgers = ledgers;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    counts = new SendMetrics(getMetricGroup());
    inFlight = new LinkedHashMap<>();
    inFlightState = context.getOperatorStateStore().getListState(IN_FLIGHT);
    positionState = context.getOperatorStateStore().getUnionListState(LEDGER_POSITION);
    ledger = ledgers.open();
    cursor = new LedgerCursor(ledger.end().get());

    List<LedgerPosition> positions = new ArrayList<>();
    positionState.get().forEach(positions::add);
    alreadySettled =
        positions.isEmpty()
            ? SettledCommands.none()
            : SettledCommands.read(ledger, LedgerPosition.earliest(positions));
    for (InFlight message : inFlightState.get()) {
      accept(message);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    senders = new Senders(settings, clients, subtasks, this);
    inFlight.values().forEach(senders::submit);
  }

  @Override
  public void processElement(StreamRecord<Delivery> element) throws Exception {
    InFlight message = new InFlight(element.getValue(), 0);
    if (accept(message)) {
      senders.submit(message);
    }
    while (inFlight.size() > settings.capacity()) {
      mailbox.yield();
    }
  }

  @Override
  public void endInput() throws Exception {
    while (!inFlight.isEmpty()) {
      mailbox.yield();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    alreadySettled.passed(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    inFlightState.update(List.copyOf(inFlight.values()));
    positionState.update(List.of(alreadySettled.checkpointed(cursor.position())));
    var unused = ledger.end().thenAccept(end -> mail(() -> cursor.ended(end)));
  }

  @Override
  public void close() throws Exception {
    if (senders != null) {
      senders.close();
    }
    if (ledger != null) {
      ledger.close();
    }
    super.close();
  }

  @Override
  public void answered(Duration took) {
    counts.answered(took);
  }

  @Override
  public void retrying(InFlight message) {
    counts.retried();
    mail(() -> inFlight.replace(message.commandId(), message));
  }

  @Override
  public void settled(InFlight message, Outcome.Status status, String code) {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    Outcome outcome = message.delivery().outcome(now, status, code, message.attempts());
    cursor.appending();
    var unused =
        ledger
            .append(outcome)
            .whenComplete(
                (entry, failure) -> {
                  if (failure == null) {
                    mail(() -> acknowledged(outcome, entry));
                  } else {
                    broken(failure);
                  }
                });
  }

  @Override
  public void broken(Throwable failure) {
    mail(
        () -> {
          throw new FlinkException("A message could not be sent or its outcome kept", failure);
        });
  }

  private boolean accept(InFlight message) {
    if (alreadySettled.contains(message.commandId())
        || inFlight.putIfAbsent(message.commandId(), message) != null) {
      counts.skippedAlreadySent();
      return false;
    }
    return true;
  }

  private void acknowledged(Outcome outcome, OutcomeLedger.Entry entry) {
    cursor.appended(entry);
    inFlight.remove(outcome.commandId());
    counts.settled(outcome.status());
    output.collect(new StreamRecord<>(outcome, outcome.at()));
  }

  /** Runs in the task's thread, or not at all when the task has ended. */
  private void mail(ThrowingRunnable<FlinkException> action) {
    try {
      mailbox.execute(action, "sojourn: send messages");
    } catch (RejectedExecutionException e) {
      LOG.debug("The task has ended; the next one reads the ledger.");
    }
  }
}
