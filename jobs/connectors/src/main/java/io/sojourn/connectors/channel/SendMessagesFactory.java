package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.Outcome;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Makes the operator that sends, see {@link #send}. It emits each outcome that the ledger has
 * acknowledged, at least once.
 */
public final class SendMessagesFactory extends AbstractStreamOperatorFactory<Outcome>
    implements OneInputStreamOperatorFactory<Delivery, Outcome> {
  private static final long serialVersionUID = 1L;

  private final SendSettings settings;
  private final ChannelClient.Factory clients;
  private final OutcomeLedger.Factory ledgers;
  private final FeedbackReporter.Factory reporters;

  public SendMessagesFactory(
      SendSettings settings,
      ChannelClient.Factory clients,
      OutcomeLedger.Factory ledgers,
      FeedbackReporter.Factory reporters) {
    this.settings = settings;
    this.clients = clients;
    this.ledgers = ledgers;
    this.reporters = reporters;
  }

  /**
   * Sends deliveries.
   *
   * @param deliveries with watermarks of the commands' append time, see {@link SettledCommands}
   * @param name of the operator
   */
  public static SingleOutputStreamOperator<Outcome> send(
      DataStream<Delivery> deliveries, String name, SendMessagesFactory factory) {
    return deliveries
        .keyBy(new Parking.Bucket(), Types.STRING)
        .transform(name, DeliveryCodecs.OUTCOME, factory);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the signature is Flink's
  public <T extends StreamOperator<Outcome>> T createStreamOperator(
      StreamOperatorParameters<Outcome> parameters) {
    return (T) new SendMessages(parameters, settings, clients, ledgers, reporters);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return SendMessages.class;
  }
}
