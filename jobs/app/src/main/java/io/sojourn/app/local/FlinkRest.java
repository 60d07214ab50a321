package io.sojourn.app.local;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster over its REST interface. Every method throws {@link FlinkRefusal} if the cluster
 * says no, and another {@link IOException} if it does not answer.
 */
final class FlinkRest {
  private static final Duration QUICK = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String BOUNDARY = "sojourn-7f3a9c51e2";

  private final URI root;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * @param root for example {@code http://127.0.0.1:8081}
   */
  FlinkRest(URI root) {
    this.root = root;
  }

  /** How many TaskManagers have registered. */
  long taskManagers() throws IOException, InterruptedException {
    return get("/overview").get("taskmanagers").number();
  }

  /** Every job that the cluster remembers, without the times of checkpoints. */
  List<JobStatus> jobs() throws IOException, InterruptedException {
    List<JobStatus> jobs = new ArrayList<>();
    for (Answer job : get("/jobs/overview").get("jobs").items()) {
      jobs.add(status(job));
    }
    return jobs;
  }

  /** A job as the list of jobs shows it. */
  static JobStatus status(Answer job) {
    Answer tasks = job.get("tasks");
    return new JobStatus(
        job.get("name").text(),
        job.get("jid").text(),
        job.get("state").text(),
        Instant.ofEpochMilli(job.get("last-modification").number()),
        tasks.get("total").number(),
        tasks.get("running").number() + tasks.get("finished").number(),
        null);
  }

  /** When the newest complete checkpoint was triggered, or null before the first. */
  @Nullable Instant lastCheckpoint(String jobId) throws IOException, InterruptedException {
    Answer latest = get("/jobs/" + jobId + "/checkpoints").get("latest").get("completed");
    return latest.isEmpty() ? null : Instant.ofEpochMilli(latest.get("trigger_timestamp").number());
  }

  /** Why the job failed last, in one line; empty if it never did. */
  String lastFailure(String jobId) throws IOException, InterruptedException {
    Answer exceptions = get("/jobs/" + jobId + "/exceptions");
    List<Answer> entries = exceptions.get("exceptionHistory").get("entries").items();
    return entries.isEmpty() ? "" : FlinkRefusal.reason(entries.get(0).get("stacktrace").text());
  }

  /** Runs a job of a jar, which the cluster does not keep. Returns the job's id. */
  String run(Path jar, JobRun job) throws IOException, InterruptedException {
    String jarId = upload(jar);
    try {
      return post("/jars/" + jarId + "/run", job.json()).get("jobid").text();
    } finally {
      request("/jars/" + jarId, QUICK, builder -> builder.DELETE());
    }
  }

  private String upload(Path jar) throws IOException, InterruptedException {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"sojourn.jar\"\r\nContent-Type: application/x-java-archive\r\n\r\n"
            .formatted(BOUNDARY);
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    String file =
        request(
                "/jars/upload",
                LONG,
                builder ->
                    builder
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(body))
            .get("filename")
            .text();
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** Begins to stop a job with a savepoint; returns the id to ask {@link #savepoint} with. */
  String stop(String jobId, Path savepoints) throws IOException, InterruptedException {
    String folder =
        new String(JsonStringEncoder.getInstance().quoteAsString("file://" + savepoints));
    String body = "{\"drain\":false,\"targetDirectory\":\"%s\"}".formatted(folder);
    return post("/jobs/" + jobId + "/stop", body).get("request-id").text();
  }

  /** Where the savepoint is; empty while it is being written. */
  Optional<String> savepoint(String jobId, String request)
      throws IOException, InterruptedException {
    Answer answer = get("/jobs/" + jobId + "/savepoints/" + request);
    if (!answer.get("status").get("id").text().equals("COMPLETED")) {
      return Optional.empty();
    }
    Answer failure = answer.get("operation").get("failure-cause");
    if (!failure.isEmpty()) {
      throw new FlinkRefusal(FlinkRefusal.reason(failure.get("stack-trace").text()));
    }
    return Optional.of(answer.get("operation").get("location").text());
  }

  private Answer get(String path) throws IOException, InterruptedException {
    return request(path, QUICK, HttpRequest.Builder::GET);
  }

  private Answer post(String path, String json) throws IOException, InterruptedException {
    return request(
        path,
        LONG,
        builder ->
            builder
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
  }

  private Answer request(
      String path, Duration timeout, java.util.function.UnaryOperator<HttpRequest.Builder> with)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = HttpRequest.newBuilder(root.resolve(path)).timeout(timeout);
    var response = client.send(with.apply(builder).build(), BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      List<Answer> errors = Answer.parse(response.body()).get("errors").items();
      throw new FlinkRefusal(
          errors.isEmpty()
              ? "HTTP " + response.statusCode()
              : FlinkRefusal.reason(errors.get(errors.size() - 1).text()));
    }
    return Answer.parse(response.body());
  }
}
