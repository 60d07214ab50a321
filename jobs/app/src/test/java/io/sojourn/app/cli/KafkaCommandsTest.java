package io.sojourn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.TopicWorkspaceLoader;
import io.sojourn.connectors.event.InputLine;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Content;
import io.sojourn.flink.convert.OutputEncoder;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.EmbeddedBroker;
import io.sojourn.testkit.TestTopics;
import io.sojourn.testkit.TestTopics.Message;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code apply} and {@code send} against a real broker. */
class KafkaCommandsTest {
  private static EmbeddedBroker broker;
  private static TestTopics topics;

  @TempDir private Path folder;
  private String prefix;

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

  @BeforeEach
  void name(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void appliesAWorkspaceThatJobsThenLoad() {
    CommandLineRun run = run("apply", Shop.FOLDER, "--time-scale", "3600");

    WorkspaceUpdate live = live();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "Applied version "
                + live.version()
                + ": 18 definitions, sandbox prod, durations divided by 3600\n");
    assertThat(run.err()).startsWith("Publishing to " + Topic.DEFINITIONS.name(prefix));
    assertThat(topics.read(Topic.EVENTS.name(prefix))).isEmpty();
  }

  @Test
  void withdrawsWhatIsGoneWhenAppliedAgain() throws IOException {
    run("apply", Shop.FOLDER);
    Files.delete(Shop.copy(folder).resolve("audiences/newcomers.yaml"));

    CommandLineRun run = run("apply", folder);

    assertThat(run.out()).contains("17 definitions");
    assertThat(live().version()).isEqualTo(run.out().split("[ :]")[2]);
    assertThat(topics.read(Topic.DEFINITIONS.name(prefix)))
        .filteredOn(written -> written.value() == null)
        .singleElement()
        .satisfies(
            written ->
                assertThat(new String(written.key(), StandardCharsets.UTF_8))
                    .isEqualTo("audiences/newcomers"));
  }

  @Test
  void publishesNothingOfAWorkspaceWithProblems() throws IOException {
    run("apply", Shop.FOLDER);
    int before = topics.read(Topic.DEFINITIONS.name(prefix)).size();
    Shop.copy(folder, "audiences/active.yaml", "member: visited", "member: visitd");

    CommandLineRun run = run("apply", folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("audiences/active.yaml:5:9: DEFINITION_EXPRESSION ");
    assertThat(run.err()).matches("apply: 1 problem in .*; nothing was published\n");
    assertThat(topics.read(Topic.DEFINITIONS.name(prefix))).hasSize(before);
  }

  @Test
  void sendsLinesUnchangedAndKeyedByIdentity() throws IOException {
    run("apply", Shop.FOLDER);
    String event = "{\"identityMap\":{\"CRMID\":[{\"id\":\"c-1\"}]} , \"n\": 1.0}";
    String other = "{\"x\":2,\"identityMap\":{\"CRMID\":[{\"id\":\"c-1\"}]}}";
    byte[] notText = {'{', (byte) 0xff, (byte) 0xc3};
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, event + "\n\n" + other + "\r\n no json\n");
    Files.write(file, notText, StandardOpenOption.APPEND);

    CommandLineRun run = run("send", file);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("Sent 4 lines to " + prefix + ".events\n");
    assertThat(run.err()).isEqualTo("skipped 1 blank line\n");
    List<ConsumerRecord<byte[], byte[]>> sent = events();
    assertThat(sent)
        .extracting(ConsumerRecord::value)
        .containsExactlyInAnyOrder(bytes(event), bytes(other), bytes(" no json"), notText);
    assertThat(sent.stream().filter(s -> s.key() != null).map(s -> Arrays.toString(s.key())))
        .hasSize(2)
        .containsOnly(Arrays.toString(InputLine.of(bytes(event)).key()));
    assertThat(sent).allMatch(s -> s.headers().toArray().length == 0);
  }

  @Test
  void marksSegmentCallsAndReadsWhatIsPipedIn() {
    run("apply", Shop.FOLDER);

    CommandLineRun run =
        CommandLineRun.piped(
            "{\"type\":\"track\"}\n{}",
            "send",
            "-",
            "--format",
            "segment",
            "--bootstrap",
            broker.bootstrapServers(),
            "--prefix",
            prefix);

    assertThat(run.out()).startsWith("Sent 2 lines");
    assertThat(events())
        .hasSize(2)
        .allSatisfy(
            s -> assertThat(s.headers().lastHeader("format").value()).isEqualTo(bytes("segment")));
  }

