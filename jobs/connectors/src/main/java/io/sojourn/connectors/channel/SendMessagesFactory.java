package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.Outcome;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Makes the operator that sends: {@code deliveries.transform(name, DeliveryCodecs.OUTCOME, new
 * SendMessagesFactory(...))}. It emits each outcome that the ledger has acknowledged, at least
 * once.
 *
 * <p>Its input must carry watermarks of the commands' append time, see {@link SettledCommands}.
 */
public final class SendMessagesFactory extends AbstractStreamOperatorFactory<Outcome>
    implements OneInputStreamOperatorFactory<Delivery, Outcome> {
  private static final long serialVersionUID = 1L;

  private final SendSettings settings;
  private final ChannelClient.Factory clients;
  private final OutcomeLedger.Factory ledgers;

  public SendMessagesFactory(
      SendSettings settings, ChannelClient.Factory clients, OutcomeLedger.Factory ledgers) {
    this.settings = settings;
    this.clients = clients;
    this.ledgers = ledgers;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the signature is Flink's
  public <T extends StreamOperator<Outcome>> T createStreamOperator(
      StreamOperatorParameters<Outcome> parameters) {
    return (T) new SendMessages(parameters, settings, clients, ledgers);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return SendMessages.class;
  }
}
