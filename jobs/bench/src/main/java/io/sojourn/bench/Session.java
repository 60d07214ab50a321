package io.sojourn.bench;

import io.sojourn.schema.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One measurement from the preloading to the last figure. */
final class Session {
  /** Enough to warm up, and to guess how many events take long enough. */
  private static final long FIRST_EVENTS = 400_000;

  /** More than is needed, because a run that is too short does not count. */
  private static final double MARGIN = 1.4;

  private static final double MEASURED = 0.8;

  /** How long a drain may take, of what it must: an event is dearer in a longer one. */
  private static final double LEAST_SHARE = 1.1;

  private static final double MOST_SHARE = 1.8;
  private static final double MOST_DIFFERENCE = 0.01;
  private static final int MOST_ATTEMPTS = 3;

  /** A drain that is faster than the one before by more than this was not warm yet. */
  private static final double SETTLED = 1.15;

  private static final int MOST_WARM_UPS = 6;

  /** Events per second while links are measured. */
  private static final int LINKING_RATE = 500;

  private final Plan plan;
  private final KafkaBroker broker;
  private final FlinkCluster flink;
  private final BenchTopics topics;
  private final Path workspace;
  private final Path folder;
  private final Progress progress;
  private final List<Workload> workloads = new ArrayList<>();
  private final Map<String, Long> events = new TreeMap<>();

  Session(
      Plan plan,
      KafkaBroker broker,
      FlinkCluster flink,
      BenchTopics topics,
      Path workspace,
      Path folder,
      Progress progress) {
    this.plan = plan;
    this.broker = broker;
    this.flink = flink;
    this.topics = topics;
    this.workspace = workspace;
    this.folder = folder;
    this.progress = progress;
    for (PlainJob.Shape shape : PlainJob.Shape.values()) {
      add(new PlainJob(shape, broker.client(), topics, workspace));
    }
    for (EngagementRun.Shape shape : EngagementRun.Shape.values()) {
      add(
          new EngagementRun(
              shape, broker.bootstrap(), topics, workspace, plan.traffic().timeScale()));
    }
  }

  private void add(Workload workload) {
    if (plan.parts().contains(Part.of(workload))) {
      workloads.add(workload);
      events.put(workload.prefix(), plan.events() == null ? FIRST_EVENTS : plan.events());
    }
  }

  Results measure() throws Exception {
    Map<String, List<Run>> runs = new HashMap<>();
    Map<String, String> titles = new LinkedHashMap<>();
    if (!workloads.isEmpty()) {
      warmUp();
    }
    for (int i = 1; i <= plan.runs(); i++) {
      for (Workload workload : workloads) {
        Run run = drain(workload, "run " + i);
        if (run.seconds() < plan.atLeast().toSeconds() || run.checkpoints() < plan.checkpoints()) {
          throw new BenchFailure(
              "(%s) took %.1f s with %d checkpoints; at least %d s and %d: give more --events"
                  .formatted(
                      workload.letter(),
                      run.seconds(),
                      run.checkpoints(),
                      plan.atLeast().toSeconds(),
                      plan.checkpoints()));
        }
        titles.put(workload.letter(), workload.title());
        runs.computeIfAbsent(workload.letter(), letter -> new ArrayList<>()).add(run);
      }
    }
    long difference = commandDifference(runs.getOrDefault("c", List.of()));
    return new Results(plan, titles, runs, latency(), links(), hot(), channels(), difference);
  }

  /** Drains each topic until a run takes about long enough, with other numbers of events. */
  private void warmUp() throws Exception {
    preload();
    Set<Workload> unfit = new HashSet<>(workloads);
    for (int i = 0; i < MOST_ATTEMPTS && !unfit.isEmpty(); i++) {
      for (Workload workload : List.copyOf(unfit)) {
        Run run = warmUp(workload);
        double share = run.seconds() / plan.atLeast().toSeconds();
        if (plan.events() != null || (share >= LEAST_SHARE && share <= MOST_SHARE)) {
          unfit.remove(workload);
        } else {
          double wanted = run.rate() * plan.atLeast().toSeconds() * MARGIN / MEASURED;
          events.put(workload.prefix(), Math.max(FIRST_EVENTS, Math.round(wanted)));
        }
      }
      if (!unfit.isEmpty()) {
        preload();
      }
    }
  }

