package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Endpoint;
import io.sojourn.core.channel.OutgoingMessage;
import java.io.Serializable;

/**
 * A provider, as one sender thread uses it: one message at a time, over a connection it may keep.
 *
 * <p>A message may be sent again with the same command id after a temporary failure, even if the
 * provider took it over and only its answer was lost: the id is the key to recognise that by.
 */
public interface ChannelClient extends AutoCloseable {

  /**
   * Sends one message and waits for the provider's answer, at most the client's own time-outs.
   *
   * <p>Never throws for anything the provider, the network or the message does.
   *
   * @param message of the kind that the endpoint takes
   */
  SendResult send(OutgoingMessage message);

  /** Gives up the connection; the client can be used again and then opens another. */
  @Override
  void close();

  /** Makes clients for an endpoint, without connecting yet. */
  @FunctionalInterface
  interface Factory extends Serializable {
    ChannelClient open(Endpoint endpoint);
  }
}
