package io.sojourn.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sojourn.core.channel.Outcome;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.testkit.EmbeddedBroker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(45)
class KafkaOutcomeLedgerTest {
  private static final int PARTITIONS = 3;

  private static EmbeddedBroker broker;
  private static RecordingChannelClient client;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static OutcomeLedger.Factory ledgers(String topic) throws Exception {
    broker.createTopic(topic, PARTITIONS);
    return KafkaOutcomeLedger.on(
        broker.clientProperties(),
        topic,
        outcome -> new DeliveryCodecs.OfOutcome().encode(outcome),
        KafkaOutcomeLedgerTest::decode);
  }

  private static @Nullable Outcome decode(byte[] bytes) {
    try {
      return new DeliveryCodecs.OfOutcome().decode(1, bytes);
    } catch (MalformedBytesException e) {
      return null;
    }
  }

  private static Outcome outcome(int i) {
    return Deliveries.delivery("m" + i).outcome(1000 + i, Outcome.Status.SENT, "SENT", 1);
  }

  private static List<String> scan(OutcomeLedger ledger, LedgerPosition from) throws IOException {
    List<String> ids = new ArrayList<>();
    ledger.scan(from, outcome -> ids.add(outcome.commandId()));
    return ids;
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
  }

  private static void append(OutcomeLedger ledger, int from, int to) {
    CompletableFuture.allOf(
            IntStream.range(from, to)
                .mapToObj(i -> ledger.append(outcome(i)))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  @Test
  void readsFromAPlaceToTheEnd() throws Exception {
    try (OutcomeLedger ledger = ledgers("range").open()) {
      append(ledger, 0, 50);
      LedgerPosition middle = ledger.end().get();
      append(ledger, 50, 80);

      assertThat(middle.next()).hasSize(PARTITIONS);
      assertThat(middle.next().values().stream().mapToLong(n -> n).sum()).isEqualTo(50);
      assertThat(scan(ledger, new LedgerPosition(Map.of())))
          .containsExactlyInAnyOrderElementsOf(ids(0, 80));
      assertThat(scan(ledger, middle)).containsExactlyInAnyOrderElementsOf(ids(50, 80));
      assertThat(scan(ledger, ledger.end().get())).isEmpty();
    }
  }

  @Test
  void saysWhereAnOutcomeCameToStand() throws Exception {
    try (OutcomeLedger ledger = ledgers("entries").open()) {
      OutcomeLedger.Entry entry = ledger.append(outcome(1)).get();
      assertThat(scan(ledger, new LedgerPosition(Map.of(entry.partition(), entry.offset()))))
          .containsExactly("m1");
      assertThat(scan(ledger, new LedgerPosition(Map.of()).after(entry))).isEmpty();
    }
  }

  @Test
  void saysThatItsTopicIsMissing() {
    OutcomeLedger.Factory nowhere =
        KafkaOutcomeLedger.on(broker.clientProperties(), "nowhere", o -> new byte[0], b -> null);

    assertThatIOException().isThrownBy(nowhere::open).withMessageContaining("nowhere");
  }

  @Test
  void passesOverWhatIsNoOutcome() throws Exception {
    OutcomeLedger.Factory ledgers = ledgers("foreign");
    Properties properties = broker.clientProperties();
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("foreign", new byte[] {1})).get();
      producer.send(new ProducerRecord<>("foreign", new byte[] {1}, null)).get();
    }
    try (OutcomeLedger ledger = ledgers.open()) {
      append(ledger, 0, 1);
      assertThat(scan(ledger, new LedgerPosition(Map.of()))).containsExactly("m0");
    }
  }

  @Test
  void losesNothingWhileTheBrokerIsAway() throws Exception {
    try (OutcomeLedger ledger = ledgers("outage").open()) {
      append(ledger, 0, 1);
      broker.stop();
      CompletableFuture<Void> late = CompletableFuture.runAsync(() -> append(ledger, 1, 2));
      assertThat(late).isNotDone();
      broker.restart();
      late.get(30, TimeUnit.SECONDS);

      assertThat(scan(ledger, new LedgerPosition(Map.of()))).containsExactlyInAnyOrder("m0", "m1");
    }
  }

  @Test
  void aRestartSendsNothingAgain() throws Exception {
    OutcomeLedger.Factory ledgers = ledgers("restart");
    client = new RecordingChannelClient();
    SendMessagesFactory factory =
        new SendMessagesFactory(
            SendSettings.STANDARD, endpoint -> client, ledgers, FeedbackReporter.NONE);
    OperatorSubtaskState state;
    try (SendHarness send = new SendHarness(factory, null)) {
      client.hold();
      send.process(Deliveries.delivery("m0"));
      state = send.snapshot();
      client.release();
      send.process(Deliveries.delivery("m1"));
      send.until(() -> send.outcomes().size() == 2);
    }
    try (SendHarness send = new SendHarness(factory, state)) {
      send.process(Deliveries.delivery("m1"));
      send.process(Deliveries.delivery("m2"));
      send.endInput();
    }
    assertThat(client.taken()).containsExactlyInAnyOrder("m0", "m1", "m2");
  }
}
