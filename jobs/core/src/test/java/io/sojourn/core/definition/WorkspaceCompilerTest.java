package io.sojourn.core.definition;

import static io.sojourn.core.definition.SoundWorkspace.compile;
import static io.sojourn.core.definition.SoundWorkspace.places;
import static io.sojourn.core.definition.SoundWorkspace.sources;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.WorkspaceCompiler.Compilation;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a workspace must have, what it may have several of, and what becomes of it. */
class WorkspaceCompilerTest {
  @Test
  void doesNotRepeatASecretInClearText() {
    Map<String, String> files = new TreeMap<>(SoundWorkspace.FILES);
    files.computeIfPresent(
        "channels/email.yaml",
        (path, text) -> text.replace("none}", "none, user: ada, password: hunter2}"));

    assertThat(compile(files).problems())
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("ada", "hunter2"));
  }

  @Test
  void wantsNamespaces() {
    Map<String, String> files = new TreeMap<>(SoundWorkspace.FILES);
    files.remove("namespaces.yaml");

    assertThat(places(compile(files))).containsExactly("namespaces.yaml:0:0 MISSING_KEY");
  }

  @Test
  void wantsTheChannelThatAMessageNames() {
    Map<String, String> files = new TreeMap<>(SoundWorkspace.FILES);
    files.remove("channels/email.yaml");

    assertThat(places(compile(files))).containsExactly("journeys/thanks.yaml:10:20 REFERENCE");
  }

  @Test
  void refusesANameInTwoFiles() {
    Map<String, String> files = new TreeMap<>(SoundWorkspace.FILES);
    files.put("audiences/customers.yaml", "audience: buyers\nmember: 1 > 0\n");

    assertThat(places(compile(files))).containsExactly("audiences/customers.yaml:1:11 VALUE");
  }

  @Test
  void takesSeveralVersionsOfAJourney() {
    Map<String, String> files = new TreeMap<>(SoundWorkspace.FILES);
    files.put("journeys/thanks-2.yaml", "version: 2\n" + files.get("journeys/thanks.yaml"));

    assertThat(places(compile(files))).isEmpty();
  }

  @Test
  void refusesAudiencesThatBuildOnEachOther() {
    Map<String, String> files = new TreeMap<>(SoundWorkspace.FILES);
    files.put("audiences/a.yaml", "audience: a\nmember: audiences['b']\n");
    files.put("audiences/b.yaml", "audience: b\nmember: audiences['a']\n");

    assertThat(places(compile(files))).containsExactly("audiences:0:0 REFERENCE");
  }

  @Test
  void refusesACircleOverSeveralSteps() {
    Map<String, String> files = new TreeMap<>(SoundWorkspace.FILES);
    files.computeIfPresent(
        "journeys/thanks.yaml",
        (path, text) -> text.replace("marketing, next: done", "marketing, next: choose"));

    assertThat(places(compile(files)))
        .containsExactly("journeys/thanks.yaml:6:3 VALUE", "journeys/thanks.yaml:10:3 VALUE");
  }

  @Test
  void reportsEverythingAtOnce() {
    Map<String, String> files = new TreeMap<>(SoundWorkspace.FILES);
    files.put("readme.txt", "");
    files.put("schema.yaml", "profile: [");

    assertThat(places(compile(files)))
        .contains("readme.txt:0:0 REFERENCE", "schema.yaml:1:11 SYNTAX");
  }

  @Test
  void dividesDurationsByTheTimeScale() {
    Workspace workspace = Objects.requireNonNull(compile(SoundWorkspace.FILES, 3_600).workspace());
    Journey journey = Objects.requireNonNull(workspace.journey("thanks", 1));

    assertThat(journey.steps()).containsEntry("settle", new Step.Wait(1_000, "choose"));
    Journey banner = Objects.requireNonNull(workspace.journey("banner", 1));
    assertThat(banner.steps().get("show"))
        .isInstanceOfSatisfying(
            Step.Show.class, show -> assertThat(show.validity()).isEqualTo(168_000));
    assertThat(workspace.signalsOf("commerce.purchases"))
        .extracting(Signal::within)
        .containsExactly(168_000L);
  }

  @Test
  void versionDependsOnContentOnly() {
    String version = Objects.requireNonNull(compile(SoundWorkspace.FILES).workspace()).version();
    Map<String, String> other = new TreeMap<>(SoundWorkspace.FILES);
    other.computeIfPresent("schema.yaml", (path, text) -> text + "# more\n");

    assertThat(version).matches("[0-9a-f]{12}");
    assertThat(WorkspaceCompiler.version(sources(new TreeMap<>(SoundWorkspace.FILES)), 1))
        .isEqualTo(version);
    assertThat(WorkspaceCompiler.version(sources(SoundWorkspace.FILES), 2)).isNotEqualTo(version);
    assertThat(WorkspaceCompiler.version(sources(other), 1)).isNotEqualTo(version);
  }

  @Test
  void acceptsASoundWorkspace() {
    Compilation compilation = compile(SoundWorkspace.FILES);

    assertThat(compilation.problems()).isEmpty();
    assertThat(compilation.workspace()).isNotNull();
  }
}
