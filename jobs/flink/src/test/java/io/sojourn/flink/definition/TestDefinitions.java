package io.sojourn.flink.definition;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.WorkspaceCompiler;
import java.util.List;

/** A small workspace: who viewed in the last 10 s is {@code active}; a cart is settled in 20 s. */
public final class TestDefinitions {
  public static final List<SourceFile> FILES =
      List.of(
          new SourceFile(
              "namespaces.yaml",
              """
              namespaces:
                - {name: CRMID, type: person, unique: true}
                - {name: ECID, type: cookie, retention: 30d}
              """),
          new SourceFile(
              "schema.yaml",
              """
              events:
                view: {}
                cart: {}
              """),
          new SourceFile(
              "audiences/active.yaml",
              """
              audience: active
              signals:
                n: {event: view, exists: true, within: 10s}
              member: n
              """),
          new SourceFile(
              "journeys/cart.yaml",
              """
              journey: cart
              entry: {event: cart}
              start: settle
              steps:
                settle: {wait: 20s, next: done}
                done: {end: settled}
              """));

  private TestDefinitions() {}

  /** In real time. */
  public static WorkspaceUpdate update() {
    return update(1);
  }

  /** The same, but that a person may have any number of log-ins. */
  public static WorkspaceUpdate withoutUniqueNamespaces() {
    List<SourceFile> files =
        FILES.stream()
            .map(f -> new SourceFile(f.path(), f.text().replace(", unique: true", "")))
            .toList();
    return new WorkspaceUpdate(WorkspaceCompiler.version(files, 1), 1, files);
  }

  public static WorkspaceUpdate update(long timeScale) {
    return new WorkspaceUpdate(WorkspaceCompiler.version(FILES, timeScale), timeScale, FILES);
  }
}
