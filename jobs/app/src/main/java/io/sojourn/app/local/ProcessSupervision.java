package io.sojourn.app.local;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps the processes of the platform alive. Not thread-safe. */
final class ProcessSupervision {
  private final Processes processes;
  private final CommandLines commands;
  private final List<Role> roles;
  private final Journal journal;
  private final Clock clock;
  private final Map<Role, Life> lives = new EnumMap<>(Role.class);
  private final Map<Role, RestartDelay> delays = new EnumMap<>(Role.class);
  private final Map<Role, Instant> due = new EnumMap<>(Role.class);

  private record Life(ProcessHandle process, Instant began) {}

  ProcessSupervision(
      Processes processes, CommandLines commands, List<Role> roles, Journal journal, Clock clock) {
    this.processes = processes;
    this.commands = commands;
    this.roles = roles;
    this.journal = journal;
    this.clock = clock;
  }

  /** Takes charge of processes that an earlier supervisor has started. */
  void adopt() {
    Map<Role, ProcessHandle> running = processes.running();
    for (Role role : roles) {
      ProcessHandle process = running.get(role);
      if (process != null) {
        lives.put(role, new Life(process, clock.instant()));
        journal.note("%s runs already, pid %d".formatted(role.id(), process.pid()));
      }
    }
  }

  /** Starts what does not run. */
  void check() throws IOException, InterruptedException {
    for (Role role : roles) {
      Life life = lives.get(role);
      if (life != null && !processes.is(role, life.process())) {
        lives.remove(role);
        bury(role, life);
      }
    }
    for (Role role : roles) {
      boolean waits = clock.instant().isBefore(due.getOrDefault(role, Instant.MIN));
      if (!lives.containsKey(role) && !waits) {
        start(role);
      }
    }
  }

  private void bury(Role role, Life life) throws InterruptedException {
    Instant now = clock.instant();
    Duration delay =
        delays
            .computeIfAbsent(role, any -> new RestartDelay())
            .after(Duration.between(life.began(), now));
    due.put(role, now.plus(delay));
    journal.note(
        "%s (pid %d) has ended; restart in %d s"
            .formatted(role.id(), life.process().pid(), delay.toSeconds()));
    if (role == Role.JOBMANAGER) {
      endTaskManagers();
    }
  }

  /**
   * Tasks must not outlive their JobManager: they would go on sending for as long as a heartbeat
   * may be late, beside the tasks of the resumed job.
   */
  private void endTaskManagers() throws InterruptedException {
    List<ProcessHandle> orphans = new ArrayList<>();
    for (Role role : Role.TASKMANAGERS) {
      Life life = lives.remove(role);
      if (life != null) {
        orphans.add(life.process());
        journal.note("%s ends with its jobmanager".formatted(role.id()));
      }
    }
    Processes.kill(orphans);
  }

  private void start(Role role) throws IOException, InterruptedException {
    if (role == Role.JOBMANAGER) {
      endTaskManagers();
    }
    Process process = processes.start(role, commands.of(role));
    lives.put(role, new Life(process.toHandle(), clock.instant()));
    journal.note("%s started, pid %d".formatted(role.id(), process.pid()));
  }
}
