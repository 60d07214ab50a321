package io.sojourn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Public corpora, which lie beside the repository where they are present: every line is processed,
 * is a declared no-op, or is rejected with a code.
 */
class CorporaTest {
  private static final Path CORPORA = Path.of("../../../shared/data");
  private static final Pattern SUMMARY =
      Pattern.compile(
          "(\\d+) lines: (\\d+) processed, (\\d+) duplicate, (\\d+) rejected, 0 after --until");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "segment/calls.jsonl, segment",
    "segment/spec-examples.jsonl, segment",
    "xdm/examples.jsonl, xdm",
    "segment/calls.jsonl, xdm",
    "xdm/examples.jsonl, segment",
  })
  void everyLineIsAccountedFor(String corpus, String format) throws IOException {
    Path file = CORPORA.resolve(corpus);
    assumeThat(file).exists();
    permissiveWorkspace();
    List<String> calls = Files.readAllLines(file).stream().map(CorporaTest::payload).toList();
    Path events = Files.write(folder.resolve("events.jsonl"), calls);

    CommandLineRun run =
        CommandLineRun.of(
            "simulate", "--workspace", folder, "--events", events, "--format", format);

    assertThat(run.code()).as(run.err()).isZero();
    Matcher summary = SUMMARY.matcher(run.err());
    assertThat(summary.find()).as(run.err()).isTrue();
    long rejections =
        run.lines().stream().filter(l -> l.contains("\"kind\":\"rejection\"")).count();
    assertThat(number(summary, 1)).isEqualTo(calls.size());
    assertThat(number(summary, 2) + number(summary, 3) + number(summary, 4))
        .isEqualTo(calls.size());
    assertThat(number(summary, 4)).isEqualTo(rejections);
    boolean foreign = !corpus.startsWith(format);
    assertThat(number(summary, 2) > 0).as(run.err()).isNotEqualTo(foreign);
    assertThat(run.lines().stream().filter(line -> line.contains("\"code\":")))
        .allMatch(line -> line.matches(".*\"code\":\"[A-Z_]+\".*\"offset\":[0-9]+,.*"));
  }

  /** Declares every namespace that the corpora use, so that little is refused for its name. */
  private void permissiveWorkspace() throws IOException {
    Files.writeString(
        folder.resolve("namespaces.yaml"),
        """
        namespaces:
          - {name: CRMID, type: person, ordinal: 0, segment: userId}
          - {name: Email, type: person, ordinal: 1, normalise: [trim, lower], segment: email}
          - {name: ECID, type: cookie, ordinal: 2, segment: anonymousId}
          - {name: Phone, type: person, ordinal: 3}
        """);
    Files.createDirectories(folder.resolve("audiences"));
    Files.writeString(
        folder.resolve("schema.yaml"),
        """
        profile: {person.name.firstName: string}
        events: {page: {name: string}}
        """);
    Files.writeString(
        folder.resolve("audiences/readers.yaml"),
        """
        audience: readers
        signals: {pages: {event: page, count: true, within: 1d}}
        member: pages >= 1
        """);
  }

  /** The call itself where the line wraps it as {@code {"source": …, "payload": …}}. */
  private static String payload(String line) {
    int start = line.indexOf("\"payload\": ");
    return line.startsWith("{\"source\"") && start > 0
        ? line.substring(start + "\"payload\": ".length(), line.length() - 1)
        : line;
  }

  private static long number(Matcher summary, int group) {
    return Long.parseLong(summary.group(group));
  }
}
