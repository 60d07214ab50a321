package io.sojourn.bench;

import io.sojourn.app.support.Environments;
import io.sojourn.schema.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job to compare with: reads and decodes events, and writes one record for each. */
final class PlainJob implements Workload {
  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
  private static final TypeInformation<Tuple2<String, byte[]>> KEYED =
      Types.TUPLE(Types.STRING, BYTES);
  private static final int PARTITIONS = 2;

  private final Shape shape;
  private final Properties kafka;
  private final BenchTopics topics;
  private final Path workspace;

  /** What it does between reading and writing. */
  enum Shape {
    PASS_THROUGH("a", "Kafka, decode, Kafka"),
    TWO_KEYS("b", "Kafka, decode, keyBy and RocksDB value, twice, Kafka");

    private final String letter;
    private final String title;

    Shape(String letter, String title) {
      this.letter = letter;
      this.title = title;
    }
  }

  PlainJob(Shape shape, Properties kafka, BenchTopics topics, Path workspace) {
    this.shape = shape;
    this.kafka = kafka;
    this.topics = topics;
    this.workspace = workspace;
  }

  @Override
  public String letter() {
    return shape.letter;
  }

  @Override
  public String title() {
    return shape.title;
  }

  private String output() {
    return prefix() + ".output";
  }

  @Override
  public void reset() throws Exception {
    topics.delete(List.of(output()));
    topics.create(output(), PARTITIONS, Map.of());
  }

  @Override
  public void build(StreamExecutionEnvironment env) {
    Environments.configure(env);
    DataStream<Tuple2<String, byte[]>> decoded =
        EventSource.of(env, kafka, prefix())
            .flatMap(new DecodeRecords(workspace))
            .returns(KEYED)
            .uid("decode");
    DataStream<Tuple2<String, byte[]>> last =
        switch (shape) {
          case PASS_THROUGH -> decoded;
          case TWO_KEYS -> keyed(keyed(decoded, "first"), "second");
        };
    last.map(value -> value.f1, BYTES)
        .uid("bytes")
        .sinkTo(BytesSink.of(kafka, output()))
        .uid("write");
  }

  private static DataStream<Tuple2<String, byte[]>> keyed(
      DataStream<Tuple2<String, byte[]>> events, String uid) {
    return events
        .keyBy(event -> event.f0, Types.STRING)
        .process(new ReadAndWrite(uid), KEYED)
        .uid(uid);
  }

  @Override
  public long done(String job) throws Exception {
    return topics.count(output()) + CounterRegistry.sum(job, DecodeRecords.REJECTED);
  }

  @Override
  public Counts check(String job, long events) throws Exception {
    long accepted = CounterRegistry.sum(job, DecodeRecords.ACCEPTED);
    long rejected = CounterRegistry.sum(job, DecodeRecords.REJECTED);
    long written = topics.count(output());
    if (accepted + rejected != events || written != accepted) {
      throw new BenchFailure(
          "(%s) wrote %,d records for %,d accepted and %,d rejected of %,d events"
              .formatted(letter(), written, accepted, rejected, events));
    }
    return new Counts(
        Map.of("inputs", events, "accepted", accepted, "rejected", rejected, "outputs", written),
        Set.of());
  }

  /** Where its events are. */
  @Override
  public String toString() {
    return Topic.EVENTS.name(prefix());
  }
}
