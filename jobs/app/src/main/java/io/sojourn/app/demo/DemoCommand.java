package io.sojourn.app.demo;

import io.sojourn.app.cli.CommandFailure;
import io.sojourn.app.cli.Console;
import io.sojourn.app.local.LocalPlatform;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.Topics;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sojourn demo}. */
@Command(
    name = "demo",
    description = {
      "Shows the sample shop at work: starts the platform, sends traffic, shows what came out.",
      "An hour of the shop passes in a second."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Decides the traffic (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--persons",
      defaultValue = "600",
      description = "How many people there are (default: ${DEFAULT-VALUE}).")
  private int persons;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long traffic is sent (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "Events per second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--keep-running",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether the platform stays to be looked at (default: ${DEFAULT-VALUE}).")
  private boolean keepRunning;

  @Option(
      names = "--show",
      paramLabel = "TOPIC",
      description = "Only prints the newest records of a topic, for example commands.email.")
  private @Nullable String topic;

  @Option(
      names = "--last",
      defaultValue = "20",
      description = "How many records --show prints (default: ${DEFAULT-VALUE}).")
  private int last;

  @Override
  public Integer call() throws Exception {
    Console console = Console.standard();
    LocalPlatform platform = LocalPlatform.fromEnvironment(console);
    JobOptions options = JobOptions.parse("--bootstrap", platform.bootstrap());
    if (topic != null) {
      new TopicLines().newest(options, TopicLines.named(topic), last).forEach(console::line);
      return 0;
    }
    if (persons < 2 || seconds < 1 || rate < 1 || last < 1) {
      throw new CommandFailure("a demo needs 2 persons, 1 second and 1 event per second or more");
    }
    platform.up();
    Topics.ensure(options);
    SampleWorkspace shop = SampleWorkspace.read(platform.smtpPort());
    console.during("Applying the sample workspace", () -> shop.publish(options));
    platform.submit(List.of());
    new DemoRun(console, options, shop, platform).show(seed, persons, seconds, rate);
    if (!keepRunning) {
      platform.down(false);
    }
    return 0;
  }
}
