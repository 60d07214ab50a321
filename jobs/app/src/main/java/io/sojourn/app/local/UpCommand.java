package io.sojourn.app.local;

import io.sojourn.app.cli.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn up}. */
@Command(
    name = "up",
    description = "Starts a broker and a Flink cluster on this machine.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    Console console = Console.standard();
    LocalPlatform platform = LocalPlatform.fromEnvironment(console);
    platform.up();
    console.line("Kafka         " + platform.bootstrap());
    console.line("Flink web UI  " + platform.web());
    if (platform.processes().stream().anyMatch(process -> process.name().equals("inbox"))) {
      console.line(
          "Inbox         %s (SMTP on port %d)".formatted(platform.inbox(), platform.smtpPort()));
    }
    console.line("Data          " + platform.home());
    if (platform.wantedJobs().isEmpty()) {
      console.note("No jobs yet: scripts/sojourn submit");
    }
    return 0;
  }
}
