package io.sojourn.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Rejection;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vera, who has a device of her own and has used one with Otto, asks to be forgotten: nothing of
 * her is left in a savepoint or in what a compacted topic keeps, and Otto loses nothing.
 */
class ForgetTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String OWN = "11111111111111111111111111111111111111";
  private static final String SHARED = "22222222222222222222222222222222222222";

  /** In lower and upper case, for her address was not always spelt alike. */
  private static final List<String> HERS = List.of("vera-17", "Vera-17", "VERA-17", OWN);

  private static final List<Topic> COMPACTED =
      List.of(Topic.ASSIGNMENTS, Topic.IDENTITY_GRAPHS, Topic.PROFILES, Topic.CONTENT);

  @TempDir Path savepoints;

  @Test
  void nothingIsLeft() throws Exception {
    try (Platform platform = new Platform()) {
      platform.publish(Shop.withBanner(), Traffic.TIME_SCALE);
      List<Message> hers = events();
      platform.send(Traffic.of(41, 200, 1_000, 60));
      platform.send(hers);
      List<byte[]> savepoint;
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.awaitQuiet(PATIENCE);
        assertThat(foundIn(newest(platform))).contains("vera-17", OWN);
        assertThat(foundIn(values(platform.read(Topic.CONTENT)))).contains("vera-17", OWN);
        assertThat(otto(platform)).hasSize(2);

        CommandLine commands = new CommandLine(platform);
        commands.identity("forget", "--person", person(commands.explained("CRMID:vera-17")));
        job.await(PATIENCE, () -> foundIn(newest(platform)).isEmpty());
        job.awaitQuiet(PATIENCE);

        platform.send(hers);
        job.awaitQuiet(PATIENCE);
        savepoint = contents(job.stop(savepoints));
      }
      assertThat(found(List.of("otto", SHARED), savepoint)).as("the search finds").hasSize(2);
      assertThat(foundIn(savepoint)).as("left in the savepoint").isEmpty();
      assertThat(foundIn(newest(platform))).as("left in compacted topics").isEmpty();
      assertThat(foundIn(values(platform.read(Topic.IDENTITY_COMMANDS)))).isEmpty();
      assertThat(otto(platform)).as("what Otto has").hasSize(2);
      assertThat(refused(platform)).as("her events of before").isEqualTo(hers.size() - 1L);
    }
  }

  /** Hers, and the last of them Otto's. */
  private static List<Message> events() {
    long at = Shop.START + 60_000;
    return List.of(
        Platform.event(at, Shop.anonymousCart(OWN, "c-1", 80, at)),
        Platform.event(at + 1, Shop.profile("vera-17", at + 1)),
        Platform.event(at + 2, Shop.login("vera-17", OWN, at + 2)),
        Platform.event(at + 3, Shop.login("vera-17", SHARED, at + 3)),
        Platform.event(
            at + 4, Shop.profile("vera-17", at + 4).replace("vera-17@example", "Vera-17@example")),
        Platform.event(at + 5, Shop.cart("vera-17", "c-2", 120, at + 5)),
        Platform.event(at + 10, Shop.login("otto", SHARED, at + 10)));
  }

  private static String person(String explained) {
    Matcher line = Pattern.compile("person (\\S+)").matcher(explained);
    assertThat(line.find()).as(explained).isTrue();
    return line.group(1);
  }

  /** The identities in the newest profile of Otto. */
  private static Collection<?> otto(Platform platform) {
    return platform.outputs(Topic.PROFILES, ProfileRecord.class).stream()
        .filter(p -> p.identities().stream().anyMatch(i -> i.value().equals("otto")))
        .reduce((earlier, later) -> later)
        .orElseThrow()
        .identities();
  }

  private static long refused(Platform platform) {
    return platform.outputs(Topic.REJECTIONS, Rejection.class).stream()
        .filter(rejection -> rejection.problem().code() == ProblemCode.IDENTITY_FORGOTTEN)
        .count();
  }

  /** What is left of the compacted topics once they are compacted. */
  private static List<byte[]> newest(Platform platform) {
    List<byte[]> values = new ArrayList<>();
    for (Topic topic : COMPACTED) {
      Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> read : platform.read(topic)) {
        newest.put(ByteBuffer.wrap(read.key()), read);
      }
      values.addAll(values(newest.values()));
    }
    return values;
  }

  private static List<byte[]> values(Collection<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(ConsumerRecord::value).filter(value -> value != null).toList();
  }

  private static List<byte[]> contents(String savepoint) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(URI.create(savepoint)))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private static List<String> foundIn(List<byte[]> contents) {
    return found(HERS, contents);
  }

  private static List<String> found(List<String> sought, List<byte[]> contents) {
    List<String> texts = contents.stream().map(bytes -> new String(bytes, ISO_8859_1)).toList();
    return sought.stream().filter(each -> texts.stream().anyMatch(t -> t.contains(each))).toList();
  }
}
