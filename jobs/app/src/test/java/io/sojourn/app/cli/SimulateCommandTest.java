package io.sojourn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private static final Path RESOURCES = Path.of("src/test/resources/simulate");

  @TempDir private Path folder;

  /** {@code -Dgolden.update=true} rewrites what is expected, to be reviewed. */
  @Test
  void simulatesAFileAsReviewed() throws IOException {
    Path golden = RESOURCES.resolve("shop.expected.jsonl");

    CommandLineRun run =
        simulate(RESOURCES.resolve("shop.jsonl"), "--until", "2026-03-28T13:00:00Z");

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, run.out());
    }
    assertThat(run.out()).isEqualTo(Files.readString(golden));
    assertThat(run.err())
        .startsWith(
            """
            skipped 1 blank line
            9 lines: 5 processed, 1 duplicate, 2 rejected, 1 after --until
            """);
    assertThat(run.code()).isZero();
  }

  @Test
  void endsWithTheTimeOfTheLastLineWhereNoOtherIsGiven() throws IOException {
    List<String> lines = Files.readAllLines(RESOURCES.resolve("shop.jsonl"));

    CommandLineRun early = simulate(write(lines.subList(0, 5)));
    CommandLineRun late = simulate(write(lines.subList(0, 5)), "--until", "2026-03-28T11:00:01.5Z");

    assertThat(early.out()).doesNotContain("cart-reminder");
    assertThat(late.out()).contains("cart-reminder").startsWith(early.out().substring(0, 100));
  }

  @Test
  void dividesDurationsByTheTimeScale() throws IOException {
    List<String> lines = Files.readAllLines(RESOURCES.resolve("shop.jsonl"));

    CommandLineRun run =
        simulate(
            write(lines.subList(0, 5)), "--time-scale", "3600", "--until", "2026-03-28T10:01:00Z");

    assertThat(run.lines())
        .filteredOn(line -> line.contains("\"template\":\"cart-reminder\""))
        .singleElement()
        .asString()
        .contains("\"at\":\"2026-03-28T10:00:02.000Z\"");
  }

  @Test
  void givesLinesWithoutATimeThatOfTheirNeighbours() throws IOException {
    Path file =
        write(
            List.of(
                "{",
                "{\"identityMap\":{\"CRMID\":[{\"id\":\"c-1\"}]},\"timeZone\":\"UTC\"}",
                "{\"receivedAt\":1774692000000}",
                "no json",
                "{\"receivedAt\":\"2026-03-28T09:00:00Z\"}"));

    CommandLineRun run = simulate(file);

    assertThat(run.lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).contains("\"at\":\"2026-03-28T10:00:00.000Z\""));
    assertThat(run.err()).contains("5 lines: 1 processed, 0 duplicate, 4 rejected");
  }

  @Test
  void simulatesWhatIsPipedInAndAFileWithoutAnyTime() {
    CommandLineRun run =
        CommandLineRun.piped("[]\n", "simulate", "--workspace", Shop.FOLDER, "--events", "-");

    assertThat(run.lines())
        .singleElement()
        .asString()
        .startsWith("{\"kind\":\"rejection\",\"at\":\"2000-01-01T00:00:00.000Z\"")
        .contains("EVENT_MALFORMED_JSON", "\"source\":\"-\",\"offset\":1");
  }

  @Test
  void derivesPersonsFromSandboxAndSecret() throws IOException {
    Path file = RESOURCES.resolve("shop.jsonl");
    Path secret = Files.writeString(folder.resolve("secret"), "a secret of our own");
    String reference = "${file:" + secret.toAbsolutePath() + "}";

    CommandLineRun own = simulate(file, "--identity-secret", reference);

    assertThat(own.code()).isZero();
    assertThat(own.out()).isNotEqualTo(simulate(file).out());
    assertThat(simulate(file, "--sandbox", "dev").out()).isNotEqualTo(simulate(file).out());
    Files.writeString(secret, "short");
    assertThat(simulate(file, "--identity-secret", reference).err())
        .isEqualTo(
            "simulate: --identity-secret: The identity secret has 5 bytes, it needs 16 or more\n");
    assertThat(simulate(file, "--identity-secret", "${env:SOJOURN_NO_SUCH}").err())
        .isEqualTo("simulate: --identity-secret: There is no secret at ${env:SOJOURN_NO_SUCH}\n");
  }

  @Test
  void saysInOneLineWhatItCannotUse() throws IOException {
    assertThat(simulate(folder.resolve("none.jsonl")).err())
        .isEqualTo("simulate: there is no file " + folder.resolve("none.jsonl") + "\n");
    assertThat(simulate(folder).err()).isEqualTo("simulate: " + folder + " is a folder\n");
    assertThat(simulate(folder, "--until", "tomorrow").code()).isEqualTo(2);
    assertThat(simulate(folder, "--time-scale", "0").err())
        .isEqualTo("simulate: --time-scale 0; it is 1 or more\n");
    Shop.copy(folder, "audiences/active.yaml", "member: visited", "member: visitd");
    CommandLineRun broken =
        CommandLineRun.of("simulate", "--workspace", folder, "--events", "none.jsonl");
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err()).contains("audiences/active.yaml:").endsWith("nothing was simulated\n");
  }

  private Path write(List<String> lines) throws IOException {
    return Files.write(folder.resolve("events.jsonl"), lines);
  }

  private static CommandLineRun simulate(Path file, String... more) {
    Object[] arguments = new Object[5 + more.length];
    arguments[0] = "simulate";
    arguments[1] = "--workspace";
    arguments[2] = Shop.FOLDER;
    arguments[3] = "--events";
    arguments[4] = file;
    System.arraycopy(more, 0, arguments, 5, more.length);
    return CommandLineRun.of(arguments);
  }
}
