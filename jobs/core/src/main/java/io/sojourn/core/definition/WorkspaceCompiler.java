package io.sojourn.core.definition;

import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.ChannelTemplate;
import io.sojourn.core.channel.Feedback;
import io.sojourn.core.codec.Hash;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads, checks and compiles the files of a workspace. Costs about a millisecond per expression.
 */
public final class WorkspaceCompiler {
  private static final int MAX_AUDIENCES = 4_000;
  private static final int MAX_JOURNEYS = 500;
  private static final int MAX_CHANNELS = 64;

  private final Problems problems = new Problems();
  private final Map<String, Node.Fields> roots = new TreeMap<>();
  private final long timeScale;

  private WorkspaceCompiler(long timeScale) {
    this.timeScale = timeScale;
  }

  /**
   * What became of a workspace.
   *
   * @param workspace null if there is any problem
   * @param problems in the order of files and lines
   */
  public record Compilation(@Nullable Workspace workspace, List<DefinitionProblem> problems) {}

  /**
   * Compiles a workspace.
   *
   * @param timeScale by which every duration is divided: 1 for real, 3,600 makes a second of an
   *     hour; at least 1
   */
  public static Compilation compile(Collection<SourceFile> files, long timeScale) {
    WorkspaceCompiler compiler = new WorkspaceCompiler(timeScale);
    Workspace workspace = compiler.run(files);
    return new Compilation(
        compiler.problems.isEmpty() ? workspace : null, compiler.problems.list());
  }

  /**
   * What identifies the content of a workspace: 12 hex digits of a hash over its files and the time
   * scale.
   */
  public static String version(Collection<SourceFile> files, long timeScale) {
    List<String> parts = new ArrayList<>(List.of("workspace", String.valueOf(timeScale)));
    Map<String, String> sorted = new TreeMap<>();
    files.forEach(file -> sorted.put(file.path(), file.text()));
    sorted.forEach((path, text) -> parts.addAll(List.of(path, text)));
    return Hash.id(parts.toArray(String[]::new)).substring(0, 12);
  }

  /**
   * Whether a file of this path, relative to the workspace's folder, is a definition that jobs
   * need.
   */
  public static boolean isDefinition(String path) {
    return path.equals("namespaces.yaml")
        || path.equals("schema.yaml")
        || path.matches("(audiences|journeys|templates|channels)/[^/]+\\.yaml");
  }

  private Workspace run(Collection<SourceFile> files) {
    for (SourceFile file : files) {
      if (!isDefinition(file.path())) {
        problems.add(
            new DefinitionProblem(
                ProblemCode.DEFINITION_REFERENCE, file.path(), 0, 0, "a file of no known kind"));
        continue;
      }
      Node.Fields root = YamlReader.read(file, problems);
      if (root != null) {
        roots.put(file.path(), root);
      }
    }
    Namespaces namespaces = new Namespaces(List.of());
    if (roots.containsKey("namespaces.yaml")) {
      namespaces = new NamespaceParser(problems).namespaces(root("namespaces.yaml"));
    } else if (problems.isEmpty()) {
      problems.add(
          new DefinitionProblem(
              ProblemCode.DEFINITION_MISSING_KEY,
              "namespaces.yaml",
              0,
              0,
              "a workspace without it"));
    }
    Schema declared =
        roots.containsKey("schema.yaml")
            ? new SchemaParser(problems).schema(root("schema.yaml"))
            : Schema.EMPTY;
    Messages messages = messages(namespaces);
    Schema schema =
        declared.with(Feedback.EVENT_TYPE, Feedback.fields(messages.channels().values()));
    Expressions expressions = new Expressions(schema, problems);
    Set<String> names = names("audiences/", "audience");
    List<Audience> audiences = new ArrayList<>();
    AudienceParser audienceParser = new AudienceParser(expressions, problems, timeScale, names);
    each(
        "audiences/",
        root -> {
          Audience audience = audienceParser.audience(root);
          if (audience != null) {
            audiences.add(audience);
          }
        });
    List<Journey> journeys = new ArrayList<>();
    JourneyParser journeyParser =
        new JourneyParser(expressions, problems, timeScale, names, messages);
    names("journeys/", "journey");
    each(
        "journeys/",
        root -> {
          Journey journey = journeyParser.journey(root);
          if (journey != null) {
            journeys.add(journey);
          }
        });
    limit("audiences", audiences.size(), MAX_AUDIENCES);
    limit("journeys", journeys.size(), MAX_JOURNEYS);
    return new Workspace(
        version(files, timeScale), namespaces, schema, ordered(audiences), journeys, messages);
  }

  private Messages messages(Namespaces namespaces) {
    TemplateParser templateParser = new TemplateParser(problems);
    Map<String, ChannelTemplate> templates = new HashMap<>();
    names("templates/", "template");
    each("templates/", root -> templateParser.template(root, templates));
    ChannelParser channelParser = new ChannelParser(problems, namespaces);
    Map<String, Channel> channels = new HashMap<>();
    names("channels/", "channel");
    each(
        "channels/",
        root -> {
          Channel channel = channelParser.channel(root);
          if (channel != null) {
            channels.put(channel.name(), channel);
          }
        });
    limit("channels", channels.size(), MAX_CHANNELS);
    return new Messages(templates, channels, false);
  }

  private Node.Fields root(String path) {
    return Objects.requireNonNull(roots.get(path));
  }

  private void each(String folder, Consumer<Node.Fields> action) {
    roots.forEach(
        (path, root) -> {
          if (path.startsWith(folder)) {
            action.accept(root);
          }
        });
  }

  /**
   * The names that the files of a folder define; one name in two files is a problem, but for
   * versions of a journey.
   */
  private Set<String> names(String folder, String key) {
    Set<String> names = new TreeSet<>();
    Set<String> keys = new HashSet<>();
    each(
        folder,
        root -> {
          if (root.get(key) instanceof Node.Text name) {
            names.add(name.value());
            String version = root.get("version") instanceof Node.Text text ? text.value() : "1";
            if (!keys.add(name.value() + "@" + version)) {
              problems.add(
                  ProblemCode.DEFINITION_VALUE, name, "'" + name.value() + "' in a second file");
            }
          }
        });
    return names;
  }

  private void limit(String what, int count, int most) {
    if (count > most) {
      problems.add(
          new DefinitionProblem(
              ProblemCode.DEFINITION_LIMIT, what, 0, 0, count + " " + what + ", most are " + most));
    }
  }

  /** Each audience after those it builds on; a circle is a problem. */
  private List<Audience> ordered(List<Audience> audiences) {
    Map<String, Audience> byName = new TreeMap<>();
    audiences.forEach(audience -> byName.put(audience.name(), audience));
    Map<String, Audience> done = new LinkedHashMap<>();
    while (done.size() < byName.size()) {
      List<Audience> ready =
          byName.values().stream()
              .filter(
                  a -> !done.containsKey(a.name()) && done.keySet().containsAll(known(a, byName)))
              .toList();
      if (ready.isEmpty()) {
        Set<String> circle = new TreeSet<>(byName.keySet());
        circle.removeAll(done.keySet());
        problems.add(
            new DefinitionProblem(
                ProblemCode.DEFINITION_REFERENCE,
                "audiences",
                0,
                0,
                "audiences that build on each other: " + circle));
        break;
      }
      ready.forEach(audience -> done.put(audience.name(), audience));
    }
    return List.copyOf(done.values());
  }

  private static Set<String> known(Audience audience, Map<String, Audience> byName) {
    Set<String> known = new HashSet<>(audience.buildsOn());
    known.retainAll(byName.keySet());
    return known;
  }
}
