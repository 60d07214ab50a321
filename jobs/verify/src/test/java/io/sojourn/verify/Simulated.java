package io.sojourn.verify;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.output.Output;
import io.sojourn.core.simulation.Simulation;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What {@code simulate} says to the same records. */
final class Simulated {
  private Simulated() {}

  /** The outputs to records of the events topic, as far as their own time has come. */
  static List<Output> outputs(JobOptions options, Workspace workspace, List<Message> events) {
    List<Output> outputs = new ArrayList<>();
    Simulation simulation =
        new Simulation(
            options.sandbox(),
            options.identitySecret(),
            workspace,
            new InputDecoder(),
            outputs::add);
    String source = Platform.name(Topic.EVENTS) + "-0";
    long offset = 0;
    for (Message event : events) {
      long time = Objects.requireNonNull(event.timestamp());
      byte[] value = event.value() == null ? new byte[0] : event.value();
      simulation.accept(value, event.headers().get("format"), time, source, offset++);
    }
    // The watermark of a log is one millisecond behind its newest record.
    simulation.settle(simulation.now() - 1);
    return outputs;
  }
}
