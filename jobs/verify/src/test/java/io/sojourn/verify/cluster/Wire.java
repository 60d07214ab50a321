package io.sojourn.verify.cluster;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.connectors.kafka.LogRecord;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.StepEvent;
import io.sojourn.core.simulation.Simulation;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Topic;
import io.sojourn.verify.Haste;
import io.sojourn.verify.PersonsInTheEnd;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lies in the topics of a running platform. */
final class Wire {
  private final JobOptions options;
  private final OutputDecoder decoder = new OutputDecoder();

  Wire(JobOptions options) {
    this.options = options;
  }

  List<LogRecord> records(Topic topic) {
    List<LogRecord> records = new ArrayList<>();
    new TopicReader(options.kafka(), Duration.ofSeconds(30))
        .read(topic.name(options.prefix()), records::add);
    return records;
  }

  /** The records of the commands, repeats included, by command id. */
  Map<String, List<LogRecord>> commands() {
    Map<String, List<LogRecord>> commands = new TreeMap<>();
    for (LogRecord each : records(Topic.COMMANDS_EMAIL)) {
      String id = ((Command) output(Topic.COMMANDS_EMAIL, each)).commandId();
      commands.computeIfAbsent(id, key -> new ArrayList<>()).add(each);
    }
    return commands;
  }

  /** Every assignment; those of one identity in their order. */
  List<Assignment> assignments() {
    return records(Topic.ASSIGNMENTS).stream()
        .map(each -> (Assignment) output(Topic.ASSIGNMENTS, each))
        .toList();
  }

  /** The fields in which repeats of a command differ, without their values. */
  Set<String> unlike(List<LogRecord> repeats) {
    Command first = (Command) output(Topic.COMMANDS_EMAIL, repeats.get(0));
    Set<String> fields = new TreeSet<>();
    for (LogRecord repeat : repeats) {
      Command other = (Command) output(Topic.COMMANDS_EMAIL, repeat);
      for (RecordComponent field : Command.class.getRecordComponents()) {
        if (!Objects.equals(value(field, first), value(field, other))) {
          fields.add(field.getName());
        }
      }
    }
    return fields;
  }

  private static @Nullable Object value(RecordComponent field, Command of) {
    try {
      return field.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether a step event was written.
   *
   * @param customer value of the identity that entered the journey
   */
  boolean hasStep(String customer, StepEvent.Kind kind, String cause) {
    return steps(customer, kind, cause).findAny().isPresent();
  }

  /** The step events of a kind and a cause of a customer, see {@link #hasStep}. */
  Stream<StepEvent> steps(String customer, StepEvent.Kind kind, String cause) {
    return records(Topic.JOURNEY_STEPS).stream()
        .map(each -> (StepEvent) output(Topic.JOURNEY_STEPS, each))
        .filter(step -> step.identity().value().equals(customer))
        .filter(step -> step.event() == kind && step.cause().equals(cause));
  }

  /** Every recipient of a command of this template, once for each command id. */
  List<String> recipients(String template) {
    return commands().values().stream()
        .map(repeats -> (Command) output(Topic.COMMANDS_EMAIL, repeats.get(0)))
        .filter(command -> command.template().equals(template))
        .map(Command::recipient)
        .sorted()
        .toList();
  }

  /** All that the topics hold, each in its order. */
  List<Output> outputs(Topic... topics) {
    List<Output> outputs = new ArrayList<>();
    for (Topic topic : topics) {
      records(topic).forEach(each -> outputs.add(output(topic, each)));
    }
    return outputs;
  }

  private Output output(Topic topic, LogRecord each) {
    return decoder.decode(new OutputRecord(topic, each.key(), each.value(), each.timestamp()));
  }

  /** What {@code simulate} says to the events, in order. */
  List<Output> simulated(Workspace workspace, Duration quiet) {
    List<Output> outputs = new ArrayList<>();
    Simulation simulation =
        new Simulation(
            options.sandbox(),
            options.identitySecret(),
            workspace,
            new InputDecoder(),
            outputs::add);
    for (LogRecord event : events()) {
      simulation.accept(
          bytes(event), event.format(), event.timestamp(), event.topic(), event.offset());
    }
    simulation.settle(simulation.now() + quiet.toMillis());
    return outputs;
  }

  /** Who did something while a fragment was on its way. */
  Set<String> hasty(Workspace workspace, PersonsInTheEnd end) {
    Haste haste = new Haste(options, workspace, end);
    for (LogRecord event : events()) {
      haste.event(bytes(event), event.format(), event.timestamp(), event.timestamp());
    }
    for (LogRecord each : records(Topic.PERSON_MOVES)) {
      haste.move(FragmentPayload.decode(Objects.requireNonNull(each.value())), each.timestamp());
    }
    return haste.persons();
  }

  /** The events in the order of their append times. */
  private List<LogRecord> events() {
    return records(Topic.EVENTS).stream()
        .sorted(
            Comparator.comparingLong(LogRecord::timestamp)
                .thenComparingInt(LogRecord::partition)
                .thenComparingLong(LogRecord::offset))
        .toList();
  }

  private static byte[] bytes(LogRecord event) {
    return event.value() == null ? new byte[0] : event.value();
  }
}
