package io.sojourn.app.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts wanted jobs on the local cluster, always from the newest state that they have. */
final class Submissions {
  private final Layout layout;
  private final FlinkRest flink;
  private final WantedJobs wanted;

  Submissions(Layout layout, FlinkRest flink, WantedJobs wanted) {
    this.layout = layout;
    this.flink = flink;
    this.wanted = wanted;
  }

  /**
   * Starts the job and notes its id. The caller has seen, under the lock of {@link WantedJobs},
   * that it does not run.
   *
   * @param from a state other than the newest, or null
   * @return the state it goes on from; empty for a job that never ran
   */
  Optional<String> submit(WantedJob job, @Nullable String from)
      throws IOException, InterruptedException {
    Optional<SavedState> newest = SavedState.newest(layout, job.name());
    Optional<String> state =
        from != null ? Optional.of(from) : newest.map(found -> "file://" + found.folder());
    Map<String, String> folders =
        Map.of(
            "execution.checkpointing.dir",
            "file://" + layout.checkpoints().resolve(job.name()),
            "execution.checkpointing.savepoint-dir",
            "file://" + layout.savepoints().resolve(job.name()));
    String id =
        flink.run(
            job.jar(),
            new JobRun(
                job.entryClass(), arguments(job), job.parallelism(), state.orElse(null), folders));
    wanted.put(job.withJobId(id));
    if (from == null) {
      SavedState.forgetOlderRuns(layout, job.name(), id);
    }
    return state;
  }

  private List<String> arguments(WantedJob job) {
    List<String> arguments = new ArrayList<>(job.arguments());
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--bootstrap"))) {
      arguments.addAll(List.of("--bootstrap", layout.address(Port.KAFKA)));
    }
    return arguments;
  }
}
