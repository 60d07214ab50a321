package io.sojourn.connectors.kafka;

import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Topic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sinks that write each record to the topic it names. Records carry the time at which they are
 * written, not event time, so that retention and the readers' clocks go by when they became
 * visible.
 */
public final class Sinks {
  private static final String BATCH_BYTES = Integer.toString(128 * 1024);
  private static final String LARGEST_REQUEST_BYTES = Integer.toString(9 * 1024 * 1024);

  private Sinks() {}

  /**
   * How long a record may wait for others, so that they are sent in one request. Requests are most
   * of what writing to Kafka costs, for the broker too.
   */
  public enum Pace {
    /** 5 ms: for what somebody waits for. */
    PROMPT(5),
    /** 20 ms: for what the job sends to itself. */
    FEEDBACK(20),
    /** 100 ms: for all else. */
    BULK(100);

    private final int millis;

    Pace(int millis) {
      this.millis = millis;
    }
  }

  /**
   * After a failure those since the last checkpoint are written again; none is lost as long as the
   * job restores from its checkpoints.
   *
   * @param kafka client settings, at least the bootstrap servers
   * @param prefix what topic names begin with
   */
  public static KafkaSink<OutputRecord> atLeastOnce(Properties kafka, String prefix, Pace pace) {
    return builder(kafka, prefix, DeliveryGuarantee.AT_LEAST_ONCE, pace).build();
  }

  /**
   * One transaction per subtask and checkpoint: readers with {@code read_committed} see records
   * once, and not before the checkpoint completes. Records are lost when a job stays down longer
   * than {@code transactionTimeout} between a checkpoint and its commit.
   *
   * @param kafka client settings, at least the bootstrap servers
   * @param prefix what topic names begin with
   * @param transactionalIdPrefix unique among all sinks that write to the cluster, and stable
   * @param transactionTimeout at most the brokers' {@code transaction.max.timeout.ms}
   */
  public static KafkaSink<OutputRecord> exactlyOnce(
      Properties kafka, String prefix, String transactionalIdPrefix, Duration transactionTimeout) {
    return builder(kafka, prefix, DeliveryGuarantee.EXACTLY_ONCE, Pace.BULK)
        .setTransactionalIdPrefix(transactionalIdPrefix)
        .setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(transactionTimeout.toMillis()))
        .build();
  }

  private static KafkaSinkBuilder<OutputRecord> builder(
      Properties kafka, String prefix, DeliveryGuarantee guarantee, Pace pace) {
    return KafkaSink.<OutputRecord>builder()
        .setBootstrapServers(kafka.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
        .setKafkaProducerConfig(kafka)
        .setProperty(ProducerConfig.ACKS_CONFIG, "all")
        .setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        // while a request is on its way the next one grows: the more load, the fewer requests
        .setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1")
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(pace.millis))
        .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES)
        .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES)
        .setDeliveryGuarantee(guarantee)
        .setRecordSerializer(new ToItsTopic(prefix));
  }

  private static final class ToItsTopic implements KafkaRecordSerializationSchema<OutputRecord> {
    private static final long serialVersionUID = 1L;

    private final EnumMap<Topic, String> names = new EnumMap<>(Topic.class);

    ToItsTopic(String prefix) {
      for (Topic topic : Topic.values()) {
        names.put(topic, topic.name(prefix));
      }
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        OutputRecord output, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(names.get(output.topic()), output.key(), output.value());
    }
  }
}
