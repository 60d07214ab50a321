package io.sojourn.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.testkit.TestTopics.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A savepoint of a release of the engagement job, with what it had read: {@code savepoint/}, the
 * workspace, the events in order, and how many records of its own it had read in each partition.
 *
 * @param folder {@code savepoints/engagement/<version>}
 */
record StateFixture(Path folder) {
  static final Path ALL = Path.of("src/test/resources/savepoints/engagement");

  static StateFixture of(String version) {
    return new StateFixture(ALL.resolve(version));
  }

  /** The fixtures of all releases. */
  static List<StateFixture> all() throws IOException {
    try (Stream<Path> versions = Files.list(ALL)) {
      return versions.sorted().map(StateFixture::new).toList();
    }
  }

  /** Where the savepoint is, which is not where it was made. */
  String savepoint() {
    return folder.resolve("savepoint").toUri().toString();
  }

  List<SourceFile> workspace() throws IOException {
    return WorkspaceFolder.definitions(folder.resolve("workspace"));
  }

  List<Message> events() throws IOException {
    List<Message> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("events.txt"))) {
      String[] timeAndJson = line.split(" ", 2);
      events.add(Platform.event(Long.parseLong(timeAndJson[0]), timeAndJson[1]));
    }
    return events;
  }

  /** Lines of topic, partition and count. */
  List<String> ownRecords() throws IOException {
    return Files.readAllLines(folder.resolve("own-records.txt"));
  }

  void write(
      Path savepoint, List<SourceFile> workspace, List<Message> events, List<String> ownRecords)
      throws IOException {
    Files.createDirectories(folder.resolve("savepoint"));
    try (Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("savepoint").resolve(file.getFileName()));
      }
    }
    for (SourceFile file : workspace) {
      Path copy = folder.resolve("workspace").resolve(file.path());
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, file.text());
    }
    Files.write(
        folder.resolve("events.txt"),
        events.stream()
            .map(e -> e.timestamp() + " " + new String(Objects.requireNonNull(e.value()), UTF_8))
            .toList());
    Files.write(folder.resolve("own-records.txt"), ownRecords);
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
