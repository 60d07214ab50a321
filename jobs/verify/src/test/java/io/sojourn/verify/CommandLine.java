package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.cli.Console;
import io.sojourn.app.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The command line of a platform, in this process. */
final class CommandLine {
  private final Platform platform;

  CommandLine(Platform platform) {
    this.platform = platform;
  }

  /** Runs {@code identity} with these words and a reason. */
  void identity(String... words) {
    run(Stream.of(Stream.of("identity"), Stream.of(words), Stream.of("--reason", "test")));
  }

  /** What {@code explain} says about an identity. */
  String explained(String identity) {
    return run(Stream.of(Stream.of("explain", "--sources", "--identity", identity)));
  }

  private String run(Stream<Stream<String>> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    String[] line =
        Stream.concat(
                words.flatMap(some -> some),
                Stream.of("--bootstrap", platform.options().bootstrap()))
            .toArray(String[]::new);
    assertThat(Main.run(console, line)).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
