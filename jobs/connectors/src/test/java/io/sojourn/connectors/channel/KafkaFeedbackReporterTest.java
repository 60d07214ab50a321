package io.sojourn.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.connectors.event.InputLine;
import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.Feedback;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.Outcome;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.BlockedValues;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Namespace;
import io.sojourn.core.identity.NamespaceType;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.schema.Schema;
import io.sojourn.testkit.EmbeddedBroker;
import io.sojourn.testkit.TestTopics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaFeedbackReporterTest {
  private static final long AT = 1_764_000_000_123L;
  private static final HttpChannel CRM =
      new HttpChannel(
          "crm",
          null,
          new HttpChannel.Server(
              URI.create("http://127.0.0.1"), new Auth.None(), Duration.ofSeconds(1)),
          new HttpChannel.Answers(Map.of("sid", "/sid"), Set.of()),
          1,
          Channel.STANDARD_VALIDITY);
  private static final Schema SCHEMA =
      Schema.EMPTY.with(Feedback.EVENT_TYPE, Feedback.fields(List.of(CRM)));

  private static EmbeddedBroker broker;
  private static TestTopics topics;
  private static RecordingChannelClient client;
  private static InMemoryLedger ledger;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    topics = TestTopics.of(broker);
  }

  @AfterAll
  static void stop() {
    topics.close();
    broker.close();
  }

  private static FeedbackReporter.Factory reporters(String topic) throws Exception {
    broker.createTopic(topic, 2);
    return KafkaFeedbackReporter.on(broker.clientProperties(), topic);
  }

  private static Event decoded(byte[] value) {
    Namespace crmId =
        new Namespace(
            "CRMID",
            NamespaceType.PERSON,
            false,
            0,
            0,
            List.of(),
            null,
            BlockedValues.PLACEHOLDERS,
            Namespace.FOR_EVER,
            null);
    Namespaces namespaces = new Namespaces(List.of(crmId));
    Decoded decoded = new InputDecoder().decode(value, null, AT, namespaces, SCHEMA);
    assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
    return ((Decoded.Accepted) decoded).event();
  }

  @Test
  void theEventOfAnAddressThatIsNoMoreNamesIt() throws Exception {
    Identity address = new Identity("FCM", "d3v:\"1");
    Outcome outcome =
        Deliveries.delivery("c1").outcome(AT, Outcome.Status.FAILED, Outcome.ADDRESS_GONE, 1);
    try (FeedbackReporter reporter = reporters("gone").open()) {
      Feedback.Subject about = new Feedback.Subject(new Identity("CRMID", "ada"), address);
      reporter.tell(Feedback.of(outcome, about, Map.of())).join();
    }
    Event event = decoded(topics.read("gone").get(0).value());
    assertThat(Feedback.goneAddress(event)).isEqualTo(address);
    assertThat(event.identities()).as("which is of nobody by that").doesNotContain(address);
  }

  @Test
  void whatItWritesIsAnEventOfThatIdentity() throws Exception {
    Identity quoted = new Identity("CRMID", "Ada \"ü\"\n");
    Outcome outcome = Deliveries.delivery("c1").outcome(AT, Outcome.Status.FAILED, "SMTP_550", 1);
    try (FeedbackReporter reporter = reporters("events").open()) {
      reporter
          .tell(Feedback.of(outcome, new Feedback.Subject(quoted, null), Map.of("sid", "SM1")))
          .join();
    }
    ConsumerRecord<byte[], byte[]> written = topics.read("events").get(0);
    Event event = decoded(written.value());
    assertThat(event.id()).isEqualTo("c1:error");
    assertThat(event.type()).isEqualTo("message.feedback");
    assertThat(event.time()).isEqualTo(AT);
    assertThat(event.identities()).containsExactly(quoted);
    assertThat(event.fields())
        .isEqualTo(
            Map.of(
                "feedback.status", "error",
                "feedback.code", "SMTP_550",
                "feedback.channel", "email",
                "feedback.journey", "cart",
                "feedback.step", "remind",
                "feedback.command", "c1",
                "feedback.answer.sid", "SM1"));
    String another =
        "{\"identityMap\":{\"CRMID\":[{\"id\":\"Ada \\\"ü\\\"\\n"
            + "\"}]},\"timestamp\":\"2026-11-28T00:00:00Z\"}";
    assertThat(written.key())
        .isEqualTo(InputLine.of(another.getBytes(StandardCharsets.UTF_8)).key());
  }

  @Test
  void whatIsSettledWasTold() throws Exception {
    client = new RecordingChannelClient();
    ledger = new InMemoryLedger();
    SendMessagesFactory factory =
        new SendMessagesFactory(
            SendSettings.STANDARD, endpoint -> client, () -> ledger, reporters("told"));
    try (SendHarness send = new SendHarness(factory, null)) {
      send.process(Deliveries.delivery("m0"));
      send.process(Deliveries.refused("m1", "TEMPLATE_UNKNOWN"));
      send.until(() -> send.outcomes().size() == 2);
      assertThat(topics.read("told"))
          .map(told -> decoded(told.value()).id())
          .containsExactlyInAnyOrder("m0:sent", "m1:exclude");
    }
  }

  @Test
  void whatTheLedgerDidNotLearnIsToldAgainWithTheSameId() throws Exception {
    client = new RecordingChannelClient();
    ledger = new InMemoryLedger();
    SendMessagesFactory factory =
        new SendMessagesFactory(
            SendSettings.STANDARD, endpoint -> client, () -> ledger, reporters("again"));
    ledger.breakDown();
    try (SendHarness send = new SendHarness(factory, null)) {
      send.process(Deliveries.delivery("m0"));
      await().until(() -> topics.read("again").size() == 1);
    }
    ledger = new InMemoryLedger();
    try (SendHarness send = new SendHarness(factory, null)) {
      send.process(Deliveries.delivery("m0"));
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(topics.read("again"))
        .map(told -> decoded(told.value()).id())
        .containsExactly("m0:sent", "m0:sent");
  }
}
