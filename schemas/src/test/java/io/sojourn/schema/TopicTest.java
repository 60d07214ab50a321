package io.sojourn.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicTest {

  @Test
  void theTableIsUpToDate() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            # Topics

            Generated from `Topic`. The name is `<prefix>.<name>`; the default prefix is `sojourn`.
            Partitions are the default of a new installation; an existing topic keeps its own.

            | name | key | carries | partitions | clean-up | retention | timestamp | largest message |
            |---|---|---|---|---|---|---|---|
            """);
    for (Topic topic : Topic.values()) {
      Duration retention = topic.retention();
      table.append(
          "| `%s` | %s | %s | %d | %s | %s | `%s` | %d MiB |\n"
              .formatted(
                  topic.shortName(),
                  topic.key(),
                  topic.carries(),
                  topic.partitions(),
                  topic.cleanUp().setting(),
                  retention == null ? "newest of each key" : retention.toDays() + " days",
                  topic.timestampType().setting(),
                  topic.maxMessageBytes() >> 20));
    }
    Golden.matches(Path.of("TOPICS.md"), table.toString());
  }

  @Test
  void prefixAndNameAreJoinedByADot() {
    assertThat(Topic.JOURNEY_STEPS.name(Topic.DEFAULT_PREFIX)).isEqualTo("sojourn.journey-steps");
  }

  @Test
  void aChannelHasItsTopic() {
    assertThat(Topic.commands("email")).isEqualTo(Topic.COMMANDS_EMAIL);
    assertThat(Topic.commands("crm")).isEqualTo(Topic.COMMANDS_HTTP);
  }

  @Test
  void whatIsCompactedIsKeptForEver() {
    for (Topic topic : Topic.values()) {
      assertThat(topic.retention() == null)
          .as("%s", topic)
          .isEqualTo(topic.cleanUp() == Topic.CleanUp.COMPACT);
    }
  }
}
