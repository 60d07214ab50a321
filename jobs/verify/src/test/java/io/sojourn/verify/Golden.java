package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Text that a person reviews when it changes: {@code src/test/resources/golden/<name>.txt}.
 * Rewritten by {@code scripts/golden} and by nothing else.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Compares the lines with the file, or replaces the file where that is asked for. */
  static void check(String name, List<String> lines) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.write(file, lines);
    }
    assertThat(lines)
        .as(
            "%s is no longer what it was. Savepoints and readers go by these names. If the change"
                + " is meant, run scripts/golden and say in the commit what becomes of them",
            file)
        .containsExactlyElementsOf(Files.readAllLines(file));
  }
}
