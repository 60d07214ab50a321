package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent to Flink's REST interface, and what is read from it. */
final class FlinkAnswersTest {
  @Test
  void readsAJob() throws IOException {
    Answer answer =
        Answer.parse(
            """
            {"jobs":[{"jid":"c0ffee","name":"engagement","start-time":1700000000000,"end-time":-1,
            "duration":12,"state":"RUNNING","last-modification":1700000001000,
            "tasks":{"running":7,"canceling":0,"total":8,"finished":0,"initializing":1}}]}
            """);

    JobStatus job = FlinkRest.status(answer.get("jobs").items().get(0));

    assertThat(job)
        .isEqualTo(
            new JobStatus(
                "engagement",
                "c0ffee",
                "RUNNING",
                Instant.ofEpochMilli(1_700_000_001_000L),
                8,
                7,
                null));
    assertThat(job.isRunning()).as("one task does not run yet").isFalse();
    assertThat(job.hasEnded()).isFalse();
  }

  @Test
  void whatIsNotThereIsEmpty() throws IOException {
    Answer answer = Answer.parse("{\"latest\":{\"completed\":null},\"n\":1.5,\"deep\":[[{}],2]}");

    assertThat(answer.get("latest").get("completed").isEmpty()).isTrue();
    assertThat(answer.get("nothing").get("at").get("all").text()).isEmpty();
    assertThat(answer.get("nothing").items()).isEmpty();
    assertThat(answer.get("deep").items()).hasSize(2);
    assertThat(answer.get("deep").items().get(1).number()).isEqualTo(2);
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThatThrownBy(() -> Answer.parse("<html>")).isInstanceOf(IOException.class);
  }

  @Test
  void aStackTraceComesDownToItsLastCause() {
    assertThat(
            FlinkRefusal.reason(
                """
                <Exception on server side:
                java.util.concurrent.CompletionException: a
                \tat x.Y.z(Y.java:1)
                Caused by: b.C: first
                \t... 4 more
                Caused by: b.DException: the broker does not answer
                \tat x.Y.z(Y.java:1)
                End of exception on server side>\
                """))
        .isEqualTo("the broker does not answer");
  }

  @Test
  void asksToRunAJob() throws IOException {
    assertThat(
            new JobRun(
                    "x.Job",
                    List.of("--kafka", "a=\"b\""),
                    2,
                    "file:///s/1",
                    Map.of("execution.checkpointing.dir", "file:///c"))
                .json())
        .isEqualTo(
            "{\"entryClass\":\"x.Job\",\"programArgsList\":[\"--kafka\",\"a=\\\"b\\\"\"],"
                + "\"parallelism\":2,\"savepointPath\":\"file:///s/1\","
                + "\"allowNonRestoredState\":false,"
                + "\"flinkConfiguration\":{\"execution.checkpointing.dir\":\"file:///c\"}}");
    assertThat(new JobRun("x.Job", List.of(), 2, null, Map.of()).json())
        .doesNotContain("savepointPath");
  }
}
