package io.sojourn.connectors.kafka;

import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads topics in the time of their records. The time of a partition is that of its last record
 * less 1 ms; with {@link LogClock#append} a partition that has been read to its end goes on with
 * the wall clock. The watermark of a subtask is the smallest time of its partitions. So a quiet
 * topic stalls nothing, and after an outage the backlog is read before the moments that passed
 * meanwhile.
 */
public final class LogTimeSource extends LogSource {
  private static final long serialVersionUID = 1L;

  private final Properties consumer;
  private final LogClock clock;

  private LogTimeSource(
      Properties kafka, String groupId, List<String> topics, Start start, LogClock clock) {
    super(kafka, groupId, topics, start);
    this.consumer = new Properties();
    this.consumer.putAll(kafka);
    this.consumer.setProperty(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    this.clock = clock;
  }

  /**
   * @param kafka client settings, at least the bootstrap servers
   * @param groupId where offsets are committed to, for monitoring and for {@link Start#COMMITTED}
   * @param topics at least one; they exist
   */
  public static LogTimeSource of(
      Properties kafka, String groupId, List<String> topics, Start start, LogClock clock) {
    return new LogTimeSource(kafka, groupId, topics, start, clock);
  }

  @Override
  SourceReader<LogRecord, KafkaPartitionSplit> withTime(
      SourceReader<LogRecord, KafkaPartitionSplit> reader, SourceReaderContext context) {
    String clientId =
        consumer.getProperty(ConsumerConfig.GROUP_ID_CONFIG)
            + "-probe-"
            + context.getIndexOfSubtask();
    return new LogTimeReader(reader, clock, new EndProbe(consumer, clientId));
  }
}
