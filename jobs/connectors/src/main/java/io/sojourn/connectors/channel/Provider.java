package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Endpoint;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An endpoint as one subtask uses it: its idle clients, most recently used first, its pace, and
 * whether it is worth asking. Thread-safe.
 */
final class Provider {
  private final Endpoint endpoint;
  private final ChannelClient.Factory factory;
  private final Pacer pacer;
  private final CircuitBreaker circuit = new CircuitBreaker();
  private final Deque<ChannelClient> idle = new ArrayDeque<>();
  private boolean closed;

  Provider(Endpoint endpoint, ChannelClient.Factory factory, int subtasks) {
    this.endpoint = endpoint;
    this.factory = factory;
    this.pacer = new Pacer(endpoint.ratePerSecond(), subtasks, System.nanoTime());
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Pacer pacer() {
    return pacer;
  }

  CircuitBreaker circuit() {
    return circuit;
  }

  synchronized ChannelClient take() {
    return idle.isEmpty() ? factory.open(endpoint) : idle.pop();
  }

  /** Takes a client back; after {@link #close} it is closed at once. */
  void giveBack(ChannelClient client) {
    synchronized (this) {
      if (!closed) {
        idle.push(client);
        return;
      }
    }
    client.close();
  }

  /** Closes the idle clients now and the others when they come back. */
  synchronized void close() {
    closed = true;
    idle.forEach(ChannelClient::close);
    idle.clear();
  }
}
