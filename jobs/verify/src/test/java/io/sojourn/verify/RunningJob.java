package io.sojourn.verify;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.kafka.LogClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A job on the mini cluster of the test, with RocksDB and a checkpoint every half second. */
final class RunningJob implements AutoCloseable {
  private static final Duration STANDSTILL = Duration.ofMillis(1500);

  /** By then a reader without partitions has let time pass, whatever the other readers do. */
  private static final Duration SETTLED = LogClock.event().idleAfter().plusSeconds(1);

  private final JobClient client;
  private final Progress progress;
  private final long started = System.nanoTime();

  private RunningJob(JobClient client, Progress progress) {
    this.client = client;
    this.progress = progress;
  }

  /** Starts a job whose first failure is its end. */
  static RunningJob start(Job job, JobOptions options, int parallelism) throws Exception {
    return start(job, options, parallelism, 0, null);
  }

  /**
   * @param restarts how often it may fail
   * @param savepoint what it starts from, or null
   */
  static RunningJob start(
      Job job, JobOptions options, int parallelism, int restarts, @Nullable String savepoint)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        Files.createTempDirectory(Path.of("target"), "checkpoints").toUri().toString());
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    job.build(env, options);
    JobClient client = env.executeAsync(job.jobName());
    return new RunningJob(client, new Progress(options, job.jobName(), job.inputs()));
  }

  JobID id() {
    return client.getJobID();
  }

  JobStatus status() {
    return client.getJobStatus().join();
  }

  /** Whether it has completed a checkpoint with what is on its topics, so that it is up to date. */
  boolean isReading() {
    return status() == JobStatus.RUNNING && progress.atEnds();
  }

  /** Waits for a condition, and gives up at once when the job has failed. */
  void await(Duration atMost, BooleanSupplier condition) {
    Awaitility.await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(200))
        .failFast("the job has ended", () -> status().isTerminalState())
        .until(condition::getAsBoolean);
  }

  /** Waits until the job has worked off its topics, and writes nothing any more. */
  void awaitQuiet(Duration atMost) {
    long[] last = {-1, System.nanoTime()};
    await(
        atMost,
        () -> {
          long written = progress.written();
          if (written != last[0] || !progress.atEnds()) {
            last[0] = written;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > STANDSTILL.toNanos()
              && System.nanoTime() - started > SETTLED.toNanos();
        });
  }

  /** Stops it with a canonical savepoint; returns where that is. */
  String stop(Path folder) throws Exception {
    String savepoint =
        client
            .stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    client.getJobExecutionResult().get();
    progress.close();
    return savepoint;
  }

  /** Cancels it if it still runs. */
  @Override
  public void close() {
    progress.close();
    if (!status().isGloballyTerminalState()) {
      client.cancel().join();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> status().isGloballyTerminalState());
    }
  }
}