  /** Drains a topic until the compiler has settled; the last drain says how fast it goes. */
  private Run warmUp(Workload workload) throws Exception {
    Run before = drain(workload, "warm-up");
    Run run = drain(workload, "warm-up");
    for (int i = 2; i < MOST_WARM_UPS && run.rate() > before.rate() * SETTLED; i++) {
      before = run;
      run = drain(workload, "warm-up");
    }
    return run;
  }

  private void preload() throws Exception {
    for (String prefix : events.keySet()) {
      topics.delete(List.of(Topic.EVENTS.name(prefix)));
      topics.create(Topic.EVENTS, prefix, Topic.TimestampType.CREATE_TIME);
    }
    long sum = events.values().stream().mapToLong(Long::longValue).sum();
    progress.note("preloading %,d events of seed %d".formatted(sum, plan.traffic().seed()));
    new Preload(broker.client(), plan.traffic()).fill(events, progress);
  }

  private Run drain(Workload workload, String which) throws Exception {
    long count = events.getOrDefault(workload.prefix(), 0L);
    Run run = new Drain(flink, broker, progress).run(workload, count);
    progress.note(
        "%s (%s) %,.0f events/s, %.1f s, %d checkpoints, %.1f µs of processor per event, %.0f %% foreign load"
            .formatted(
                which,
                workload.letter(),
                run.rate(),
                run.seconds(),
                run.checkpoints(),
                run.cpuMicros(),
                run.foreign() * 100));
    return run;
  }

  /** Ids of commands that not every run of the engagement job issued. */
  private static long commandDifference(List<Run> runs) throws BenchFailure {
    if (runs.isEmpty()) {
      return 0;
    }
    Set<String> some = new HashSet<>();
    Set<String> all = new HashSet<>(runs.get(0).counts().commandIds());
    for (Run run : runs) {
      some.addAll(run.counts().commandIds());
      all.retainAll(run.counts().commandIds());
    }
    long difference = (long) some.size() - all.size();
    if (difference > MOST_DIFFERENCE * some.size()) {
      throw new BenchFailure(
          "(c) issued %,d commands in all, but %,d of them not in every run"
              .formatted(some.size(), difference));
    }
    return difference;
  }

  private @Nullable Latency latency() throws Exception {
    if (!plan.parts().contains(Part.LATENCY)) {
      return null;
    }
    Duration time = plan.latency();
    progress.note(
        "from event to command at %,d events/s, %d s after %d s"
            .formatted(plan.rate(), time.toSeconds(), plan.warmUp().toSeconds()));
    return commandLatency(new SteadyTraffic(broker.client(), plan.traffic(), plan.rate()));
  }

  private Latency commandLatency(SteadyTraffic traffic) throws Exception {
    return new CommandLatency(flink, broker, topics, workspace, plan.traffic().timeScale())
        .measure(traffic, plan.warmUp(), plan.latency(), progress);
  }

  private @Nullable LinkLatencies links() throws Exception {
    if (!plan.parts().contains(Part.LINKS)) {
      return null;
    }
    progress.note(
        "from link to assignment at %,d events/s, %d s after %d s"
            .formatted(LINKING_RATE, plan.latency().toSeconds(), plan.warmUp().toSeconds()));
    return new LinkLatency(flink, broker, topics, workspace)
        .measure(LINKING_RATE, plan.warmUp(), plan.latency(), progress);
  }

  private List<RatePair> channels() throws Exception {
    ChannelRates rates = new ChannelRates(folder, progress, plan.runs(), plan.messages());
    List<RatePair> pairs = new ArrayList<>();
    if (plan.parts().contains(Part.MAILS)) {
      pairs.addAll(rates.mails());
    }
    if (plan.parts().contains(Part.REQUESTS)) {
      pairs.add(rates.requests());
    }
    return pairs;
  }

  private List<HotDevice> hot() throws Exception {
    List<HotDevice> pairs = new ArrayList<>();
    for (int i = 1; plan.parts().contains(Part.HOT) && i <= plan.runs(); i++) {
      progress.note("a device of %,d log-ins, pair %d".formatted(HotDevice.LOG_INS, i));
      SteadyTraffic usual = new SteadyTraffic(broker.client(), plan.traffic(), plan.rate());
      double perSecond = HotDevice.LOG_INS / (double) plan.latency().toSeconds();
      SteadyTraffic hot = usual.withHotDevice(perSecond, plan.warmUp());
      pairs.add(new HotDevice(commandLatency(usual), commandLatency(hot)));
    }
    return pairs;
  }
}
