package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class StatusReportTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void showsWhatIsDown() {
    List<String> lines =
        StatusReport.processes(
            List.of(
                new ProcessStatus("broker", 12L, null, 9092),
                new ProcessStatus("taskmanager-1", null, null, 0)));

    assertThat(lines)
        .containsExactly(
            "PROCESS        PID  SINCE  STATE    PORT",
            "broker         12   -      running  9092",
            "taskmanager-1  -    -      down     -");
  }

  @Test
  void showsAJobThatIsMissingAndOneThatIsHalfUp() {
    JobStatus starting = new JobStatus("delivery", "d1", "RUNNING", NOW, 4, 3, NOW.minusSeconds(7));

    List<String> lines =
        StatusReport.jobs(List.of(starting), List.of("delivery", "engagement"), NOW);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith("delivery").contains("RUNNING 3/4").endsWith("7 s ago");
    assertThat(lines.get(2)).startsWith("engagement").contains("not running");
  }

  @Test
  void showsTopicsWithTheirRecords() {
    assertThat(StatusReport.topics(new TreeMap<>(Map.of("sojourn.events", 5L))))
        .containsExactly("TOPIC           RECORDS", "sojourn.events  5");
  }
}
