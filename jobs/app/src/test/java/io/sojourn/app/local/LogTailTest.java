package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
  @Test
  void followsAFileAlsoWhenItIsRolledOver(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("broker.log");
    LogTail tail = new LogTail(file);
    assertThat(tail.last(2)).isEmpty();

    Files.writeString(file, "one\ntwo\nthree\n");
    assertThat(tail.last(2)).containsExactly("two", "three");
    assertThat(tail.more()).isEmpty();

    Files.writeString(file, "four\n", StandardOpenOption.APPEND);
    assertThat(tail.more()).isEqualTo("four\n");

    Files.writeString(file, "new\n");
    assertThat(tail.more()).isEqualTo("new\n");
  }
}
