package io.sojourn.connectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.error.Problem;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.event.EventDecoder.Decoded.Accepted;
import io.sojourn.core.event.EventDecoder.Decoded.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many inputs at once: each is accepted, or refused for what is wrong with it. */
class CorporaTest {
  private static final Path OWN = Path.of("src/test/resources/corpus");

  /**
   * A small corpus of our own. {@code -Dgolden.update=true} rewrites what is expected, to be
   * reviewed.
   */
  @ParameterizedTest
  @ValueSource(strings = {"segment", "xdm"})
  void decidesTheCheckedInCorpusAsReviewed(String format) throws IOException {
    StringBuilder actual = new StringBuilder();
    for (String line : Files.readAllLines(OWN.resolve(format + ".jsonl"))) {
      actual.append(summary(decode(line, format))).append('\n');
    }
    Path golden = OWN.resolve(format + ".expected.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, actual);
    }
    assertThat(actual.toString()).isEqualTo(Files.readString(golden));
  }

  /** Public corpora, which are not in the repository; the report is for a person to judge. */
  @Test
  @EnabledIfEnvironmentVariable(named = "SOJOURN_CORPORA", matches = ".+")
  void decidesEveryLineOfThePublicCorpora() throws IOException {
    Path corpora = Path.of(System.getenv("SOJOURN_CORPORA"));
    List<String> report = new ArrayList<>();
    TreeMap<String, Integer> totals = new TreeMap<>();
    for (String file :
        List.of("segment/calls.jsonl", "segment/spec-examples.jsonl", "xdm/examples.jsonl")) {
      int number = 0;
      for (String line : Files.readAllLines(corpora.resolve(file))) {
        String format = file.substring(0, file.indexOf('/'));
        Decoded decoded = decode(payload(line), format);
        String outcome = decoded instanceof Rejected r ? r.problem().code().name() : "accepted";
        totals.merge(file + " " + outcome, 1, Integer::sum);
        report.add(file + ":" + ++number + " " + summary(decoded));
      }
    }
    totals.forEach((key, count) -> report.add(key + " " + count));
    Files.write(Files.createDirectories(Path.of("target")).resolve("corpora.txt"), report);
    assertThat(totals.keySet()).anyMatch(key -> key.endsWith("accepted"));
  }

  /** The call itself where the line wraps it as {@code {"source": …, "payload": …}}. */
  private static String payload(String line) {
    int start = line.indexOf("\"payload\": ");
    return line.startsWith("{\"source\"") && start > 0
        ? line.substring(start + "\"payload\": ".length(), line.length() - 1)
        : line;
  }

  private static Decoded decode(String payload, String format) {
    return new InputDecoder()
        .decode(
            payload.getBytes(StandardCharsets.UTF_8),
            format.equals("segment") ? InputDecoder.SEGMENT : null,
            Workspace.RECEIVED,
            Workspace.NAMESPACES,
            Workspace.SCHEMA);
  }

  private static String summary(Decoded decoded) {
    if (decoded instanceof Accepted a) {
      Event e = a.event();
      return "accepted %s type=%s time=%d identities=%d fields=%s"
          .formatted(
              e.kind(),
              e.type(),
              e.time(),
              e.identities().size(),
              new TreeMap<>(e.fields()).keySet());
    }
    Problem p = ((Rejected) decoded).problem();
    return "rejected " + p.code() + " at '" + p.place() + "': " + p.seen();
  }
}
