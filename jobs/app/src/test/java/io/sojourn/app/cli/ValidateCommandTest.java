package io.sojourn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
  @TempDir private Path folder;

  @Test
  void countsWhatThereIs() {
    CommandLineRun run = CommandLineRun.of("validate", Shop.FOLDER);

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .matches("OK: 8 audiences, 3 journeys, 4 templates, 7 scenarios, version [0-9a-f]{12}\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void placesProblemsOfDefinitionsAndScenarios() throws IOException {
    Shop.copy(folder, "audiences/active.yaml", "member: visited", "member: visitd");
    Path scenario = folder.resolve("tests/welcome.yaml");
    Files.writeString(scenario, Files.readString(scenario).replace("then:", "thn:"));

    CommandLineRun run = CommandLineRun.of("validate", folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().get(0)).startsWith("audiences/active.yaml:5:9: DEFINITION_EXPRESSION ");
    assertThat(run.lines().get(1)).startsWith("tests/welcome.yaml:1:1: DEFINITION_MISSING_KEY ");
    assertThat(run.lines().get(2)).startsWith("tests/welcome.yaml:10:1: DEFINITION_UNKNOWN_KEY ");
    assertThat(run.err()).matches("validate: 3 problems in .*; correct it, then validate again\n");
  }

  @Test
  void placesAnUnknownNameInAScenario() throws IOException {
    Shop.copy(folder, "tests/welcome.yaml", "command: welcome", "command: welcom");

    CommandLineRun run = CommandLineRun.of("validate", folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("tests/welcome.yaml:11:15: DEFINITION_REFERENCE the template 'welcom', ");
  }

  @Test
  void saysInOneLineWhatIsNotThere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "");

    assertThat(CommandLineRun.of("validate", folder.resolve("none")).err())
        .isEqualTo("validate: there is no folder " + folder.resolve("none") + "\n");
    assertThat(CommandLineRun.of("validate", file).err())
        .isEqualTo("validate: " + file + " is a file; name the folder of the workspace\n");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(CommandLineRun.of("validate", folder).err())
        .isEqualTo("validate: a file in " + folder + " is not UTF-8\n");
  }

  @Test
  void tellsAMistypedCommandApart() {
    assertThat(CommandLineRun.of("validate").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("validat", "x").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("validate", "--help").code()).isZero();
  }
}
