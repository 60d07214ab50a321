package io.sojourn.app.demo;

import io.sojourn.app.demo.Findings.AudienceFindings;
import io.sojourn.app.demo.Findings.JourneyFindings;
import io.sojourn.app.demo.Findings.Latency;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import io.sojourn.schema.Outcome;
import io.sojourn.schema.OutcomeStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds up what lies in the topics. A job that recovered says some things twice: what has an id
 * counts once.
 */
final class Tally {
  private final Set<String> audiences;
  private final Set<String> atOnce;
  private final long measuredFrom;
  private final Map<PersonId, List<String>> persons = new HashMap<>();
  private final Map<String, Integer> entries = new TreeMap<>();
  private final Map<String, Instances> journeys = new TreeMap<>();
  private final Set<String> commandIds = new HashSet<>();
  private final Map<String, Integer> commands = new TreeMap<>();
  private final Map<String, OutcomeStatus> outcomes = new HashMap<>();
  private final Map<String, Integer> failed = new TreeMap<>();
  private final Map<String, Integer> rejections = new TreeMap<>();
  private final List<Long> latencies = new ArrayList<>();
  private long events;
  private int commandRepeats;

  /**
   * @param audiences names of all audiences, so that an empty one is counted too
   * @param atOnce names of the journeys that issue their message with the event that entered
   * @param measuredFrom log time before which no latency is measured, because the jobs were still
   *     warming up
   */
  Tally(Set<String> audiences, Set<String> atOnce, long measuredFrom) {
    this.audiences = audiences;
    this.atOnce = atOnce;
    this.measuredFrom = measuredFrom;
  }

  void events(long count) {
    events += count;
  }

  /**
   * An output of the engines.
   *
   * @param loggedAt log time of its record, epoch milliseconds
   */
  void output(Output output, long loggedAt) {
    if (output instanceof ProfileRecord profile) {
      profile(profile);
    } else if (output instanceof Qualification change) {
      if (change.status() == Qualification.Status.ENTERED) {
        entries.merge(change.audience(), 1, Integer::sum);
      }
    } else if (output instanceof StepEvent step) {
      step(step);
    } else if (output instanceof Command command) {
      command(command, loggedAt);
    } else if (output instanceof Rejection rejection) {
      rejections.merge(rejection.problem().code().name(), 1, Integer::sum);
    }
  }

  private void profile(ProfileRecord profile) {
    if (profile.identities().isEmpty()) {
      persons.remove(profile.person());
    } else {
      persons.put(profile.person(), profile.audiences());
    }
  }

  private void step(StepEvent step) {
    Instances instances = journeys.computeIfAbsent(step.journey(), name -> new Instances());
    switch (step.event()) {
      case ENTERED -> instances.entered.add(step.instance());
      case ENDED -> instances.ended.add(step.instance());
      case EXITED -> instances.exited.add(step.instance());
      case REFUSED -> instances.refused.put(step.instance() + "/" + step.step(), step.cause());
      case STEP, ISSUED, DISCARDED -> {}
    }
  }

  private void command(Command command, long loggedAt) {
    if (!commandIds.add(command.commandId())) {
      commandRepeats++;
      return;
    }
    commands.merge(command.template(), 1, Integer::sum);
    if (atOnce.contains(command.journey()) && command.at() >= measuredFrom) {
      latencies.add(loggedAt - command.at());
    }
  }

  void outcome(Outcome outcome) {
    OutcomeStatus before = outcomes.putIfAbsent(outcome.getCommandId(), outcome.getStatus());
    if (before == null && outcome.getStatus() == OutcomeStatus.FAILED) {
      failed.merge(outcome.getCode(), 1, Integer::sum);
    }
  }

  Findings findings() {
    Map<String, JourneyFindings> found = new TreeMap<>();
    journeys.forEach((name, instances) -> found.put(name, instances.findings()));
    int sent = Collections.frequency(outcomes.values(), OutcomeStatus.SENT);
    return new Findings(
        events,
        persons.size(),
        audienceFindings(),
        found,
        commands,
        commandRepeats,
        sent,
        failed,
        rejections,
        latency());
  }

  private Map<String, AudienceFindings> audienceFindings() {
    Map<String, Integer> members = new HashMap<>();
    persons.values().forEach(of -> of.forEach(name -> members.merge(name, 1, Integer::sum)));
    Set<String> names = new TreeSet<>(audiences);
    names.addAll(members.keySet());
    names.addAll(entries.keySet());
    Map<String, AudienceFindings> found = new TreeMap<>();
    for (String name : names) {
      found.put(
          name, new AudienceFindings(members.getOrDefault(name, 0), entries.getOrDefault(name, 0)));
    }
    return found;
  }

  private Latency latency() {
    Collections.sort(latencies);
    return new Latency(latencies.size(), percentile(50), percentile(99));
  }

  /** The nearest rank: the smallest value that so many percent do not exceed. */
  private long percentile(int percent) {
    int rank = (latencies.size() * percent + 99) / 100;
    return latencies.isEmpty() ? 0 : latencies.get(Math.max(rank - 1, 0));
  }

  /** The instances of one journey, by id. */
  private static final class Instances {
    private final Set<String> entered = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> exited = new HashSet<>();
    private final Map<String, String> refused = new HashMap<>();

    JourneyFindings findings() {
      Map<String, Integer> reasons = new TreeMap<>();
      refused.values().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
      return new JourneyFindings(entered.size(), ended.size(), exited.size(), reasons);
    }
  }
}
