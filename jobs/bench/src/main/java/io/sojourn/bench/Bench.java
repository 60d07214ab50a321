package io.sojourn.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the engagement job beside plainer jobs on this machine, against a real broker.",
      "",
      "Preloaded events of the demo's traffic are drained through",
      "  (a) Kafka, decode, Kafka",
      "  (b) Kafka, decode, two keyBy with one RocksDB value read and written each, Kafka",
      "  (c) the engagement job with a workspace and all its outputs",
      "in turn, at parallelism 2 with RocksDB checkpoints every 10 s; then events are sent at a",
      "steady rate and the time from event to command is taken. Outputs are counted and checked.",
      "Only if asked for: (d) the engagement job without an identity graph, which trusts the first",
      "identity of an event; links, the time from an event that links to what is told of it, at",
      "500 events/s; hot, the time from event to command beside a device of 10,000 log-ins; mails",
      "and requests, how fast the clients of channels are beside smtp-source and wrk, which have",
      "to be on the PATH, as smtp-sink and nginx (Debian: postfix, wrk, nginx).",
      "The broker is a process of its own; everything is written to a temporary folder that is",
      "deleted at the end. Takes about 20 minutes with 3 runs. Exit code 1: a check failed.",
      ""
    })
public final class Bench implements Callable<Integer> {
  @Option(names = "--runs", defaultValue = "3", description = "Runs of each (default: 3).")
  private int runs;

  @Option(
      names = "--events",
      description = "Events per run; by default as many as take 30 s or more.")
  private @Nullable Long events;

  @Option(names = "--quick", description = "One short run: whether it works, not how fast.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      description = "Only these (default: a, b, c and latency): ${COMPLETION-CANDIDATES}.")
  private List<Part> only = List.of(Part.A, Part.B, Part.C, Part.LATENCY);

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "Events per second while latency is measured (default: 2000).")
  private int rate;

  @Option(
      names = "--persons",
      defaultValue = "200000",
      description = "How many people make the traffic (default: 200000).")
  private int persons;

  @Option(names = "--seed", defaultValue = "1", description = "Of the traffic (default: 1).")
  private long seed;

  @Option(
      names = "--time-scale",
      defaultValue = "3600",
      description = {
        "By which the durations of traffic and workspace are divided (default: 3600, so that an",
        "hour takes a second). The larger, the more windows and waits end per event."
      })
  private long timeScale;

  @Option(
      names = "--shared-devices",
      defaultValue = "0.03",
      description = "Share of visits on a device that two people use (default: 0.03).")
  private double sharedDevices;

  @Option(
      names = "--known-sets",
      description = {
        "Measures only events whose identities were seen together before, after a fifth of a",
        "topic that is as it comes. With --shared-devices 0 none of them touches a graph."
      })
  private boolean knownSets;

  @Option(names = "--workspace", description = "Its folder (default: the sample shop).")
  private @Nullable Path workspace;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the results there too.")
  private @Nullable Path json;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getProperty("sojourn.root", "."));
    Path shop = workspace == null ? root.resolve("deploy/workspaces/shop") : workspace;
    TrafficMix traffic = new TrafficMix(persons, seed, timeScale, sharedDevices, knownSets);
    Plan plan =
        quick
            ? Plan.quick(only, events, rate, traffic)
            : Plan.full(only, events, runs, rate, traffic);
    Path folder = TemporaryFolder.create();
    Progress progress = new Progress();
    try (KafkaBroker broker =
            KafkaBroker.start(root.resolve("deploy/local/broker/target/lib"), folder);
        FlinkCluster flink = FlinkCluster.start(folder);
        BenchTopics topics = new BenchTopics(broker.client())) {
      Session session = new Session(plan, broker, flink, topics, shop, folder, progress);
      Results results = session.measure();
      System.out.println(Report.text(results));
      if (json != null) {
        Files.writeString(json, JsonReport.of(results));
      }
      return 0;
    } catch (BenchFailure e) {
      System.err.println("bench: " + e.getMessage());
      return 1;
    }
  }
}
