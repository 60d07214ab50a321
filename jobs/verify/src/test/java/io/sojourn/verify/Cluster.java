package io.sojourn.verify;

import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.InternalMiniClusterExtension;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Flink cluster in this process, with one task manager that can be lost. */
final class Cluster implements BeforeAllCallback, AfterAllCallback {
  private final InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();
  private final InternalMiniClusterExtension cluster;
  private final int slots;
  private int current;

  Cluster(int slots) {
    this.slots = slots;
    Configuration configuration = new Configuration();
    metrics.addToConfiguration(configuration);
    cluster =
        new InternalMiniClusterExtension(
            new MiniClusterResourceConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumberTaskManagers(1)
                .setNumberSlotsPerTaskManager(slots)
                .build());
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    cluster.beforeAll(context);
    TestStreamEnvironment.setAsContext(cluster.getMiniCluster(), slots);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    TestStreamEnvironment.unsetAsContext();
    cluster.afterAll(context);
  }

  /** Loses the task manager with all that runs on it, and starts another one. */
  void loseTaskManager() throws Exception {
    cluster.getMiniCluster().terminateTaskManager(current++).get();
    cluster.getMiniCluster().startTaskManager();
  }

  /** The sum of a counter of ours over all subtasks of a job. */
  long counted(JobID job, String name) {
    return metrics.findMetrics(job, name).values().stream()
        .filter(Counter.class::isInstance)
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }
}
