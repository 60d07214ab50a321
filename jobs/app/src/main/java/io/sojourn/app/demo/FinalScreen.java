package io.sojourn.app.demo;

import static io.sojourn.app.demo.Table.number;

import io.sojourn.app.demo.Findings.AudienceFindings;
import io.sojourn.app.demo.Findings.JourneyFindings;
import io.sojourn.app.demo.Findings.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the demo shows at its end: at most 100 columns of plain characters. */
final class FinalScreen {
  private static final int WIDTH = 98;
  private static final int LEFT = 46;
  private static final int LABEL = 18;

  private final boolean bold;

  /**
   * @param bold whether titles are set in bold; that takes a terminal
   */
  FinalScreen(boolean bold) {
    this.bold = bold;
  }

  /**
   * Where to look next.
   *
   * @param web the Flink web UI
   * @param inbox the inbox in a browser
   * @param bootstrap Kafka's address
   */
  record Places(String web, String inbox, String bootstrap) {}

  /**
   * The screen.
   *
   * @param sent how many events were sent
   * @param read how many of them the job has read, as far as it said
   * @param mails what came to the inbox meanwhile
   */
  List<String> lines(Findings findings, long sent, long read, InboxCounts mails, Places places) {
    List<String> out =
        new ArrayList<>(List.of("", rule(), title("The shop, as the topics tell it")));
    out.add(rule());
    out.addAll(totals(findings, sent, read, mails));
    out.add("");
    out.addAll(beside(audiences(findings.audiences()), journeys(findings.journeys())));
    out.add("");
    out.addAll(
        beside(
            Table.of("Command", "issued", findings.commands()),
            Table.of("Message not issued, why", "count", refused(findings))));
    out.add("");
    out.addAll(
        beside(
            Table.of("Input rejected, why", "count", findings.rejections()),
            Table.of("Command not sent, why", "count", findings.failed())));
    out.add("");
    out.addAll(places(places));
    out.add(rule());
    return out;
  }

  private static List<String> totals(Findings findings, long sent, long read, InboxCounts mails) {
    long rejected = sum(findings.rejections());
    Latency latency = findings.latency();
    return List.of(
        total(
            "Events",
            findings.events(),
            number(sent)
                + " sent, "
                + number(read)
                + " read by the job at its last checkpoint, "
                + number(rejected)
                + " rejected"),
        total("Persons", findings.persons(), "who exist after all links"),
        total(
            "Commands",
            sum(findings.commands()),
            number(findings.commandRepeats()) + " said again with the same id"),
        total(
            "Mails",
            mails.messageIds(),
            number(mails.repeats())
                + " delivered again, "
                + number(findings.sent())
                + " outcomes say sent, "
                + number(sum(findings.failed()))
                + " say failed"),
        latency.count() == 0
            ? Table.left(" Event to command", LABEL) + "       not measured"
            : Table.left(" Event to command", LABEL)
                + String.format("%7s", number(latency.p50()))
                + "   ms p50, "
                + number(latency.p99())
                + " ms p99, log to log, "
                + number(latency.count())
                + " messages without a wait");
  }

  private static String total(String label, long count, String remark) {
    return Table.left(" " + label, LABEL) + String.format("%7s", number(count)) + "   " + remark;
  }

  private static Table audiences(Map<String, AudienceFindings> audiences) {
    Table table = Table.of("Audience", "entered", "now in");
    audiences.forEach(
        (name, found) -> table.row(name, number(found.entered()), number(found.members())));
    return audiences.isEmpty() ? table.row("-", "", "") : table;
  }

  private static Table journeys(Map<String, JourneyFindings> journeys) {
    Table table = Table.of("Journey", "entered", "ended", "left", "inside");
    journeys.forEach(
        (name, found) ->
            table.row(
                name,
                number(found.entered()),
                number(found.ended()),
                number(found.exited()),
                number(found.entered() - found.ended() - found.exited())));
    return journeys.isEmpty() ? table.row("-", "", "", "", "") : table;
  }

  private static Map<String, Integer> refused(Findings findings) {
    Map<String, Integer> refused = new TreeMap<>();
    findings
        .journeys()
        .forEach(
            (name, found) ->
                found
                    .refused()
                    .forEach((reason, count) -> refused.put(name + ": " + reason, count)));
    return refused;
  }

  private List<String> places(Places places) {
    return List.of(
        " " + title("Look next"),
        place("Flink web UI", places.web()),
        place("Inbox", places.inbox()),
        place("Topics", "sojourn.events, .profiles, .commands.email ... at " + places.bootstrap()),
        place("Read a topic", "scripts/sojourn demo --show commands.email"),
        place("Workspace", "deploy/workspaces/shop"),
        place("Stop", "scripts/sojourn down"));
  }

  private static String place(String name, String where) {
    return Table.left("   " + name, LABEL) + where;
  }

  private List<String> beside(Table one, Table other) {
    List<String> lines = new ArrayList<>(Table.beside(indented(one.lines()), other.lines(), LEFT));
    lines.set(0, title(lines.get(0)));
    return lines;
  }

  private static List<String> indented(List<String> lines) {
    return lines.stream().map(line -> " " + line).toList();
  }

  private static long sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }

  private static String rule() {
    return "-".repeat(WIDTH);
  }

  private String title(String text) {
    return bold ? "\u001b[1m" + text + "\u001b[0m" : text;
  }
}
