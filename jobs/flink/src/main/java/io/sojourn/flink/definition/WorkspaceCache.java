package io.sojourn.flink.definition;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.core.definition.WorkspaceCompiler.Compilation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiled workspaces of this JVM, so that the subtasks of all operators compile one version once.
 */
final class WorkspaceCache {
  private static final int KEPT = 4;
  private static final Map<String, Workspace> COMPILED = new LinkedHashMap<>();

  private WorkspaceCache() {}

  /**
   * @throws IllegalStateException if the workspace does not compile, although it was checked before
   *     it was sent
   */
  static synchronized Workspace compiled(WorkspaceUpdate update) {
    Workspace known = COMPILED.get(update.version());
    if (known != null) {
      return known;
    }
    Compilation compilation = WorkspaceCompiler.compile(update.files(), update.timeScale());
    Workspace workspace = compilation.workspace();
    if (workspace == null) {
      throw new IllegalStateException(
          "Workspace " + update.version() + " was checked but does not compile here");
    }
    COMPILED.put(update.version(), workspace);
    if (COMPILED.size() > KEPT) {
      COMPILED.remove(COMPILED.keySet().iterator().next());
    }
    return workspace;
  }
}
