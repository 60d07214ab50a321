package io.sojourn.app.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.support.JobOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngagementTopologyTest {
  @Test
  void theIdentitySecretIsNotInTheJobGraph(@TempDir Path folder) throws Exception {
    String secret = "a secret of the machine";
    Path file = Files.writeString(folder.resolve("secret"), secret);
    JobOptions options = JobOptions.parse("--identity-secret", "${file:" + file + "}");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    EngagementTopology.build(env, options);

    byte[] graph = InstantiationUtil.serializeObject(env.getStreamGraph().getJobGraph());

    assertThat(new String(graph, StandardCharsets.ISO_8859_1))
        .contains(file.toString())
        .doesNotContain(secret);
  }
}
