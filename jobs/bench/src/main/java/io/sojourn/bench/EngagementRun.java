package io.sojourn.bench;

import io.sojourn.app.engagement.EngagementTopology;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.app.support.WorkspacePublisher;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.flink.convert.CommandCodec;
import io.sojourn.schema.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The engagement job as it is submitted, with a workspace and all its outputs. */
final class EngagementRun implements Workload {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JobOptions options;
  private final BenchTopics topics;
  private final Path workspace;
  private final long timeScale;

  /**
   * @param timeScale by which the workspace's durations are divided
   */
  EngagementRun(String bootstrap, BenchTopics topics, Path workspace, long timeScale) {
    this.options =
        JobOptions.parse("--bootstrap", bootstrap, "--prefix", prefix(), "--clock", "event");
    this.topics = topics;
    this.workspace = workspace;
    this.timeScale = timeScale;
  }

  @Override
  public String letter() {
    return "c";
  }

  @Override
  public String title() {
    return "engagement job with the workspace " + workspace.getFileName() + ", all outputs on";
  }

  @Override
  public void reset() throws Exception {
    List<Topic> others = Arrays.stream(Topic.values()).filter(t -> t != Topic.EVENTS).toList();
    topics.delete(others.stream().map(topic -> topic.name(prefix())).toList());
    for (Topic topic : others) {
      topics.create(topic, prefix(), topic.timestampType());
    }
    new WorkspacePublisher(options)
        .publish(WorkspaceFolder.definitions(workspace), timeScale, System.currentTimeMillis());
  }

  @Override
  public void build(StreamExecutionEnvironment env) {
    EngagementTopology.build(env, options);
  }

  @Override
  public long done(String job) {
    return CounterRegistry.sum(job, "eventsProcessed")
        + CounterRegistry.sum(job, "duplicateEvents")
        + CounterRegistry.sum(job, "personsTooLarge")
        + CounterRegistry.sum(job, "eventsRejected");
  }

  @Override
  public Counts check(String job, long events) throws Exception {
    topics.awaitQuiet(prefix());
    Map<String, Long> counts = new HashMap<>();
    counts.put("inputs", events);
    counts.put("processed", CounterRegistry.sum(job, "eventsProcessed"));
    counts.put("duplicates", CounterRegistry.sum(job, "duplicateEvents"));
    counts.put("rejected", CounterRegistry.sum(job, "eventsRejected"));
    for (Topic topic : Topic.values()) {
      counts.put(topic.shortName(), topics.count(topic.name(prefix())));
    }
    Counts result = new Counts(counts, commandIds());
    long worked = result.of("processed") + result.of("duplicates") + result.of("rejected");
    require(worked == events, "processed + duplicates + rejected", worked, events);
    requireWritten(job, result, "qualifications", Topic.QUALIFICATIONS);
    requireWritten(job, result, "commandsIssued", Topic.COMMANDS_EMAIL);
    requireWritten(job, result, "profilesChanged", Topic.PROFILES);
    requireWritten(job, result, "identityAssignments", Topic.ASSIGNMENTS);
    requireWritten(job, result, "controlMessages", Topic.IDENTITY_CONTROL);
    requireWritten(job, result, "eventsRejected", Topic.REJECTIONS);
    long distinct = result.commandIds().size();
    require(distinct == result.of("commands.email"), "distinct ids of commands", distinct, -1);
    return result;
  }

  private static void requireWritten(String job, Counts counts, String counter, Topic topic)
      throws BenchFailure {
    long counted = CounterRegistry.sum(job, counter);
    long written = counts.of(topic.shortName());
    require(counted == written, "records in " + topic.shortName(), written, counted);
  }

  private static void require(boolean holds, String what, long seen, long wanted)
      throws BenchFailure {
    if (!holds) {
      throw new BenchFailure("(c) %s: %,d and not %,d".formatted(what, seen, wanted));
    }
  }

  private Set<String> commandIds() {
    CommandCodec codec = new CommandCodec(options.sandbox());
    Set<String> ids = new HashSet<>();
    new TopicReader(options.kafka(), PATIENCE)
        .read(
            Topic.COMMANDS_EMAIL.name(prefix()),
            record -> {
              if (record.value() != null) {
                ids.add(codec.decode(record.value()).commandId());
              }
            });
    return ids;
  }
}
