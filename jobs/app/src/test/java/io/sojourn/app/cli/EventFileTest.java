package io.sojourn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final Console CONSOLE =
      new Console(new PrintStream(PrintStream.nullOutputStream()), System.err);

  @TempDir private Path folder;

  @Test
  void splitsIntoLinesAsTheyAre() throws IOException {
    byte[] content = "one\r\n\n  \n\ttwo \r\n\r\n\u00ff!".getBytes(StandardCharsets.ISO_8859_1);

    try (EventFile file = open(content)) {
      assertThat(lines(file)).containsExactly("1:one", "4:\ttwo ", "6:\u00ff!");
    }
  }

  @Test
  void readsLinesOfAnyLengthUpToTheBound() throws IOException {
    byte[] content = new byte[EventFile.MAX_LINE + 2 + 100_000];
    Arrays.fill(content, (byte) 'x');
    content[EventFile.MAX_LINE] = '\n';
    content[EventFile.MAX_LINE + 1] = '\n';

    try (EventFile file = open(content)) {
      assertThat(file.next().bytes()).hasSize(EventFile.MAX_LINE);
      assertThat(file.next().bytes()).hasSize(100_000);
      assertThat(file.next()).isNull();
      assertThat(file.tooLong()).isZero();
    }
  }

  @Test
  void skipsALongerOneAndCountsIt() throws IOException {
    byte[] content = new byte[EventFile.MAX_LINE + 3];
    Arrays.fill(content, (byte) 'x');
    content[EventFile.MAX_LINE + 1] = '\n';

    try (EventFile file = open(content)) {
      assertThat(lines(file)).containsExactly("2:x");
      assertThat(file.tooLong()).isEqualTo(1);
    }
  }

  @Test
  void hasNoLinesWhenEmpty() throws IOException {
    try (EventFile file = open(new byte[0])) {
      assertThat(file.next()).isNull();
    }
  }

  private EventFile open(byte[] content) throws IOException {
    return EventFile.open(
        Files.write(folder.resolve("events.jsonl"), content).toString(), EventFormat.XDM, CONSOLE);
  }

  private static List<String> lines(EventFile file) {
    List<String> lines = new ArrayList<>();
    for (EventFile.Line line = file.next(); line != null; line = file.next()) {
      lines.add(line.number() + ":" + new String(line.bytes(), StandardCharsets.ISO_8859_1));
    }
    return lines;
  }
}
