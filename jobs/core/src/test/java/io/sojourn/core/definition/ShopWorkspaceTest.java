package io.sojourn.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.WorkspaceCompiler.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample workspace compiles, in real time and in that of the demo. */
class ShopWorkspaceTest {
  private static final Path FOLDER = Path.of("../../deploy/workspaces/shop");
  private static final long HOUR = 3_600_000L;

  @ParameterizedTest
  @ValueSource(longs = {1, 3_600})
  void compiles(long timeScale) throws IOException {
    Compilation compilation = WorkspaceCompiler.compile(files(), timeScale);

    assertThat(compilation.problems().stream().map(DefinitionProblem::message)).isEmpty();
    Workspace workspace = Objects.requireNonNull(compilation.workspace());
    assertThat(workspace.audiences())
        .extracting(Audience::name)
        .containsSubsequence("buyers", "opted-in-buyers")
        .hasSizeGreaterThanOrEqualTo(6);
    Journey journey = Objects.requireNonNull(workspace.journey("abandoned-cart", 1));
    assertThat(journey.steps()).containsEntry("settle", new Step.Wait(HOUR / timeScale, "remind"));
    assertThat(workspace.journey("welcome", 1)).isNotNull();
    assertThat(workspace.journey("win-back", 1)).isNotNull();
  }

  private static List<SourceFile> files() throws IOException {
    try (Stream<Path> paths = Files.walk(FOLDER)) {
      return paths
          .map(path -> FOLDER.relativize(path).toString().replace('\\', '/'))
          .filter(WorkspaceCompiler::isDefinition)
          .map(path -> new SourceFile(path, read(FOLDER.resolve(path))))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
