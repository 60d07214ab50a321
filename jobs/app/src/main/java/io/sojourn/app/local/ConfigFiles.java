package io.sojourn.app.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The configuration of the processes: templates of the project, filled into the data folder. */
final class ConfigFiles {
  /** Upper case, so that log4j's own {@code ${sys:…}} is left alone. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

  private ConfigFiles() {}

  /** Writes every file of the templates' folder, with its placeholders filled in. */
  static void write(Layout layout) throws IOException {
    Map<String, String> values = values(layout);
    Files.createDirectories(layout.conf());
    try (Stream<Path> files = Files.list(layout.templates())) {
      List<Path> templates = files.filter(Files::isRegularFile).toList();
      for (Path template : templates) {
        Path target = layout.conf().resolve(template.getFileName().toString());
        Files.writeString(target, fill(Files.readString(template), values));
      }
    }
  }

  /**
   * Fills in placeholders.
   *
   * @throws IllegalArgumentException if there is no value for one
   */
  static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException("Nothing to fill in for " + match.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static Map<String, String> values(Layout layout) {
    Map<String, String> values = new HashMap<>();
    for (Port port : Port.values()) {
      values.put(port.name() + "_PORT", String.valueOf(layout.port(port)));
    }
    values.put("KAFKA_DATA", layout.brokerData().toString());
    values.put("CHECKPOINTS", layout.checkpoints().toString());
    values.put("SAVEPOINTS", layout.savepoints().toString());
    return values;
  }
}