  @Test
  void sendsAMailReportAsAWhole() {
    run("apply", Shop.FOLDER);
    String report = "Subject: Undelivered\n\nline\n\nline\n";

    CommandLineRun run =
        CommandLineRun.piped(
            report,
            "send",
            "-",
            "--format",
            "mail-report",
            "--bootstrap",
            broker.bootstrapServers(),
            "--prefix",
            prefix);

    assertThat(run.out()).as(run.err()).startsWith("Sent 1 report");
    assertThat(events())
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.value()).isEqualTo(bytes(report));
              assertThat(sent.headers().lastHeader("format").value())
                  .isEqualTo(bytes("mail-report"));
            });
  }

  @Test
  void showsWhatIsOnSurfacesNow() {
    run("apply", Shop.FOLDER);
    PersonId ada = person("ada");
    long hour = 3_600_000L;
    contents(
        new Content(0, ada, "home", List.of(item("old", hour)), "v"),
        new Content(0, ada, "home", List.of(item("tile", hour), item("past", -hour)), "v"),
        new Content(0, ada, "app", List.of(item("card", hour)), "v"),
        new Content(0, ada, "app", List.of(), "v"),
        new Content(0, person("eve"), "home", List.of(item("hers", hour)), "v"));

    assertThat(shown("CRMID:ada").lines().map(line -> line.replaceFirst(", until .*", "")))
        .containsExactly(
            "person " + ada.text(), "app", "  nothing", "home", "  tile by j/s, priority 7");
    assertThat(shown("CRMID:ada", "--surface", "app")).endsWith("app\n  nothing\n");
    assertThat(shown("CRMID:bob")).isEqualTo("person " + person("bob").text() + "\n");
  }

  private String shown(String identity, String... more) {
    List<Object> arguments = new ArrayList<>(List.of("content", identity));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--bootstrap", broker.bootstrapServers(), "--prefix", prefix));
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private PersonId person(String customer) {
    JobOptions options =
        JobOptions.parse("--bootstrap", broker.bootstrapServers(), "--prefix", prefix);
    return PersonId.birth(IdentityKeys.read(options).key(new Identity("CRMID", customer)));
  }

  private static Content.Item item(String template, long left) {
    long until = System.currentTimeMillis() + left;
    return new Content.Item("c", "j", 1, "i", "s", "home", template, 7, 0, until, "{}");
  }

  private void contents(Content... contents) {
    OutputEncoder encoder = new OutputEncoder("prod");
    topics.sendAll(
        Arrays.stream(contents)
            .map(encoder::encode)
            .map(
                record ->
                    new Message(
                        Topic.CONTENT.name(prefix),
                        null,
                        null,
                        record.key(),
                        record.value(),
                        Map.of()))
            .toList());
  }

  @Test
  void sendsTheLongestLineAndSkipsALongerOne() throws IOException {
    run("apply", Shop.FOLDER);
    byte[] content = new byte[2 * EventFile.MAX_LINE + 2];
    Arrays.fill(content, (byte) 'x');
    content[EventFile.MAX_LINE] = '\n';

    CommandLineRun run = run("send", Files.write(folder.resolve("events.jsonl"), content));

    assertThat(run.out()).startsWith("Sent 1 line ");
    assertThat(run.err())
        .isEqualTo(
            "skipped 1 line longer than 8388608 bytes, first line 2: no record can be that"
                + " long\n");
    assertThat(run.code()).isEqualTo(1);
    assertThat(events()).singleElement().satisfies(s -> assertThat(s.value()).hasSize(8388608));
  }

  @Test
  void sendsNoFasterThanItIsTold() throws IOException {
    run("apply", Shop.FOLDER);
    Path file = Files.writeString(folder.resolve("events.jsonl"), "{}\n".repeat(21));
    long began = System.nanoTime();

    CommandLineRun run = run("send", file, "--rate", "20/s");

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(run.out()).startsWith("Sent 21 lines");
    assertThat(run("send", file, "--rate", "fast").code()).isEqualTo(2);
  }

  @Test
  void saysInOneLineThatATopicOrAFileIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("events.jsonl"), "{}");

    assertThat(run("send", file).err())
        .isEqualTo(
            "send: Kafka at "
                + broker.bootstrapServers()
                + " has not got the topic; apply a workspace first, which makes the topics\n");
    assertThat(run("send", folder.resolve("none")).err())
        .isEqualTo("send: there is no file " + folder.resolve("none") + "\n");
  }

  @Test
  void saysInOneLineThatTopicsDiffer() {
    broker.createTopic(Topic.EVENTS.name(prefix), 5);

    CommandLineRun run = run("apply", Shop.FOLDER);

    assertThat(run.err())
        .contains("Topic " + prefix + ".events has message.timestamp.type=CreateTime and needs");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void saysInOneLineThatNoBrokerAnswers() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    CommandLineRun run =
        CommandLineRun.of("apply", Shop.FOLDER, "--bootstrap", "127.0.0.1:" + port);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "apply: no Kafka broker answers at 127.0.0.1:"
                + port
                + "; start one with 'sojourn up', or name it with --bootstrap\n");
    assertThat(CommandLineRun.of("apply", Shop.FOLDER, "--bootstrap", "no.such.host:1").err())
        .startsWith("apply: Kafka at no.such.host:1: ")
        .hasLineCount(1);
  }

  private CommandLineRun run(String command, Path path, String... more) {
    Object[] arguments = new Object[6 + more.length];
    List<Object> first =
        List.of(command, path, "--bootstrap", broker.bootstrapServers(), "--prefix", prefix);
    System.arraycopy(first.toArray(), 0, arguments, 0, 6);
    System.arraycopy(more, 0, arguments, 6, more.length);
    return CommandLineRun.of(arguments);
  }

  private WorkspaceUpdate live() {
    return new TopicWorkspaceLoader(
            JobOptions.parse("--bootstrap", broker.bootstrapServers(), "--prefix", prefix))
        .load();
  }

  private List<ConsumerRecord<byte[], byte[]>> events() {
    return topics.read(Topic.EVENTS.name(prefix));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
