package io.sojourn.app.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A job that should run for as long as the platform is up.
 *
 * @param arguments of its {@code main}; without Kafka's address it gets the local broker's
 * @param jar what it was submitted with
 * @param jobId Flink's id of the run that was seen last; empty if the next run is still to come
 */
record WantedJob(
    String name,
    String entryClass,
    int parallelism,
    List<String> arguments,
    Path jar,
    String jobId) {
  WantedJob {
    arguments = List.copyOf(arguments);
  }

  WantedJob withJobId(String id) {
    return new WantedJob(name, entryClass, parallelism, arguments, jar, id);
  }

  WantedJob withJar(Path other) {
    return new WantedJob(name, entryClass, parallelism, arguments, other, jobId);
  }

  Properties toProperties() {
    Properties properties = new Properties();
    properties.setProperty("name", name);
    properties.setProperty("entry-class", entryClass);
    properties.setProperty("parallelism", String.valueOf(parallelism));
    properties.setProperty("jar", jar.toString());
    properties.setProperty("job-id", jobId);
    for (int i = 0; i < arguments.size(); i++) {
      properties.setProperty("argument." + i, arguments.get(i));
    }
    return properties;
  }

  static WantedJob of(Properties properties) {
    List<String> arguments = new ArrayList<>();
    String argument;
    while ((argument = properties.getProperty("argument." + arguments.size())) != null) {
      arguments.add(argument);
    }
    return new WantedJob(
        properties.getProperty("name", ""),
        properties.getProperty("entry-class", ""),
        Integer.parseInt(properties.getProperty("parallelism", "1")),
        arguments,
        Path.of(properties.getProperty("jar", "")),
        properties.getProperty("job-id", ""));
  }
}
