package io.sojourn.app.engagement;

import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.Topics;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts the engagement job; for its options see {@link JobOptions}. */
public final class EngagementJob {
  /** The name under which Flink shows it. */
  public static final String NAME = "engagement";

  private EngagementJob() {}

  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.parse(args);
    Topics.ensure(options);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    EngagementTopology.build(env, options);
    env.execute(NAME);
  }
}
