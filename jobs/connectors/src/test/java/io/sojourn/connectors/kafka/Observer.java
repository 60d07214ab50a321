package io.sojourn.connectors.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** What arrives behind a source, records and watermarks in their order, for the test to look at. */
final class Observer {
  private static final Map<String, Observer> BY_NAME = new ConcurrentHashMap<>();

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private Observer() {}

  /** A record or, where that is null, a watermark. */
  record Seen(LogRecord record, long time, long arrivedAt) {}

  /** Adds an operator with parallelism 1 to a job, under a name of the test's own. */
  static Observer behind(DataStream<LogRecord> stream, String name) {
    Observer observer = BY_NAME.computeIfAbsent(name, any -> new Observer());
    stream
        .transform("observe", Types.VOID, new Operator(name))
        .setParallelism(1)
        .uid("observe")
        .disableChaining();
    return observer;
  }

  /** Lets the first record in, and then nothing more until {@link #open}. */
  void shut() {
    gate = new CountDownLatch(1);
  }

  void open() {
    gate.countDown();
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  List<LogRecord> records() {
    return seen.stream().filter(one -> one.record() != null).map(Seen::record).toList();
  }

  List<Seen> watermarks() {
    return seen.stream().filter(one -> one.record() == null).toList();
  }

  /** How many records came before the first watermark that is at {@code time} or later. */
  long recordsBefore(long time) {
    return seen.stream()
        .takeWhile(one -> one.record() != null || one.time() < time)
        .filter(one -> one.record() != null)
        .count();
  }

  /** The last watermark, or the smallest long before the first. */
  long time() {
    List<Seen> watermarks = watermarks();
    return watermarks.isEmpty() ? Long.MIN_VALUE : watermarks.get(watermarks.size() - 1).time();
  }

  /** Whether the last watermark is at most {@code lag} behind the wall clock. */
  boolean followsTheWallClock(Duration lag) {
    long time = time();
    return time != Long.MAX_VALUE && time >= System.currentTimeMillis() - lag.toMillis();
  }

  private static final class Operator extends AbstractStreamOperator<Void>
      implements OneInputStreamOperator<LogRecord, Void> {
    private static final long serialVersionUID = 1L;

    private final String name;

    Operator(String name) {
      this.name = name;
    }

    @Override
    public void processElement(StreamRecord<LogRecord> element) throws Exception {
      Observer observer = BY_NAME.get(name);
      observer.seen.add(
          new Seen(element.getValue(), element.getTimestamp(), System.currentTimeMillis()));
      observer.gate.await();
    }

    @Override
    public void processWatermark(Watermark mark) {
      long now = System.currentTimeMillis();
      BY_NAME.get(name).seen.add(new Seen(null, mark.getTimestamp(), now));
    }
  }
}
