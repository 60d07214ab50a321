package io.sojourn.connectors.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Turns what a Kafka consumer returns into {@link LogRecord}s; any bytes will do. */
final class LogRecords implements KafkaRecordDeserializationSchema<LogRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<LogRecord> out) {
    out.collect(of(consumed));
  }

  @Override
  public TypeInformation<LogRecord> getProducedType() {
    return TypeInformation.of(LogRecord.class);
  }

  static LogRecord of(ConsumerRecord<byte[], byte[]> consumed) {
    return new LogRecord(
        consumed.topic(),
        consumed.partition(),
        consumed.offset(),
        consumed.timestamp(),
        consumed.key(),
        consumed.value(),
        formatOf(consumed));
  }

  private static @Nullable String formatOf(ConsumerRecord<byte[], byte[]> consumed) {
    Header header = consumed.headers().lastHeader(LogRecord.FORMAT_HEADER);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
