package io.sojourn.connectors.kafka;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Flink's Kafka source with event time of its own making. Its state is that of {@link KafkaSource}:
 * either can take over from the other under the same uid. To be used with {@code
 * WatermarkStrategy.noWatermarks()}.
 */
public abstract sealed class LogSource
    implements Source<LogRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<LogRecord>
    permits LogTimeSource, FeedbackSource {
  private static final long serialVersionUID = 1L;

  private final KafkaSource<LogRecord> source;

  LogSource(Properties kafka, String groupId, List<String> topics, Start start) {
    this.source =
        KafkaSource.<LogRecord>builder()
            .setProperties(kafka)
            .setGroupId(groupId)
            .setTopics(topics)
            .setStartingOffsets(start.offsets())
            .setDeserializer(new LogRecords())
            .build();
  }

  /** Where a job without restored state starts to read. */
  public enum Start {
    /** At the first record there is. */
    EARLIEST,
    /** At the offsets committed for the group, and at the first record where there are none. */
    COMMITTED;

    @SuppressWarnings("deprecation")
    private OffsetsInitializer offsets() {
      return switch (this) {
        case EARLIEST -> OffsetsInitializer.earliest();
        case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      };
    }
  }

  @Override
  public final SourceReader<LogRecord, KafkaPartitionSplit> createReader(
      SourceReaderContext context) throws Exception {
    return withTime(source.createReader(context), context);
  }

  /** Adds event time to a reader that emits none. */
  abstract SourceReader<LogRecord, KafkaPartitionSplit> withTime(
      SourceReader<LogRecord, KafkaPartitionSplit> reader, SourceReaderContext context);

  @Override
  public final Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return source.createEnumerator(context);
  }

  @Override
  public final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws IOException {
    return source.restoreEnumerator(context, state);
  }

  @Override
  public final SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public final SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public final TypeInformation<LogRecord> getProducedType() {
    return source.getProducedType();
  }
}
