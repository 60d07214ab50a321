package io.sojourn.flink.definition;

import io.sojourn.core.codec.Hash;
import io.sojourn.core.definition.DefinitionProblem;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.core.definition.WorkspaceCompiler.Compilation;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.flink.convert.DefinitionCodec;
import io.sojourn.schema.Definition;
import io.sojourn.schema.WireException;
import io.sojourn.schema.WorkspaceManifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a workspace together from the records of the definitions topic: definitions first, then a
 * manifest that names them. Only a complete manifest that compiles switches, so a workspace is
 * never half old and half new. Not thread-safe.
 */
public final class WorkspaceAssembler {
  private final DefinitionCodec codec = new DefinitionCodec();
  private final Map<String, Definition> definitions = new TreeMap<>();

  /**
   * What came of a record.
   *
   * @param update a workspace to switch to, or null
   * @param problems what is wrong with the record or the workspace that it completes
   */
  public record Assembly(@Nullable WorkspaceUpdate update, List<Problem> problems) {
    static final Assembly NOTHING = new Assembly(null, List.of());

    static Assembly refused(Problem problem) {
      return new Assembly(null, List.of(problem));
    }
  }

  /** Takes the next record of the topic; a null value withdraws the definition of the key. */
  public Assembly accept(byte @Nullable [] key, byte @Nullable [] value) {
    if (value == null) {
      if (key != null) {
        definitions.remove(new String(key, StandardCharsets.UTF_8));
      }
      return Assembly.NOTHING;
    }
    try {
      DefinitionCodec.Decoded decoded = codec.decode(value);
      if (decoded.definition() != null) {
        definitions.put(DefinitionCodec.key(decoded.definition()), decoded.definition());
        return Assembly.NOTHING;
      }
      return decoded.manifest() == null ? Assembly.NOTHING : assemble(decoded.manifest());
    } catch (WireException e) {
      return Assembly.refused(
          new Problem(
              ProblemCode.DEFINITION_SYNTAX, "", "a record that is no definition or manifest"));
    }
  }

  private Assembly assemble(WorkspaceManifest manifest) {
    List<SourceFile> files = new ArrayList<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(manifest.getDefinitions()).entrySet()) {
      Definition definition = definitions.get(entry.getKey());
      if (definition == null || !sha256(definition.getText()).equals(entry.getValue())) {
        return Assembly.refused(
            new Problem(
                ProblemCode.MANIFEST_INCOMPLETE,
                "workspace " + manifest.getVersion(),
                "no definition '" + entry.getKey() + "' of this content"));
      }
      files.add(new SourceFile(definition.getPath(), definition.getText()));
    }
    Compilation compilation =
        WorkspaceCompiler.compile(files, Math.max(1, manifest.getTimeScale()));
    if (compilation.workspace() == null) {
      return new Assembly(null, problems(manifest.getVersion(), compilation.problems()));
    }
    return new Assembly(
        new WorkspaceUpdate(compilation.workspace().version(), manifest.getTimeScale(), files),
        List.of());
  }

  private static List<Problem> problems(String version, List<DefinitionProblem> found) {
    return found.stream()
        .map(
            p ->
                new Problem(p.code(), "workspace " + version + " " + p.problem().place(), p.seen()))
        .toList();
  }

  /** What a manifest says of a definition's text. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}
