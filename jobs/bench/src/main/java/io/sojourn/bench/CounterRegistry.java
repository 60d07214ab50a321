package io.sojourn.bench;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Flink's counters, readable in this process while the job runs. */
public final class CounterRegistry implements MetricReporter {
  private static final Map<Counter, Key> COUNTERS = new ConcurrentHashMap<>();

  private record Key(String job, String name) {}

  /** How Flink finds it. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new CounterRegistry();
    }
  }

  /** The sum of a counter over the operators and subtasks of a running job. */
  static long sum(String job, String name) {
    Key key = new Key(job, name);
    return COUNTERS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(key))
        .mapToLong(entry -> entry.getKey().getCount())
        .sum();
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String job = group.getAllVariables().get("<job_id>");
    // Names of ours only: Flink's own counters are many, and one object can have two names.
    if (metric instanceof Counter counter && job != null && !name.startsWith("num")) {
      COUNTERS.put(counter, new Key(job, name));
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Counter counter) {
      COUNTERS.remove(counter);
    }
  }
}
