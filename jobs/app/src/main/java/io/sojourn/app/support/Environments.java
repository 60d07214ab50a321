package io.sojourn.app.support;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What every job asks of Flink, whatever the cluster's configuration says. */
public final class Environments {
  /** Key groups of all keyed state: never changed, or no savepoint can be restored. */
  public static final int MAX_PARALLELISM = 720;

  /** How long a record may wait for others to fill a network buffer with. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

  private Environments() {}

  public static void configure(StreamExecutionEnvironment env) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    // most identities and every new person have no state yet: look for it in memory only
    configuration.setString("state.backend.rocksdb.use-bloom-filter", "true");
    // a checkpoint waits until what is in memory is written: keep that little
    configuration.setString("state.backend.rocksdb.writebuffer.size", "32 mb");
    // persons are rewritten often: compress what rests, not what is soon written again
    configuration.setString(
        "state.backend.rocksdb.compression.per.level",
        "NO_COMPRESSION;NO_COMPRESSION;SNAPPY_COMPRESSION");
    env.configure(configuration);
    env.setMaxParallelism(MAX_PARALLELISM);
  }
}
