package io.sojourn.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample workspace, and copies of it with a fault. */
final class Shop {
  static final Path FOLDER = Path.of("../../deploy/workspaces/shop");

  private Shop() {}

  /** A copy of the workspace in an empty folder. */
  static Path copy(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(FOLDER)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = folder.resolve(FOLDER.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    return folder;
  }

  /** A copy in which one text of one file is another one. */
  static Path copy(Path folder, String file, String text, String other) throws IOException {
    Path target = copy(folder).resolve(file);
    String before = Files.readString(target);
    if (!before.contains(text)) {
      throw new IllegalArgumentException(file + " does not say " + text);
    }
    Files.writeString(target, before.replace(text, other));
    return folder;
  }
}
