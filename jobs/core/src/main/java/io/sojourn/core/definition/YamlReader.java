package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 into {@link Node}s. Anchors, tags and several documents in one file are not part
 * of the grammar.
 */
final class YamlReader {
  private static final int MAX_CHARACTERS = 256 * 1024;

  private YamlReader() {}

  /** The root mapping, or null after a problem was added. An empty file is an empty mapping. */
  static Node.@Nullable Fields read(SourceFile source, Problems problems) {
    String file = source.path();
    if (source.text().length() > MAX_CHARACTERS) {
      problems.add(
          new DefinitionProblem(
              ProblemCode.DEFINITION_LIMIT,
              file,
              0,
              0,
              "a file of " + source.text().length() + " characters"));
      return null;
    }
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
      Composer composer =
          new Composer(
              settings,
              new ParserImpl(
                  settings, new StreamReader(settings, new StringReader(source.text()))));
      Optional<org.snakeyaml.engine.v2.nodes.Node> root = composer.getSingleNode();
      if (root.isEmpty()) {
        return new Node.Fields(file, 1, 1, Map.of(), Map.of());
      }
      Node node = convert(root.get(), source, problems);
      if (node instanceof Node.Fields fields) {
        return fields;
      }
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          node,
          "a definition that is " + node.shape() + ", not a map");
      return null;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      problems.add(
          new DefinitionProblem(
              ProblemCode.DEFINITION_SYNTAX,
              file,
              mark.map(m -> m.getLine() + 1).orElse(0),
              mark.map(m -> m.getColumn() + 1).orElse(0),
              String.valueOf(e.getProblem())));
      return null;
    } catch (YamlEngineException e) {
      problems.add(
          new DefinitionProblem(
              ProblemCode.DEFINITION_SYNTAX, file, 0, 0, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static Node convert(
      org.snakeyaml.engine.v2.nodes.Node node, SourceFile source, Problems problems) {
    String file = source.path();
    Mark mark = node.getStartMark().orElseThrow();
    int line = mark.getLine() + 1;
    int column = mark.getColumn() + 1;
    if (node instanceof ScalarNode scalar) {
      return switch (scalar.getScalarStyle()) {
        case LITERAL, FOLDED ->
            new Node.Text(
                file, line, column, scalar.getValue(), line + 1, indent(source, line) + 1);
        case SINGLE_QUOTED, DOUBLE_QUOTED ->
            new Node.Text(file, line, column, scalar.getValue(), line, column + 1);
        default -> new Node.Text(file, line, column, scalar.getValue(), line, column);
      };
    }
    if (node instanceof SequenceNode sequence) {
      List<Node> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(convert(item, source, problems)));
      return new Node.Items(file, line, column, items);
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    Map<String, Node.Text> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      Node key = convert(tuple.getKeyNode(), source, problems);
      if (!(key instanceof Node.Text text)) {
        problems.add(ProblemCode.DEFINITION_VALUE, key, "a key that is " + key.shape());
        continue;
      }
      if (fields.containsKey(text.value())) {
        problems.add(ProblemCode.DEFINITION_SYNTAX, key, "the key '" + text.value() + "' twice");
      }
      fields.put(text.value(), convert(tuple.getValueNode(), source, problems));
      keys.put(text.value(), text);
    }
    return new Node.Fields(file, line, column, fields, keys);
  }

  /** By how many spaces the first line with content below a 1-based line is indented. */
  private static int indent(SourceFile source, int line) {
    return source
        .text()
        .lines()
        .skip(line)
        .filter(below -> !below.isBlank())
        .findFirst()
        .map(below -> below.length() - below.stripLeading().length())
        .orElse(0);
  }
}
