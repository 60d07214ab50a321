package io.sojourn.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page that users look a code up in; {@code -Dgolden.update=true} rewrites it. */
class ProblemCodesPageTest {
  private static final Path PAGE = Path.of("../docs/errors.md");

  @Test
  void thePageSaysWhatTheCodesSay() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Problem codes

            Generated from `ProblemCode`. A code is kept with its input in the topic `rejections`, or printed with its place by the command line.

            | code | stage | rule | remedy |
            |---|---|---|---|
            """);
    for (ProblemCode code : ProblemCode.values()) {
      page.append(
          "| `%s` | %s | %s | %s |%n".formatted(code, code.stage(), code.rule(), code.remedy()));
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).content().isEqualTo(page.toString());
  }
}
