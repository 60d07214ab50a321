package io.sojourn.app.support;

import io.sojourn.core.definition.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A workspace as a folder of files in git. */
public final class WorkspaceFolder {
  private WorkspaceFolder() {}

  /**
   * The definitions in a folder; its scenarios ({@code tests/}) and everything that is not YAML are
   * left out.
   *
   * @throws IOException if it is not a readable folder
   */
  public static List<SourceFile> definitions(Path folder) throws IOException {
    return read(folder).stream().filter(file -> !isScenario(file)).toList();
  }

  /** The scenarios in a folder's {@code tests/}. */
  public static List<SourceFile> scenarios(Path folder) throws IOException {
    return read(folder).stream().filter(WorkspaceFolder::isScenario).toList();
  }

  private static boolean isScenario(SourceFile file) {
    return file.path().startsWith("tests/");
  }

  private static List<SourceFile> read(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder, 2)) {
      paths =
          walk.filter(Files::isRegularFile)
              .filter(path -> path.toString().endsWith(".yaml"))
              .sorted()
              .toList();
    }
    List<SourceFile> files = new ArrayList<>();
    for (Path path : paths) {
      String name = folder.relativize(path).toString().replace('\\', '/');
      files.add(new SourceFile(name, Files.readString(path)));
    }
    return files;
  }
}
