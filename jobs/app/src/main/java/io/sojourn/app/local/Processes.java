package io.sojourn.app.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The running processes of a platform. They are recognised by a mark in their command line, not by
 * a number in a file: a pid file outlives its process, and numbers are used again.
 */
final class Processes {
  private final Layout layout;

  Processes(Layout layout) {
    this.layout = layout;
  }

  /** What runs now. A process that has ended but was not collected by its parent does not. */
  Map<Role, ProcessHandle> running() {
    Map<Role, ProcessHandle> running = new EnumMap<>(Role.class);
    for (ProcessHandle process : (Iterable<ProcessHandle>) ProcessHandle.allProcesses()::iterator) {
      ProcessHandle.Info info = process.info();
      for (Role role : Role.values()) {
        if (carries(info, CommandLines.mark(layout, role))) {
          running.putIfAbsent(role, process);
        }
      }
    }
    return running;
  }

  /** Whether the process runs and has the role. */
  boolean is(Role role, ProcessHandle process) {
    return process.isAlive() && carries(process.info(), CommandLines.mark(layout, role));
  }

  /** Starts a process and notes its pid; what it prints goes to its output file. */
  Process start(Role role, List<String> command) throws IOException {
    Files.createDirectories(layout.run());
    Files.createDirectories(layout.log(role).getParent());
    emptyTemporary(role);
    ProcessBuilder builder = new ProcessBuilder(command).directory(layout.home().toFile());
    builder.environment().putAll(layout.environment());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(layout.output(role).toFile()));
    Process process = builder.start();
    Files.writeString(layout.pidFile(role), process.pid() + "\n");
    return process;
  }

  private void emptyTemporary(Role role) throws IOException {
    Trees.delete(layout.temporary(role));
    Files.createDirectories(layout.temporary(role));
  }

  /**
   * Asks processes to end, and ends those that have not after a while.
   *
   * @param patienceSeconds how long they may take
   */
  static void end(Collection<ProcessHandle> processes, long patienceSeconds)
      throws InterruptedException {
    processes.forEach(ProcessHandle::destroy);
    await(processes, patienceSeconds);
    kill(processes);
  }

  /** Ends processes without asking. */
  static void kill(Collection<ProcessHandle> processes) throws InterruptedException {
    processes.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    await(processes, 5);
  }

  private static void await(Collection<ProcessHandle> processes, long seconds)
      throws InterruptedException {
    CompletableFuture<?>[] ends =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // Whoever is left is ended by the caller, or is a process whose parent does not collect it.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean carries(ProcessHandle.Info info, String mark) {
    // A long command line is given as one text.
    return info.arguments()
        .map(arguments -> Arrays.asList(arguments).contains(mark))
        .orElseGet(() -> info.commandLine().filter(line -> line.contains(mark + " ")).isPresent());
  }
}
