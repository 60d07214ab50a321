package io.sojourn.app.local;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What {@code sojourn status} says, as lines. */
final class StatusReport {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private StatusReport() {}

  static List<String> processes(List<ProcessStatus> processes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("PROCESS", "PID", "SINCE", "STATE", "PORT"));
    for (ProcessStatus process : processes) {
      rows.add(
          List.of(
              process.name(),
              process.pid() == null ? "-" : String.valueOf(process.pid()),
              time(process.since()),
              process.isRunning() ? "running" : "down",
              process.port() == 0 ? "-" : String.valueOf(process.port())));
    }
    return table(rows);
  }

  /**
   * @param wanted names of jobs that should run; one that is not among the jobs is shown as missing
   */
  static List<String> jobs(List<JobStatus> jobs, List<String> wanted, Instant now) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("JOB", "ID", "STATE", "SINCE", "LAST CHECKPOINT"));
    for (JobStatus job : jobs) {
      String state =
          job.state().equals("RUNNING") && !job.isRunning()
              ? "RUNNING %d/%d".formatted(job.runningTasks(), job.tasks())
              : job.state();
      rows.add(
          List.of(job.name(), job.id(), state, time(job.since()), age(job.lastCheckpoint(), now)));
    }
    for (String name : wanted) {
      if (jobs.stream().noneMatch(job -> job.name().equals(name))) {
        rows.add(List.of(name, "-", "not running", "-", "-"));
      }
    }
    return rows.size() == 1 ? List.of("No jobs.") : table(rows);
  }

  static List<String> topics(SortedMap<String, Long> counts) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("TOPIC", "RECORDS"));
    counts.forEach((topic, count) -> rows.add(List.of(topic, String.valueOf(count))));
    return rows.size() == 1 ? List.of("No topics.") : table(rows);
  }

  private static String time(@Nullable Instant at) {
    return at == null ? "-" : TIME.format(LocalDateTime.ofInstant(at, ZoneId.systemDefault()));
  }

  private static String age(@Nullable Instant at, Instant now) {
    return at == null ? "none" : "%d s ago".formatted(Duration.between(at, now).toSeconds());
  }

  /** Columns as wide as their widest cell, two spaces between them. */
  private static List<String> table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        int column = i;
        int width = rows.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
        line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
