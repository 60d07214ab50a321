package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.Feedback;
import io.sojourn.core.channel.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
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
 * ledger; keyed by {@link Parking.Bucket}. Each channel has threads of its own and room for what it
 * sends in a second; what comes beyond is {@link Parking parked}.
 *
 * <p>A delivery is in flight, and in the state, from its arrival until the ledger has acknowledged
 * its outcome. A restart reads the ledger from the checkpointed place to its end before it sends
 * anything; what it finds there is settled, whether it was in flight or comes again from upstream.
 * What remains is the moment between a provider's yes and the ledger's: a process that dies in it
 * sends that one message twice, with the same id.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
final class SendMessages extends AbstractStreamOperator<Outcome>
    implements OneInputStreamOperator<Delivery, Outcome>, BoundedOneInput, Sender.Listener {
  private static final long serialVersionUID = 1L;

  static final ListStateDescriptor<InFlight> IN_FLIGHT =
      new ListStateDescriptor<>("in-flight", DeliveryCodecs.IN_FLIGHT);
  static final ListStateDescriptor<LedgerPosition> LEDGER_POSITION =
      new ListStateDescriptor<>("ledger-position", DeliveryCodecs.POSITION);

  // Configuration
  private final SendSettings settings;
  private final ChannelClient.Factory clients;
  private final OutcomeLedger.Factory ledgers;
  private final FeedbackReporter.Factory reporters;
  private final transient MailboxExecutor mailbox;

  // Runtime
  private transient ListState<InFlight> inFlightState;
  private transient ListState<LedgerPosition> positionState;
  private transient Map<String, InFlight> inFlight;
  private transient OutcomeLedger ledger;
  private transient FeedbackReporter reporter;
  private transient LedgerCursor cursor;
  private transient SettledCommands alreadySettled;
  private transient SendMetrics counts;
  private transient Parking parking;
  private transient Map<String, Channel> channels;

  /** A channel and how many of its messages are in flight. */
  private static final class Channel {
    private final Sender sender;
    private int inFlight;

    Channel(Sender sender) {
      this.sender = sender;
    }
  }

  SendMessages(
      StreamOperatorParameters<Outcome> parameters,
      SendSettings settings,
      ChannelClient.Factory clients,
      OutcomeLedger.Factory ledgers,
      FeedbackReporter.Factory reporters) {
    super(parameters);
    this.settings = settings;
    this.clients = clients;
    this.ledgers = ledgers;
    this.reporters = reporters;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    inFlight = new LinkedHashMap<>();
    channels = new ConcurrentHashMap<>();
    inFlightState = context.getOperatorStateStore().getListState(IN_FLIGHT);
    positionState = context.getOperatorStateStore().getUnionListState(LEDGER_POSITION);
    ledger = ledgers.open();
    reporter = reporters.open();
    cursor = new LedgerCursor(ledger.end().get());

    List<LedgerPosition> positions = new ArrayList<>();
    positionState.get().forEach(positions::add);
    alreadySettled =
        positions.isEmpty()
            ? SettledCommands.none()
            : SettledCommands.read(ledger, LedgerPosition.earliest(positions));
    for (InFlight message : inFlightState.get()) {
      if (isNew(message.commandId())) {
        inFlight.put(message.commandId(), message);
      }
    }
    KeyedStateBackend<String> keys = getKeyedStateBackend();
    parking =
        new Parking(
            context.getKeyedStateStore().getMapState(Parking.PARKED),
            keys.getKeys(Parking.PARKED.getName(), VoidNamespace.INSTANCE),
            this::setCurrentKey,
            alreadySettled::contains);
    counts =
        new SendMetrics(
            getMetricGroup(), () -> inFlight.size(), () -> parking.size(), this::openCircuits);
  }

  @Override
  public void open() throws Exception {
    super.open();
    for (InFlight message : inFlight.values()) {
      Channel channel = channel(message.delivery(), false);
      channel.inFlight++;
      channel.sender.submit(message);
    }
    for (String name : parking.channels()) {
      refill(name);
    }
  }

  @Override
  public void processElement(StreamRecord<Delivery> element) throws Exception {
    Delivery delivery = element.getValue();
    if (!isNew(delivery.commandId())) {
      counts.skippedAlreadySent();
      return;
    }
    Channel channel = channel(delivery, true);
    boolean room = channel.inFlight < channel.sender.room();
    if (delivery.message() == null || (room && parking.size(delivery.channel()) == 0)) {
      send(channel, new InFlight(delivery, 0));
    } else {
      parking.park(delivery, element.getTimestamp());
    }
  }

  /**
   * The channel of a delivery.
   *
   * @param newest whether its endpoint is the newest that the channel has
   */
  private Channel channel(Delivery delivery, boolean newest) {
    Channel known = channels.get(delivery.channel());
    Channel channel =
        known == null ? new Channel(new Sender(settings, clients, subtasks(), this)) : known;
    channels.put(delivery.channel(), channel);
    if (delivery.endpoint() != null && (newest || !channel.sender.isReady())) {
      channel.sender.follow(delivery.endpoint());
    }
    return channel;
  }

  private int openCircuits() {
    return (int) channels.values().stream().filter(channel -> channel.sender.isOpen()).count();
  }

  private int subtasks() {
    return getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
  }

  private void send(Channel channel, InFlight message) {
    inFlight.put(message.commandId(), message);
    channel.inFlight++;
    channel.sender.submit(message);
  }

  /** Lets parked messages go on, as far as their channel has room for some. */
  private void refill(String name) throws Exception {
    for (int room = room(name); room > 0 && parking.size(name) > 0; room = room(name)) {
      List<Delivery> taken = parking.take(name, room);
      if (taken.isEmpty()) {
        throw new IllegalStateException("Parked deliveries are counted that are not there");
      }
      for (Delivery delivery : taken) {
        if (isNew(delivery.commandId())) {
          send(channel(delivery, false), new InFlight(delivery, 0));
        } else {
          counts.skippedAlreadySent();
        }
      }
    }
  }

  /** How many parked messages are to be taken at once: none while it is not worth it. */
  private int room(String name) {
    Channel channel = channels.get(name);
    if (channel == null) {
      return settings.threads();
    }
    int room = channel.sender.room() - channel.inFlight;
    return 2 * room >= channel.sender.room() ? room : 0;
  }

  @Override
  public void endInput() throws Exception {
    while (!inFlight.isEmpty() || parking.size() > 0) {
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
    if (channels != null) {
      closeSenders();
    }
    if (reporter != null) {
      reporter.close();
    }
    if (ledger != null) {
      ledger.close();
    }
    super.close();
  }

  /** All at the same time: each waits for the answers that are due. */
  private void closeSenders() {
    channels.values().forEach(channel -> channel.sender.shutdown());
    long end = System.nanoTime() + settings.closeWithin().toNanos();
    channels.values().forEach(channel -> channel.sender.close(end));
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
  public void settled(
      InFlight message, Outcome.Status status, String code, Map<String, String> answer) {
    Outcome outcome = message.delivery().outcome(now(), status, code, message.attempts());
    cursor.appending();
    var unused =
        told(message.delivery(), outcome, answer)
            .thenCompose(told -> ledger.append(outcome))
            .whenComplete(
                (entry, failure) -> {
                  if (failure == null) {
                    mail(() -> acknowledged(outcome, entry));
                  } else {
                    broken(failure);
                  }
                });
  }

  /**
   * Before the ledger knows an outcome: what it knows is settled, and nobody would tell it any
   * more.
   */
  private CompletableFuture<Void> told(
      Delivery delivery, Outcome outcome, Map<String, String> answer) {
    Feedback.Subject about = delivery.about();
    return about == null
        ? CompletableFuture.completedFuture(null)
        : reporter.tell(Feedback.of(outcome, about, answer)).thenRun(counts::told);
  }

  @Override
  public void broken(Throwable failure) {
    mail(
        () -> {
          throw new FlinkException("A message could not be sent or its outcome kept", failure);
        });
  }

  @Override
  public long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private boolean isNew(String commandId) {
    return !alreadySettled.contains(commandId) && !inFlight.containsKey(commandId);
  }

  private void acknowledged(Outcome outcome, OutcomeLedger.Entry entry) throws FlinkException {
    cursor.appended(entry);
    inFlight.remove(outcome.commandId());
    counts.settled(outcome);
    output.collect(new StreamRecord<>(outcome, outcome.at()));
    Channel channel = channels.get(outcome.channel());
    if (channel != null) {
      channel.inFlight--;
    }
    try {
      refill(outcome.channel());
    } catch (FlinkException e) {
      throw e;
    } catch (Exception e) {
      throw new FlinkException("Parked messages cannot be read", e);
    }
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
