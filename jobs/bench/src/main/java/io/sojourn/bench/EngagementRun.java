package io.sojourn.bench;

import io.sojourn.app.engagement.EngagementTopology;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.app.support.WorkspacePublisher;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.core.identity.PersonId;
import io.sojourn.flink.convert.CommandCodec;
import io.sojourn.flink.identity.StitchInput;
import io.sojourn.flink.person.PersonInput;
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

/** The engagement job with a workspace and all its outputs. */
final class EngagementRun implements Workload {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Shape shape;
  private final JobOptions options;
  private final BenchTopics topics;
  private final Path workspace;
  private final long timeScale;

  /** How it finds persons. */
  enum Shape {
    STITCHING("c", "engagement job with the workspace %s, all outputs on"),
    TRUSTING("d", "the same, but an event belongs to its first identity: no identity graph");

    private final String letter;
    private final String title;

    Shape(String letter, String title) {
      this.letter = letter;
      this.title = title;
    }
  }

  /**
   * @param timeScale by which the workspace's durations are divided
   */
  EngagementRun(Shape shape, String bootstrap, BenchTopics topics, Path workspace, long timeScale) {
    this.shape = shape;
    this.options =
        JobOptions.parse("--bootstrap", bootstrap, "--prefix", prefix(), "--clock", "event");
    this.topics = topics;
    this.workspace = workspace;
    this.timeScale = timeScale;
  }

  @Override
  public String letter() {
    return shape.letter;
  }

  @Override
  public String title() {
    return shape.title.formatted(workspace.getFileName());
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
    switch (shape) {
      case STITCHING -> EngagementTopology.build(env, options);
      case TRUSTING -> EngagementTopology.build(env, options, EngagementRun::trusted);
    }
  }

  private static PersonInput trusted(StitchInput event) {
    PersonId person = PersonId.birth(event.key());
    return new PersonInput(
        PersonInput.Kind.EVENT, person, event.key(), event.time(), 0, event.body());
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
    counts.put("sets known", CounterRegistry.sum(job, "identitySetsKnown"));
    counts.put("sets told again", CounterRegistry.sum(job, "identitySetsToldAgain"));
    counts.put("sets new", CounterRegistry.sum(job, "identitySetsNew"));
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
      throw new BenchFailure(
          "the engagement job wrote %s: %,d and not %,d".formatted(what, seen, wanted));
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
