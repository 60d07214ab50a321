package io.sojourn.app.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** The jobs that should run, one file each, so that they outlive every process. */
final class WantedJobs {
  private static final String SUFFIX = ".properties";

  private final Path folder;
  private final Guard guard;

  WantedJobs(Layout layout) {
    this.folder = layout.jobs();
    this.guard = new Guard(layout.run().resolve("jobs.lock"));
  }

  /** Submits and stops jobs under a lock: nobody starts a job twice. */
  <T> T exclusively(Callable<T> work) throws Exception {
    return guard.exclusively(work);
  }

  /** As {@link #exclusively}, but not while somebody else submits or stops. */
  <T> Optional<T> ifFree(Callable<T> work) throws Exception {
    return guard.ifFree(work);
  }

  List<WantedJob> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<WantedJob> jobs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList()) {
        jobs.add(read(file));
      }
    }
    return jobs;
  }

  Optional<WantedJob> find(String name) throws IOException {
    return all().stream().filter(job -> job.name().equals(name)).findFirst();
  }

  void put(WantedJob job) throws IOException {
    // Options of Kafka clients may hold what only the owner should read.
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path draft = folder.resolve(job.name() + ".draft");
    try (Writer writer = Files.newBufferedWriter(draft)) {
      job.toProperties().store(writer, null);
    }
    Files.move(
        draft,
        folder.resolve(job.name() + SUFFIX),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  void remove(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name + SUFFIX));
  }

  private static WantedJob read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return WantedJob.of(properties);
  }
}
