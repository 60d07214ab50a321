package io.sojourn.bench;

import io.sojourn.app.engagement.EngagementTopology;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.app.support.WorkspacePublisher;
import io.sojourn.bench.LinkTraffic.Subject;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;

/**
 * Measures from an event that links to what is told of it, at a steady rate: both by the append
 * times of the broker.
 */
final class LinkLatency {
  private static final String PREFIX = "bench-links";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LINKS = Pattern.compile("\"_id\":\"((?:device|merge)-[0-9-]+)\"");

  private final FlinkCluster flink;
  private final KafkaBroker broker;
  private final BenchTopics topics;
  private final Path workspace;
  private final JobOptions options;

  /** When each link was told, by the id of its event. */
  private final Map<String, Long> linkedAt = new HashMap<>();

  /** Identity → person → when that was first said of it. */
  private final Map<String, Map<String, Long>> assignedAt = new HashMap<>();

  /** Identity → person → when a profile first had it. */
  private final Map<String, Map<String, Long>> shownAt = new HashMap<>();

  /** Who an identity is in the end. */
  private final Map<String, String> persons = new HashMap<>();

  LinkLatency(FlinkCluster flink, KafkaBroker broker, BenchTopics topics, Path workspace) {
    this.flink = flink;
    this.broker = broker;
    this.topics = topics;
    this.workspace = workspace;
    this.options = JobOptions.parse("--bootstrap", broker.bootstrap(), "--prefix", PREFIX);
  }

  /**
   * Runs the job under traffic.
   *
   * @param warmUp from the start, not measured; at least until the first are linked
   * @param time after that
   * @throws BenchFailure if somebody was not linked
   */
  LinkLatencies measure(int rate, Duration warmUp, Duration time, Progress progress)
      throws Exception {
    for (Topic topic : Topic.values()) {
      boolean measured = topic == Topic.ASSIGNMENTS || topic == Topic.PROFILES;
      topics.create(
          topic, PREFIX, measured ? Topic.TimestampType.LOG_APPEND_TIME : topic.timestampType());
    }
    new WorkspacePublisher(options)
        .publish(WorkspaceFolder.definitions(workspace), 1, System.currentTimeMillis());
    JobID job = flink.submit("links", env -> EngagementTopology.build(env, options));
    try {
      long from = Math.max(warmUp.toSeconds(), LinkTraffic.AHEAD);
      long until = from + time.toSeconds();
      long start = System.currentTimeMillis();
      LinkTraffic traffic = new LinkTraffic(broker.client(), rate);
      long sent = traffic.send(Topic.EVENTS.name(PREFIX), Duration.ofSeconds(until), progress);
      double seconds = (System.currentTimeMillis() - start) / 1000.0;
      topics.awaitQuiet(PREFIX);
      flink.requireAlive(job);
      long checkpoints = flink.checkpoints(job);
      read();
      return latencies(LinkTraffic.subjects(from, until), sent / seconds, checkpoints);
    } finally {
      flink.cancel(job);
    }
  }

  private void read() {
    new TopicReader(options.kafka(), PATIENCE)
        .read(
            Topic.EVENTS.name(PREFIX),
            record -> {
              byte[] value = record.value();
              Matcher id = LINKS.matcher(value == null ? "" : text(value));
              if (id.find()) {
                linkedAt.put(id.group(1), record.timestamp());
              }
            });
    read(
        Topic.ASSIGNMENTS,
        (output, at) -> {
          if (output instanceof Assignment a) {
            String identity = a.identity().text();
            first(assignedAt, identity, a.person().text(), at);
            persons.put(identity, a.person().text());
          }
        });
    read(
        Topic.PROFILES,
        (output, at) -> {
          if (output instanceof ProfileRecord p) {
            p.identities().forEach(i -> first(shownAt, i.text(), p.person().text(), at));
          }
        });
  }

  private static void first(
      Map<String, Map<String, Long>> times, String identity, String person, long at) {
    times.computeIfAbsent(identity, i -> new HashMap<>()).merge(person, at, Math::min);
  }

  private void read(Topic topic, BiConsumer<Output, Long> each) {
    OutputDecoder decoder = new OutputDecoder();
    new TopicReader(options.kafka(), PATIENCE)
        .read(
            topic.name(PREFIX),
            record ->
                each.accept(
                    decoder.decode(
                        new OutputRecord(topic, record.key(), record.value(), record.timestamp())),
                    record.timestamp()));
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private LinkLatencies latencies(List<Subject> subjects, double rate, long checkpoints)
      throws BenchFailure {
    List<Long> devices = new ArrayList<>();
    List<Long> merges = new ArrayList<>();
    List<Long> histories = new ArrayList<>();
    for (Subject subject : subjects) {
      String customer = "CRMID:" + subject.customer();
      String device = "ECID:" + subject.device();
      long told = told(subject.deviceEvent());
      devices.add(since(told, assignedAt, device, customer));
      histories.add(since(told, shownAt, device, customer));
      String buyer = "CRMID:" + subject.buyer();
      told = told(subject.mergeEvent());
      long reader = since(told, assignedAt, "Email:" + subject.reader(), buyer);
      long itsDevice = since(told, assignedAt, "ECID:" + subject.readerDevice(), buyer);
      merges.add(Math.max(reader, itsDevice));
    }
    return new LinkLatencies(
        rate, checkpoints, Quantiles.of(devices), Quantiles.of(merges), Quantiles.of(histories));
  }

  private long told(String event) throws BenchFailure {
    return required(linkedAt.get(event), event);
  }

  /** From then until an identity is first said to be of the person that a customer is. */
  private long since(
      long then, Map<String, Map<String, Long>> times, String identity, String customer)
      throws BenchFailure {
    String person = required(persons.get(customer), customer);
    return required(times.getOrDefault(identity, Map.of()).get(person), identity) - then;
  }

  private static <T> T required(@Nullable T known, String what) throws BenchFailure {
    if (known == null) {
      throw new BenchFailure("Nothing was told of " + what + " that should have been linked");
    }
    return known;
  }
}
