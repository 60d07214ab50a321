package io.sojourn.app.delivery;

import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.Topics;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts the delivery job; for its options see {@link JobOptions}. */
public final class DeliveryJob {
  /** The name under which Flink shows it. */
  public static final String NAME = "delivery";

  private DeliveryJob() {}

  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.parse(args);
    Topics.ensure(options);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    DeliveryTopology.build(env, options);
    env.execute(NAME);
  }
}
