package io.sojourn.app.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The ports that a running platform has. They hold for every later command, whatever its
 * environment says.
 */
final class Ports {
  private Ports() {}

  static void write(Layout layout) throws IOException {
    Files.createDirectories(layout.run());
    Properties properties = new Properties();
    for (Port port : Port.values()) {
      properties.setProperty(port.variable(), String.valueOf(layout.port(port)));
    }
    try (Writer writer = Files.newBufferedWriter(file(layout))) {
      properties.store(writer, null);
    }
  }

  /** The same layout with the ports that were written; itself if none were. */
  static Layout read(Layout layout) throws IOException {
    if (!Files.exists(file(layout))) {
      return layout;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file(layout))) {
      properties.load(reader);
    }
    Map<String, String> variables = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> variables.put(name, properties.getProperty(name)));
    return layout.withPorts(Layout.of(layout.root(), variables).ports());
  }

  private static Path file(Layout layout) {
    return layout.run().resolve("ports.properties");
  }
}
