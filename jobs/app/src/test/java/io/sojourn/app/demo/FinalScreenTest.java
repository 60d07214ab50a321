package io.sojourn.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.demo.Findings.AudienceFindings;
import io.sojourn.app.demo.Findings.JourneyFindings;
import io.sojourn.app.demo.Findings.Latency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FinalScreenTest {
  private static final FinalScreen.Places PLACES =
      new FinalScreen.Places("http://127.0.0.1:8081", "http://127.0.0.1:8025", "127.0.0.1:9092");
  private static final Findings SOME =
      new Findings(
          12_000,
          612,
          new TreeMap<>(
              Map.of(
                  "active",
                  new AudienceFindings(612, 800),
                  "big-spenders",
                  new AudienceFindings(0, 7))),
          Map.of("abandoned-cart", new JourneyFindings(120, 80, 30, Map.of("no_consent", 44))),
          Map.of("cart-reminder", 1_234),
          3,
          1_234,
          Map.of(),
          Map.of("IDENTITY_NAMESPACE_UNKNOWN", 10),
          new Latency(201, 9, 31));

  @Test
  void isPlainAndFits() {
    List<String> lines =
        new FinalScreen(false).lines(SOME, 12_000, 11_990, new InboxCounts(1_240, 1_234), PLACES);

    assertThat(lines).allMatch(line -> line.length() <= 100 && line.matches("[ -~]*"));
    assertThat(String.join("\n", lines))
        .contains("12,000 sent, 11,990 read by the job at its last checkpoint, 10 rejected")
        .contains("9   ms p50, 31 ms p99, log to log, 201 messages without a wait")
        .contains("1,234   6 delivered again, 1,234 outcomes say sent, 0 say failed")
        .contains("abandoned-cart      120     80    30      10")
        .contains("big-spenders        7       0")
        .contains("abandoned-cart: no_consent")
        .contains("http://127.0.0.1:8025");
  }

  @Test
  void saysWhenThereIsNothing() {
    Findings nothing =
        new Findings(
            0, 0, Map.of(), Map.of(), Map.of(), 0, 0, Map.of(), Map.of(), new Latency(0, 0, 0));

    List<String> lines = new FinalScreen(true).lines(nothing, 0, 0, new InboxCounts(0, 0), PLACES);

    assertThat(String.join("\n", lines)).contains("not measured", "\u001b[1m");
  }
}
