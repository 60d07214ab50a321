package io.sojourn.app.local;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job as its cluster sees it.
 *
 * @param id Flink's
 * @param state Flink's word; {@code RUNNING} as soon as it is scheduled
 * @param since when it came into this state
 * @param tasks how many subtasks it has
 * @param runningTasks how many of them run or have done their work
 * @param lastCheckpoint when the newest complete checkpoint was triggered; null before the first
 */
public record JobStatus(
    String name,
    String id,
    String state,
    Instant since,
    long tasks,
    long runningTasks,
    @Nullable Instant lastCheckpoint) {
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED", "SUSPENDED");

  JobStatus withLastCheckpoint(@Nullable Instant checkpoint) {
    return new JobStatus(name, id, state, since, tasks, runningTasks, checkpoint);
  }

  /** Whether it works: every subtask runs. */
  public boolean isRunning() {
    return state.equals("RUNNING") && tasks > 0 && tasks == runningTasks;
  }

  /** Whether it is over for good. */
  public boolean hasEnded() {
    return ENDED.contains(state);
  }
}
