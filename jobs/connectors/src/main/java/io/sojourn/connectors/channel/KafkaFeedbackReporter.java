package io.sojourn.connectors.channel;

import io.sojourn.connectors.event.FeedbackJson;
import io.sojourn.core.channel.Feedback;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes feedback to the topic of events, keyed like all other events of that identity. */
public final class KafkaFeedbackReporter implements FeedbackReporter {
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;

  private KafkaFeedbackReporter(Properties kafka, String topic) {
    this.topic = topic;
    this.producer = PatientProducer.open(kafka);
  }

  /**
   * A reporter to a topic that exists.
   *
   * @param kafka client properties: {@code bootstrap.servers}, and what security needs
   */
  public static Factory on(Properties kafka, String topic) {
    return () -> new KafkaFeedbackReporter(kafka, topic);
  }

  @Override
  public CompletableFuture<Void> tell(Feedback.Told told) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    byte[] event = FeedbackJson.event(told);
    var unused =
        producer.send(
            new ProducerRecord<>(topic, FeedbackJson.key(event), event),
            (metadata, failure) -> {
              if (failure == null) {
                kept.complete(null);
              } else {
                kept.completeExceptionally(failure);
              }
            });
    return kept;
  }

  @Override
  public void close() {
    producer.close(PatientProducer.CLOSE_WITHIN);
  }
}
