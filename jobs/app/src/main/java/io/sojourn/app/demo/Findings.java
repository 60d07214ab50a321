package io.sojourn.app.demo;

import java.util.Map;

/**
 * What came of a stretch of traffic, as the topics tell it. Maps are sorted by key.
 *
 * @param events records of the topic {@code events}, rejected ones too
 * @param persons who exist now
 * @param audiences what happened in each audience
 * @param journeys what happened in each journey
 * @param commands of different ids, by template
 * @param commandRepeats commands whose id had been said before
 * @param sent commands that the provider took over
 * @param failed commands that will not be sent, by the reason
 * @param rejections refused inputs, by code
 * @param latency from an event to the command that it issued at once
 */
record Findings(
    long events,
    int persons,
    Map<String, AudienceFindings> audiences,
    Map<String, JourneyFindings> journeys,
    Map<String, Integer> commands,
    int commandRepeats,
    int sent,
    Map<String, Integer> failed,
    Map<String, Integer> rejections,
    Latency latency) {

  /**
   * What happened in one audience.
   *
   * @param members how many persons are in it now
   * @param entered how often somebody entered it
   */
  record AudienceFindings(int members, int entered) {}

  /**
   * What happened in one journey.
   *
   * @param entered how many instances began
   * @param ended how many reached an end step
   * @param exited how many left by an exit criterion or the timeout
   * @param refused messages that were not issued, by the reason
   */
  record JourneyFindings(int entered, int ended, int exited, Map<String, Integer> refused) {}

  /**
   * Times from log to log, in milliseconds: of a record in {@code events} and of the command it
   * issued in {@code commands.email}.
   *
   * @param count how many were measured; the others are 0 if this is
   */
  record Latency(int count, long p50, long p99) {}
}
