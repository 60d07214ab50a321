package io.sojourn.bench;

import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The sink of the plainer jobs: at least once, in large batches. */
final class BytesSink {
  private BytesSink() {}

  static Sink<byte[]> of(Properties kafka, String topic) {
    Properties producer = new Properties();
    producer.putAll(kafka);
    producer.setProperty("batch.size", "131072");
    producer.setProperty("linger.ms", "5");
    producer.setProperty("buffer.memory", "67108864");
    return KafkaSink.<byte[]>builder()
        .setBootstrapServers(kafka.getProperty("bootstrap.servers"))
        .setKafkaProducerConfig(producer)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(
            (KafkaRecordSerializationSchema<byte[]>)
                (value, context, timestamp) -> new ProducerRecord<>(topic, value))
        .build();
  }
}
