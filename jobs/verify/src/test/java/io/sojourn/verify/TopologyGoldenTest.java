package io.sojourn.verify;

import io.sojourn.app.delivery.DeliveryTopology;
import io.sojourn.app.engagement.EngagementTopology;
import io.sojourn.app.support.JobOptions;
import io.sojourn.schema.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The operators of both jobs and the topics, as a list that a person reviews. */
class TopologyGoldenTest {
  private static final int PARALLELISM = 3;

  @Test
  void operatorsOfTheEngagementJob() throws Exception {
    Golden.check("topology-engagement", operators(EngagementTopology::build));
  }

  @Test
  void operatorsOfTheDeliveryJob() throws Exception {
    Golden.check("topology-delivery", operators(DeliveryTopology::build));
  }

  @Test
  void topics() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      lines.add(
          "%s | %d partitions | %s | %s | %s | %d bytes"
              .formatted(
                  topic.shortName(),
                  topic.partitions(),
                  topic.cleanUp().setting(),
                  topic.retention() == null ? "for ever" : topic.retention(),
                  topic.timestampType().setting(),
                  topic.maxMessageBytes()));
    }
    Golden.check("topics", lines);
  }

  /** One line per operator: uid, name, parallelism where it is not the job's. */
  private static List<String> operators(
      BiConsumer<StreamExecutionEnvironment, JobOptions> topology) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(PARALLELISM);
    topology.accept(env, JobOptions.parse());
    return env.getStreamGraph().getStreamNodes().stream()
        .sorted(Comparator.comparing(node -> Objects.toString(node.getTransformationUID())))
        .map(TopologyGoldenTest::line)
        .toList();
  }

  private static String line(StreamNode node) {
    int parallelism = node.getParallelism();
    return "%s | %s%s"
        .formatted(
            node.getTransformationUID(),
            node.getOperatorName(),
            parallelism == PARALLELISM ? "" : " | parallelism " + parallelism);
  }
}
