package io.sojourn.app.demo;

import io.sojourn.app.cli.Console;
import io.sojourn.app.local.LocalPlatform;
import io.sojourn.app.support.JobOptions;
import io.sojourn.schema.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import picocli.CommandLine;

/** One stretch of traffic through the running jobs, and what came of it. */
final class DemoRun {
  /** Latencies of a job whose code is not compiled yet say little. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  /** Who was last seen at the end is written to a day later: 24 seconds. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(40);

  private static final int QUIET_ROUNDS = 5;

  private final Console console;
  private final JobOptions options;
  private final Properties kafka;
  private final SampleWorkspace shop;
  private final URI web;
  private final URI inbox;
  private final String bootstrap;

  DemoRun(Console console, JobOptions options, SampleWorkspace shop, LocalPlatform platform) {
    this.console = console;
    this.options = options;
    this.kafka = options.kafka();
    this.shop = shop;
    this.web = platform.web();
    this.inbox = platform.inbox();
    this.bootstrap = platform.bootstrap();
  }

  /** Sends, waits until nothing more comes, and prints the final screen. */
  void show(long seed, int persons, int seconds, int rate) throws Exception {
    TopicPositions from = positions(TopicTally.FLOWS);
    InboxCounts mailsBefore = InboxCounts.of(inbox);
    long start = System.currentTimeMillis();
    console.note("Sending " + rate + " events a second for " + seconds + " s; seed " + seed);
    long sent =
        new LiveTraffic(options)
            .send(
                TrafficSettings.demo(persons, (long) rate * seconds, seed, start, rate),
                (second, events) -> say(second, events, from, mailsBefore));
    awaitQuiet(from);
    Tally tally = new Tally(shop.audiences(), shop.journeysAtOnce(), start + WARM_UP.toMillis());
    console.during(
        "Reading the topics",
        () -> {
          new TopicTally(options).read(from, tally);
          return sent;
        });
    new FinalScreen(CommandLine.Help.Ansi.AUTO.enabled())
        .lines(
            tally.findings(),
            sent,
            eventsRead(from),
            InboxCounts.of(inbox).since(mailsBefore),
            new FinalScreen.Places(web.toString(), inbox.toString(), bootstrap))
        .forEach(console::line);
  }

  private void say(long second, long events, TopicPositions from, InboxCounts mailsBefore)
      throws Exception {
    TopicPositions now = positions(Topic.COMMANDS_EMAIL, Topic.REJECTIONS);
    console.note(
        String.format(
            "  %3d s   %,7d events   %,5d commands   %,5d mails   %,4d rejections",
            second,
            events,
            now.since(from, Topic.COMMANDS_EMAIL),
            InboxCounts.of(inbox).since(mailsBefore).messages(),
            now.since(from, Topic.REJECTIONS)));
  }

  /** Waits until all events were read and every command has its outcome, and no more come. */
  private void awaitQuiet(TopicPositions from) throws Exception {
    console.note("Waiting for what is still to come: who stays away for a day is written to");
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    long before = -1;
    int quiet = 0;
    while (quiet < QUIET_ROUNDS && System.nanoTime() < end) {
      Thread.sleep(1_000);
      TopicPositions now = positions(Topic.COMMANDS_EMAIL, Topic.OUTCOMES, Topic.EVENTS);
      long commands = now.since(from, Topic.COMMANDS_EMAIL);
      boolean settled =
          commands == before
              && now.since(from, Topic.OUTCOMES) >= commands
              && eventsRead(from) >= now.since(from, Topic.EVENTS);
      quiet = settled ? quiet + 1 : 0;
      before = commands;
    }
  }

  private long eventsRead(TopicPositions from) {
    String group = options.prefix() + "-" + options.sandbox() + "-engagement";
    return TopicPositions.committed(kafka, options.prefix(), group, Topic.EVENTS)
        .since(from, Topic.EVENTS);
  }

  private TopicPositions positions(Topic... topics) {
    return TopicPositions.now(kafka, options.prefix(), topics);
  }
}
