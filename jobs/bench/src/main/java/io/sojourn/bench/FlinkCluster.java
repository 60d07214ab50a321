package io.sojourn.bench;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster in this process: one TaskManager, two slots, RocksDB with incremental checkpoints
 * every ten seconds.
 */
final class FlinkCluster implements AutoCloseable {
  static final int PARALLELISM = 2;

  private final Configuration configuration;
  private final MiniCluster cluster;

  private FlinkCluster(Configuration configuration, MiniCluster cluster) {
    this.configuration = configuration;
    this.cluster = cluster;
  }

  /**
   * @param folder where state and checkpoints go
   */
  static FlinkCluster start(Path folder) throws Exception {
    Configuration configuration = configuration(folder);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(PARALLELISM)
                .build());
    cluster.start();
    return new FlinkCluster(configuration, cluster);
  }

  /** Starts a job and returns its id. */
  JobID submit(String name, Consumer<StreamExecutionEnvironment> topology) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    topology.accept(env);
    env.setParallelism(PARALLELISM);
    var graph = env.getStreamGraph();
    graph.setJobName(name);
    return cluster.submitJob(graph.getJobGraph()).get().getJobID();
  }

  /**
   * Refuses to go on with a job that does not run any more.
   *
   * @throws BenchFailure with the reason for which it failed
   */
  void requireAlive(JobID job) throws Exception {
    JobStatus status = cluster.getJobStatus(job).get();
    if (status.isTerminalState()) {
      var failure = cluster.getExecutionGraph(job).get().getFailureInfo();
      throw new BenchFailure(
          "The job is " + status + (failure == null ? "" : ": " + failure.getExceptionAsString()));
    }
  }

  /** How many checkpoints of a job have completed. */
  long checkpoints(JobID job) throws Exception {
    AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
    var statistics = graph.getCheckpointStatsSnapshot();
    return statistics == null ? 0 : statistics.getCounts().getNumberOfCompletedCheckpoints();
  }

  /** Ends a job, and returns when it has ended. */
  void cancel(JobID job) throws Exception {
    cluster.cancelJob(job).get();
    while (!cluster.getJobStatus(job).get().isTerminalState()) {
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }

  private static Configuration configuration(Path folder) {
    Configuration configuration = new Configuration();
    configuration.setString("state.backend.type", "rocksdb");
    configuration.setString("execution.checkpointing.incremental", "true");
    configuration.setString("execution.checkpointing.storage", "filesystem");
    configuration.setString(
        "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    configuration.setString("execution.checkpointing.interval", "10 s");
    configuration.setString("restart-strategy.type", "none");
    configuration.setString("taskmanager.memory.managed.size", "512m");
    configuration.setString("taskmanager.memory.network.min", "128m");
    configuration.setString("taskmanager.memory.network.max", "128m");
    configuration.setString("io.tmp.dirs", folder.resolve("tmp").toString());
    configuration.setString("rest.bind-address", "127.0.0.1");
    configuration.setString("rest.port", "0");
    configuration.setString(
        "metrics.reporter.bench.factory.class", CounterRegistry.Factory.class.getName());
    return configuration;
  }
}
