package io.sojourn.app.demo;

import io.sojourn.app.support.JobOptions;
import io.sojourn.schema.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends traffic as it happens: each record when its time has come. */
final class LiveTraffic {
  private static final long SAY_EVERY = Duration.ofSeconds(5).toMillis();

  private final JobOptions options;

  /** Hears how far the traffic has come. */
  interface Progress {
    /**
     * Called about every five seconds.
     *
     * @param seconds since it began
     */
    void sent(long seconds, long events) throws Exception;
  }

  LiveTraffic(JobOptions options) {
    this.options = options;
  }

  /**
   * Sends all of it, which begins now, and returns when the broker has it.
   *
   * @return how many records were sent
   * @throws KafkaException if the broker refused one
   */
  long send(TrafficSettings settings, Progress progress) throws Exception {
    Properties kafka = options.kafka();
    kafka.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    kafka.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    String topic = Topic.EVENTS.name(options.prefix());
    AtomicReference<Exception> failure = new AtomicReference<>();
    TrafficGenerator traffic = new TrafficGenerator(settings);
    long sent = 0;
    long saidAt = settings.start();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (traffic.hasNext() && failure.get() == null) {
        TrafficRecord next = traffic.next();
        long early = next.at() - System.currentTimeMillis();
        if (early > 0) {
          Thread.sleep(early);
        }
        var unused = // the callback hears of it
            producer.send(
                new ProducerRecord<>(topic, bytes(next.key()), bytes(next.json())),
                (metadata, refused) -> failure.compareAndSet(null, refused));
        sent++;
        if (next.at() - saidAt >= SAY_EVERY) {
          saidAt = next.at();
          progress.sent((saidAt - settings.start()) / 1000, sent);
        }
      }
    }
    if (failure.get() != null) {
      throw new KafkaException("Kafka refused an event", failure.get());
    }
    return sent;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
