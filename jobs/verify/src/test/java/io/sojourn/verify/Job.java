package io.sojourn.verify;

import io.sojourn.app.delivery.DeliveryJob;
import io.sojourn.app.delivery.DeliveryTopology;
import io.sojourn.app.engagement.EngagementJob;
import io.sojourn.app.engagement.EngagementTopology;
import io.sojourn.app.support.JobOptions;
import io.sojourn.schema.Topic;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The two jobs. */
enum Job {
  ENGAGEMENT,
  DELIVERY;

  String jobName() {
    return switch (this) {
      case ENGAGEMENT -> EngagementJob.NAME;
      case DELIVERY -> DeliveryJob.NAME;
    };
  }

  void build(StreamExecutionEnvironment env, JobOptions options) {
    switch (this) {
      case ENGAGEMENT -> EngagementTopology.build(env, options);
      case DELIVERY -> DeliveryTopology.build(env, options);
    }
  }

  /** What it reads. */
  List<Topic> inputs() {
    return switch (this) {
      case ENGAGEMENT ->
          List.of(Topic.EVENTS, Topic.DEFINITIONS, Topic.IDENTITY_CONTROL, Topic.PERSON_MOVES);
      case DELIVERY -> List.of(Topic.COMMANDS_EMAIL, Topic.COMMANDS_HTTP, Topic.DEFINITIONS);
    };
  }
}
