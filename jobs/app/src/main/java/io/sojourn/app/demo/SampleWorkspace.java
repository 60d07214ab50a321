package io.sojourn.app.demo;

import io.sojourn.app.cli.CommandFailure;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.app.support.WorkspacePublisher;
import io.sojourn.core.definition.Audience;
import io.sojourn.core.definition.Journey;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Step;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The shop's workspace as the demo runs it: an hour in a second, mails to the local inbox. */
final class SampleWorkspace {
  /** By which durations are divided. */
  static final long TIME_SCALE = 3_600;

  private static final String EMAIL = "channels/email.yaml";

  private final List<SourceFile> files;
  private final Workspace workspace;

  private SampleWorkspace(List<SourceFile> files, Workspace workspace) {
    this.files = files;
    this.workspace = workspace;
  }

  /**
   * Reads and compiles it.
   *
   * @param smtpPort where the inbox takes mails
   * @throws CommandFailure if somebody changed it and it does not compile any more
   */
  static SampleWorkspace read(int smtpPort) throws IOException {
    return read(
        Path.of(System.getProperty("sojourn.root", ".")).resolve("deploy/workspaces/shop"),
        smtpPort);
  }

  static SampleWorkspace read(Path folder, int smtpPort) throws IOException {
    List<SourceFile> files =
        WorkspaceFolder.definitions(folder).stream().map(file -> withPort(file, smtpPort)).toList();
    WorkspaceCompiler.Compilation compiled = WorkspaceCompiler.compile(files, TIME_SCALE);
    if (compiled.workspace() == null) {
      throw new CommandFailure(
          "the sample workspace does not compile:\n"
              + compiled.problems().stream()
                  .map(problem -> "  " + problem.message())
                  .collect(Collectors.joining("\n")));
    }
    return new SampleWorkspace(files, compiled.workspace());
  }

  private static SourceFile withPort(SourceFile file, int port) {
    return file.path().equals(EMAIL)
        ? new SourceFile(file.path(), file.text().replaceFirst("port: [0-9]+", "port: " + port))
        : file;
  }

  List<SourceFile> files() {
    return files;
  }

  /** Publishes it and returns its version. */
  String publish(JobOptions options) {
    return new WorkspacePublisher(options).publish(files, TIME_SCALE, System.currentTimeMillis());
  }

  /** Names of all audiences. */
  Set<String> audiences() {
    return workspace.audiences().stream().map(Audience::name).collect(Collectors.toSet());
  }

  /** Names of the journeys that begin with an event and wait for nothing. */
  Set<String> journeysAtOnce() {
    return workspace.journeys().stream()
        .filter(journey -> journey.entry() instanceof Journey.OnEvent)
        .filter(journey -> journey.steps().values().stream().noneMatch(Step.Wait.class::isInstance))
        .map(Journey::name)
        .collect(Collectors.toSet());
  }
}
