package io.sojourn.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Command;
import io.sojourn.flink.convert.CommandCodec;
import io.sojourn.flink.convert.Keys;
import io.sojourn.flink.convert.OutcomeCodec;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics;
import io.sojourn.testkit.TestTopics.Message;
import io.sojourn.verify.ActionPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * TaskManagers are killed at random moments while messages go out to servers that count. {@code
 * -Dstorm.kills=20 -Dstorm.sends=50000} is the whole storm.
 */
@SuppressWarnings("try") // closing runs a command, which may be interrupted
class StormIT {
  private static final int KILLS = Integer.getInteger("storm.kills", 3);

  /** Through each of the two channels. */
  private static final int SENDS = Integer.getInteger("storm.sends", 4_500);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** In which the rate of a channel is kept. */
  private static final Duration WINDOW = Duration.ofSeconds(10);

  /**
   * What may go out twice for each loss: one message for each connection, and those whose outcomes
   * are on their way to Kafka.
   */
  private static final int PER_KILL = 64;

  @Test
  void nothingIsLostAndLittleRepeated() throws Exception {
    Random random = new Random(Long.getLong("storm.seed", 1));
    try (Sojourn sojourn = new Sojourn("storm");
        ActionPeer crm = new ActionPeer()) {
      sojourn.run("up");
      sojourn.run("apply", workspace(sojourn, crm).toString());
      sojourn.run("submit", "--job", "delivery", "--allow-address", "127.0.0.1");
      Set<String> mails = command(sojourn, Topic.COMMANDS_EMAIL, "email", "welcome");
      Set<String> actions = command(sojourn, Topic.COMMANDS_HTTP, "crm", "new-account");
      Wire wire = new Wire(sojourn.options());
      for (int kill = 0; kill < KILLS; kill++) {
        double share = (kill + random.nextDouble()) / KILLS;
        await(() -> settled(wire).size() >= share * 2 * SENDS * 0.9);
        sojourn.kill("taskmanager-" + (1 + random.nextInt(2)));
        await(sojourn::allUp);
      }
      await(() -> settled(wire).size() == 2 * SENDS);
      await(() -> sojourn.mails().size() == SENDS);

      Map<String, Integer> received = sojourn.mails();
      int repeatedMails = received.values().stream().mapToInt(times -> times - 1).sum();
      int repeatedRequests = crm.requests() - crm.acted().size();
      System.out.printf(
          "StormIT: %d TaskManagers killed; %d mails, %d received again; %d actions, %d requested"
              + " again; at most %d requests within %d s at %d/s%n",
          KILLS,
          received.size(),
          repeatedMails,
          crm.acted().size(),
          repeatedRequests,
          crm.mostWithin(WINDOW),
          WINDOW.toSeconds(),
          ActionPeer.RATE);
      assertThat(received.keySet()).isEqualTo(mails);
      assertThat(crm.acted().keySet()).isEqualTo(actions);
      assertThat(crm.mostWithin(WINDOW))
          .isLessThanOrEqualTo((int) (1.02 * WINDOW.toSeconds() * ActionPeer.RATE));
      assertThat(repeatedMails).isLessThanOrEqualTo(KILLS * PER_KILL);
      assertThat(repeatedRequests).isLessThanOrEqualTo(KILLS * PER_KILL);
    }
  }

  private static Path workspace(Sojourn sojourn, ActionPeer crm) throws Exception {
    Path folder = sojourn.shop();
    Path email = folder.resolve("channels/email.yaml");
    String slower = "rate: " + ActionPeer.RATE + "/s";
    Files.writeString(email, Files.readString(email).replace("rate: 500/s", slower));
    for (SourceFile file : crm.definitions()) {
      Files.writeString(folder.resolve(file.path()), file.text());
    }
    return folder;
  }

  /** Commands so many messages; returns their ids. */
  private static Set<String> command(
      Sojourn sojourn, Topic topic, String channel, String template) {
    CommandCodec codec = new CommandCodec("prod");
    List<Message> messages = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < SENDS; i++) {
      PersonId person = new PersonId(1, i);
      String id = channel + "-" + i;
      Command command =
          new Command(
              System.currentTimeMillis(),
              id,
              person,
              new Identity("CRMID", "c-" + i),
              "storm",
              1,
              id,
              "tell",
              channel,
              template,
              i % 10 == 0 ? "transactional" : "marketing",
              channel.equals("email") ? "c-" + i + "@example.com" : "",
              Map.of("profile.person.name.firstName", "Ada"),
              "v1");
      ids.add(id);
      messages.add(
          new Message(
              topic.name(Topic.DEFAULT_PREFIX),
              null,
              null,
              Keys.person(person),
              codec.encode(command),
              Map.of()));
    }
    try (TestTopics topics = new TestTopics(sojourn.options().kafka())) {
      topics.sendAll(messages);
    }
    return Set.copyOf(ids);
  }

  private static Set<String> settled(Wire wire) {
    OutcomeCodec codec = new OutcomeCodec();
    return wire.records(Topic.OUTCOMES).stream()
        .map(each -> codec.decode(Objects.requireNonNull(each.value())).getCommandId())
        .collect(Collectors.toSet());
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(condition);
  }
}
