package io.sojourn.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Content;
import io.sojourn.flink.convert.Keys;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sojourn content}. */
@Command(
    name = "content",
    description = {
      "Shows what an application would show to somebody now, the first first.",
      "Reads the topics assignments and content from their beginning. Personal data."
    },
    mixinStandardHelpOptions = true)
public final class ContentCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Console console;

  @Parameters(
      paramLabel = "IDENTITY",
      converter = IdentityText.class,
      description = "One of somebody's identities, NAMESPACE:value.")
  private Identity identity = new Identity("", "");

  @Option(names = "--surface", paramLabel = "SURFACE", description = "Only on this one.")
  private @Nullable String only;

  @Mixin private JobOptions options = new JobOptions();

  ContentCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Brokers brokers = new Brokers(options);
    brokers.reach();
    console.lines(brokers.call(this::lines));
    return 0;
  }

  private List<String> lines() throws Exception {
    IdentityKey key = IdentityKeys.read(options).key(identity);
    PersonId linked =
        console
            .during("Reading assignments", () -> IdentityGraphs.readPersons(options))
            .person(key);
    PersonId person = linked == null ? PersonId.birth(key) : linked;
    List<String> lines = new ArrayList<>();
    lines.add("person " + person.text());
    long now = System.currentTimeMillis();
    for (Content content : console.during("Reading content", () -> of(person)).values()) {
      lines.add(content.surface());
      List<Content.Item> shown =
          content.items().stream().filter(item -> item.until() > now).toList();
      shown.forEach(item -> lines.add("  " + line(item)));
      if (shown.isEmpty()) {
        lines.add("  nothing");
      }
    }
    return lines;
  }

  /** The newest of each surface that is asked for. */
  private Map<String, Content> of(PersonId person) {
    Map<String, Content> contents = new TreeMap<>();
    OutputDecoder decoder = new OutputDecoder();
    String own = new String(Keys.content(person, ""), UTF_8);
    new TopicReader(options.kafka(), PATIENCE)
        .read(
            Topic.CONTENT.name(options.prefix()),
            each -> {
              if (each.key() == null || !new String(each.key(), UTF_8).startsWith(own)) {
                return;
              }
              Content content =
                  (Content)
                      decoder.decode(
                          new OutputRecord(
                              Topic.CONTENT, each.key(), each.value(), each.timestamp()));
              if (only == null || only.equals(content.surface())) {
                contents.put(content.surface(), content);
              }
            });
    return contents;
  }

  private static String line(Content.Item item) {
    return "%s by %s/%s, priority %d, until %s: %s"
        .formatted(
            item.template(),
            item.journey(),
            item.step(),
            item.priority(),
            Instant.ofEpochMilli(item.until()),
            item.body().strip());
  }
}
