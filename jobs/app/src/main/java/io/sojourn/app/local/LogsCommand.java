package io.sojourn.app.local;

import io.sojourn.app.cli.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sojourn logs}. */
@Command(
    name = "logs",
    description = "Shows the log of a process.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "PROCESS",
      description =
          "broker, jobmanager, taskmanager-1, taskmanager-2, inbox or supervisor (default: each).")
  private @Nullable String process;

  @Option(names = "--follow", description = "Go on with what is added, until interrupted.")
  private boolean follow;

  @Option(names = "--lines", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
  private int lines = 20;

  @Override
  public Integer call() throws Exception {
    Console console = Console.standard();
    Layout layout = LocalPlatform.fromEnvironment(console).layout();
    List<Role> roles = process == null ? List.of(Role.values()) : List.of(Role.named(process));
    List<LogTail> tails = roles.stream().map(role -> new LogTail(layout.log(role))).toList();
    for (int i = 0; i < roles.size(); i++) {
      Path file = layout.log(roles.get(i));
      if (Files.exists(file)) {
        console.note("==> " + file);
        tails.get(i).last(Math.max(0, lines)).forEach(console::line);
      }
    }
    while (follow) {
      for (LogTail tail : tails) {
        tail.more().lines().forEach(console::line);
      }
      Thread.sleep(300);
    }
    return 0;
  }
}
