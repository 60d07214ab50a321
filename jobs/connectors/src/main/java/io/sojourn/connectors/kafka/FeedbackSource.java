package io.sojourn.connectors.kafka;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads topics that have no say in time, such as definitions and what a job sends to itself: emits
 * the largest watermark at once, then goes on delivering records for ever.
 */
public final class FeedbackSource extends LogSource {
  private static final long serialVersionUID = 1L;
  private static final String BATCH_BYTES = Integer.toString(16 * 1024);
  private static final String BATCH_MILLIS = "20";

  private FeedbackSource(Properties kafka, String groupId, List<String> topics, Start start) {
    super(kafka, groupId, topics, start);
  }

  /**
   * @param kafka client settings, at least the bootstrap servers
   * @param groupId where offsets are committed to, for monitoring and for {@link Start#COMMITTED}
   * @param topics at least one; they exist
   */
  public static FeedbackSource of(
      Properties kafka, String groupId, List<String> topics, Start start) {
    return new FeedbackSource(kafka, groupId, topics, start);
  }

  /**
   * As {@link #of}, for topics of many records: one may wait up to 20 ms for others, so that they
   * are fetched in one request.
   */
  public static FeedbackSource batched(
      Properties kafka, String groupId, List<String> topics, Start start) {
    Properties batches = new Properties();
    batches.putAll(kafka);
    batches.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, BATCH_BYTES);
    batches.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BATCH_MILLIS);
    return new FeedbackSource(batches, groupId, topics, start);
  }

  @Override
  SourceReader<LogRecord, KafkaPartitionSplit> withTime(
      SourceReader<LogRecord, KafkaPartitionSplit> reader, SourceReaderContext context) {
    return new FeedbackReader(reader);
  }

  @SuppressWarnings("try") // as its superclass
  private static final class FeedbackReader extends DelegatingReader {
    private boolean released;

    FeedbackReader(SourceReader<LogRecord, KafkaPartitionSplit> reader) {
      super(reader);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<LogRecord> output) throws Exception {
      if (!released) {
        released = true;
        output.emitWatermark(Watermark.MAX_WATERMARK);
      }
      return super.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return released ? super.isAvailable() : CompletableFuture.completedFuture(null);
    }
  }
}
