package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Rejection;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.SchemaNormalization;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * No input stops a job or is lost: what cannot be processed is in {@code rejections}, with its code
 * and its place. The jobs of this test may not fail even once.
 */
class RejectionsTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Control messages and moves have more bytes than this. */
  private static final int SHORTEST_OF_OURS = 30;

  /** A rejection as far as this test knows it beforehand. */
  private record Expected(ProblemCode code, String source, long offset) {
    static Expected of(ProblemCode code, RecordMetadata written) {
      return new Expected(code, written.topic() + "-" + written.partition(), written.offset());
    }

    static Expected of(Rejection rejection) {
      return new Expected(rejection.problem().code(), rejection.source(), rejection.offset());
    }
  }

  private final List<Expected> expected = new ArrayList<>();

  @Test
  void everyEventIsProcessedOrRejectedOrADuplicate() throws Exception {
    long at = Shop.START;
    try (Platform platform = new Platform()) {
      platform.publish(Shop.workspace(), 1);
      int sound = 0;
      List<Message> profiles = new ArrayList<>();
      for (; sound < 100; sound++) {
        profiles.add(Platform.event(at, Shop.profile("c" + sound, at)));
      }
      profiles.add(Platform.event(at, Shop.profile("c7", at)));
      platform.send(profiles);
      rejected(platform, ProblemCode.EVENT_MALFORMED_AVRO, malformedAvro());
      rejected(platform, ProblemCode.EVENT_MALFORMED_JSON, malformedJson());
      rejected(platform, ProblemCode.EVENT_TOO_LARGE, List.of(largeEvent(5 * 1024 * 1024)));
      String page = Shop.page("c1", at);
      rejected(
          platform,
          ProblemCode.EVENT_TIME_OUT_OF_RANGE,
          List.of(
              Platform.utf8(page.replaceFirst("\"timestamp\":\"....", "\"timestamp\":\"9999"))));
      rejected(
          platform,
          ProblemCode.IDENTITY_NAMESPACE_UNKNOWN,
          List.of(Platform.utf8(page.replace("CRMID", "LoyaltyCard"))));
      rejected(
          platform, ProblemCode.IDENTITY_BLOCKED, List.of(Platform.utf8(Shop.page("null", at))));
      byte[] missing =
          Platform.utf8(page.replaceFirst("\"identityMap\":.*]}", "\"identityMap\":{}"));
      rejected(platform, ProblemCode.IDENTITY_MISSING, Collections.nCopies(10_000, missing));
      platform.send(
          List.of(
              Platform.event(at, Shop.login("undefined", "d1", at)),
              Platform.event(at + 1, Shop.account("c7", at + 1))));

      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.awaitQuiet(PATIENCE);
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(CLUSTER.counted(job.id(), "eventsAccepted")).isEqualTo(sound + 3);
        assertThat(CLUSTER.counted(job.id(), "identitiesBlocked")).isEqualTo(1);
        assertThat(CLUSTER.counted(job.id(), "duplicateEvents")).isEqualTo(1);
        assertThat(CLUSTER.counted(job.id(), "eventsRejected")).isEqualTo(expected.size());
        assertThat(platform.read(Topic.EVENTS)).hasSize(sound + 3 + expected.size());
        assertThat(platform.read(Topic.COMMANDS_EMAIL)).as("the last event counts").hasSize(1);
        assertRejections(platform);
      }
    }
  }

  @Test
  void feedbackTopicsTakeAnyBytes() throws Exception {
    try (Platform platform = new Platform()) {
      platform.publish(Shop.workspace(), 1);
      for (Topic topic : List.of(Topic.IDENTITY_CONTROL, Topic.PERSON_MOVES)) {
        rejected(platform, topic, ProblemCode.CONTROL_MALFORMED, garbage(20260301));
      }
      linkAfterwards(platform);
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.awaitQuiet(PATIENCE);
        assertThat(platform.read(Topic.ASSIGNMENTS)).as("links go on").isNotEmpty();
        assertRejections(platform);
      }
    }
  }

  @Test
  void commandsTopicTakesAnyBytes() throws Exception {
    try (Platform platform = new Platform()) {
      platform.publish(Shop.workspace(), 1);
      rejected(platform, Topic.COMMANDS_EMAIL, ProblemCode.COMMAND_MALFORMED, garbage(20260302));
      try (RunningJob job = RunningJob.start(Job.DELIVERY, platform.options(), 2)) {
        job.awaitQuiet(PATIENCE);
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        assertRejections(platform);
      }
    }
  }

  @Test
  void theLastGoodWorkspaceGoesOn() throws Exception {
    List<SourceFile> good = Shop.workspace();
    List<SourceFile> bad =
        Shop.with(good, "audiences/buyers.yaml", "member: bought", "member: bougth");
    try (Platform platform = new Platform()) {
      String goodVersion = platform.publish(good, 1);
      long at = Shop.START;
      platform.send(List.of(Platform.event(at, Shop.profile("c1", at))));
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.await(PATIENCE, () -> !platform.read(Topic.PROFILES).isEmpty());
        String badVersion = platform.publish(bad, 1);
        rejected(platform, Topic.DEFINITIONS, ProblemCode.DEFINITION_SYNTAX, garbage(20260303));
        job.await(PATIENCE, () -> platform.read(Topic.REJECTIONS).size() > expected.size());
        platform.send(List.of(Platform.event(at + 1, Shop.account("c1", at + 1))));
        job.awaitQuiet(PATIENCE);

        List<Rejection> rejections = platform.outputs(Topic.REJECTIONS, Rejection.class);
        List<Rejection> ofWorkspace =
            rejections.stream()
                .filter(r -> r.problem().code() == ProblemCode.DEFINITION_EXPRESSION)
                .toList();
        assertThat(ofWorkspace).hasSize(1);
        assertThat(ofWorkspace.get(0).problem().place())
            .startsWith("workspace " + badVersion + " audiences/buyers.yaml:5:");
        assertThat(ofWorkspace.get(0).source()).isEqualTo("sojourn.definitions-0");
        assertThat(rejections).map(Expected::of).containsAll(expected);
        assertThat(rejections).hasSize(expected.size() + 1);
        assertThat(platform.outputs(Topic.COMMANDS_EMAIL, Command.class))
            .singleElement()
            .satisfies(command -> assertThat(command.version()).isEqualTo(goodVersion));
      }
    }
  }

  @Test
  void eventsMeetAWorkspaceThatArrivesLater() throws Exception {
    try (Platform platform = new Platform()) {
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        long at = Shop.START;
        rejected(
            platform,
            ProblemCode.WORKSPACE_MISSING,
            List.of(Platform.utf8(Shop.profile("early", at))));
        job.await(PATIENCE, () -> platform.read(Topic.REJECTIONS).size() == 1);
        Thread sender =
            new Thread(
                () -> {
                  for (int i = 0; i < 1_000; i++) {
                    platform.send(List.of(Platform.event(at + i, Shop.profile("c" + i, at + i))));
                  }
                });
        sender.start();
        platform.publish(Shop.workspace(), 1);
        sender.join();
        job.awaitQuiet(PATIENCE);
        long accepted = CLUSTER.counted(job.id(), "eventsAccepted");
        assertThat(platform.outputs(Topic.REJECTIONS, Rejection.class))
            .allMatch(r -> r.problem().code() == ProblemCode.WORKSPACE_MISSING)
            .hasSize(1_001 - (int) accepted);
        assertThat(accepted).isPositive();
      }
    }
  }

  private void linkAfterwards(Platform platform) {
    long at = Shop.START;
    platform.send(List.of(Platform.event(at, Shop.login("c1", "d1", at))));
  }

  private void rejected(Platform platform, ProblemCode code, List<byte[]> values) {
    rejected(platform, Topic.EVENTS, code, values);
  }

  private void rejected(Platform platform, Topic topic, ProblemCode code, List<byte[]> values) {
    List<Message> messages =
        values.stream()
            .map(value -> Platform.bytes(topic, value).withTimestamp(Shop.START))
            .toList();
    platform
        .topics()
        .sendAll(messages)
        .forEach(written -> expected.add(Expected.of(code, written)));
  }

  private void assertRejections(Platform platform) {
    assertThat(platform.outputs(Topic.REJECTIONS, Rejection.class))
        .map(Expected::of)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<byte[]> malformedAvro() {
    long event = SchemaNormalization.parsingFingerprint64(io.sojourn.schema.Event.getClassSchema());
    byte[] hugeString = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    return List.of(
        new byte[] {(byte) 0xC3, 1},
        new byte[] {(byte) 0xC3, 1, 2, 3},
        singleObject(0x0123456789abcdefL, new byte[] {1, 2, 3}),
        singleObject(event, new byte[0]),
        singleObject(event, new byte[] {1, 2, 3, 4, 5}),
        singleObject(event, hugeString));
  }

  private static byte[] singleObject(long fingerprint, byte[] data) {
    return ByteBuffer.allocate(10 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0xC3)
        .put((byte) 1)
        .putLong(fingerprint)
        .put(data)
        .array();
  }

  private static List<byte[]> malformedJson() {
    return List.of(
        new byte[0],
        Platform.utf8("{"),
        Platform.utf8("null"),
        Platform.utf8("[{}]"),
        Platform.utf8("{\"a\":".repeat(100_000)),
        Platform.utf8("{} {}"),
        new byte[] {'{', (byte) 0xFF, '}'});
  }

  private static byte[] largeEvent(int size) {
    String text = Shop.page("c1", Shop.START);
    byte[] large = new byte[size];
    Arrays.fill(large, (byte) ' ');
    byte[] bytes = Platform.utf8(text);
    System.arraycopy(bytes, 0, large, 0, bytes.length);
    return large;
  }

  /** Bytes of many lengths that are nothing of ours. */
  private static List<byte[]> garbage(long seed) {
    Random random = new Random(seed);
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean begun = i % 2 == 0;
      byte[] value = new byte[random.nextInt(begun ? SHORTEST_OF_OURS : 200)];
      random.nextBytes(value);
      if (value.length > 0) {
        value[0] = (byte) (begun ? 1 : 2 + random.nextInt(100));
      }
      values.add(value);
    }
    return values;
  }
}
