package io.sojourn.connectors.channel;

import io.sojourn.core.channel.OutgoingMessage;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A provider in memory: takes every message over, or answers what a test has laid out for it. */
final class RecordingChannelClient implements ChannelClient {
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<String> tried = new CopyOnWriteArrayList<>();
  private final Queue<SendResult> answers = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  void answerNext(SendResult answer) {
    answers.add(answer);
  }

  /** From now on every send waits until {@link #release}. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  void release() {
    gate.countDown();
  }

  List<String> taken() {
    return taken;
  }

  List<String> tried() {
    return tried;
  }

  @Override
  public SendResult send(OutgoingMessage message) {
    tried.add(message.commandId());
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SendResult.temporary("INTERRUPTED");
    }
    SendResult answer = answers.poll();
    if (answer != null) {
      return answer;
    }
    taken.add(message.commandId());
    return SendResult.SENT;
  }

  @Override
  public void close() {}
}
