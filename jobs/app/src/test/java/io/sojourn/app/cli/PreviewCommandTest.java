package io.sojourn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {
  @TempDir private Path folder;

  private void replace(String path, String text, String other) throws IOException {
    Path file = folder.resolve(path);
    String before = Files.readString(file);
    assertThat(before).contains(text);
    Files.writeString(file, before.replace(text, other));
  }

  @Test
  void showsTheMailOfAScenario() {
    CommandLineRun run = CommandLineRun.of("preview", Shop.FOLDER, "--scenario", "welcome");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(
            """
            === opens an account and is greeted at once (tests/welcome.yaml)
            welcome/greet on email
            From: Shop <shop@example.com>
            To: ada@example.com
            Subject: Welcome, Ada!
            --- text
            Hello Ada,
            """)
        .contains("--- html\n<!doctype html>", "Welcome, Ada!</h1>");
  }

  @Test
  void showsRequests() throws IOException {
    Shop.copy(folder, "journeys/welcome.yaml", "message: email", "message: crm");
    replace("journeys/welcome.yaml", "class: marketing", "class: transactional");
    replace("journeys/welcome.yaml", "template: welcome", "template: hello");
    replace("tests/welcome.yaml", "command: welcome", "command: hello");
    Files.writeString(
        folder.resolve("channels/crm.yaml"), "channel: crm\nhttp: {url: https://crm.example.com}");
    Files.writeString(
        folder.resolve("templates/hello.yaml"),
        """
        template: hello
        request:
          path: /hello
          headers: {X-Shop: "1"}
          json: '{"name": "{{profile.person.name.firstName}}"}'
        """);

    CommandLineRun run = CommandLineRun.of("preview", folder, "--scenario", "welcome");

    assertThat(run.out())
        .contains("POST /hello\nX-Shop: 1\n--- application/json\n{\"name\": \"Ada\"}\n");
  }

  @Test
  void saysWhatWouldNotBeSent() throws IOException {
    Shop.copy(
        folder,
        "templates/welcome.yaml",
        "template: welcome\n",
        "template: welcome\nmissing: refuse\n");
    replace("tests/welcome.yaml", "    person.name.firstName: Ada\n", "");

    assertThat(CommandLineRun.of("preview", folder, "--scenario", "welcome").out())
        .as("defaults take care of it")
        .contains("Subject: Welcome, and come in!");
    replace(
        "templates/welcome.yaml",
        "{{default profile.person.name.firstName \"there\"}}",
        "{{profile.person.name.firstName}}");
    CommandLineRun run = CommandLineRun.of("preview", folder, "--scenario", "welcome");
    assertThat(run.out()).contains("NOT SENT: TEMPLATE_UNRENDERABLE");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void saysThatThereIsNoSuchScenario() {
    CommandLineRun run = CommandLineRun.of("preview", Shop.FOLDER, "--scenario", "none");
    assertThat(run.err()).contains("has the name none");
    assertThat(run.code()).isEqualTo(1);
  }
}
