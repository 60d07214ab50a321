package io.sojourn.bench;

import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.OutgoingMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Messages through clients of a channel as a sender has them: each its own connection and thread.
 *
 * @param connections how many
 * @param messages how many in all
 */
record ClientLoad(int connections, int messages) {

  /**
   * Messages per second.
   *
   * @param message by its command id
   * @throws BenchFailure if one was not sent
   */
  double rate(Supplier<ChannelClient> clients, Function<String, OutgoingMessage> message)
      throws Exception {
    return rate(
        () -> {
          try (ChannelClient client = clients.get()) {
            for (int i = 0; i < messages / connections; i++) {
              SendResult result = client.send(message.apply("c" + i));
              if (result.kind() != SendResult.Kind.SENT) {
                throw new BenchFailure("a message was not sent: " + result.code());
              }
            }
          }
          return null;
        });
  }

  /** How often per second something is done that each thread does for its share of messages. */
  double rate(Callable<Void> share) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      long began = System.nanoTime();
      List<Future<Void>> shares = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        shares.add(threads.submit(share));
      }
      for (Future<Void> done : shares) {
        done.get();
      }
      return perSecond(System.nanoTime() - began);
    } finally {
      threads.shutdownNow();
    }
  }

  double perSecond(long nanos) {
    return messages / connections * connections * 1e9 / nanos;
  }
}
