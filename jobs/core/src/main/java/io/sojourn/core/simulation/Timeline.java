package io.sojourn.core.simulation;

import io.sojourn.core.definition.Scenario.Moment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What happened in a scenario, for people: inputs at the margin, below each what came of it.
 * Assignments and profiles are left out: they say who somebody is.
 */
final class Timeline {
  private final List<String> lines = new ArrayList<>();

  void add(Moment moment) {
    add(moment.at(), moment.what().isEmpty() ? "(time goes by)" : moment.what());
  }

  void add(Output output) {
    if (output instanceof Qualification q) {
      add(q.at(), "  audience " + q.audience() + " " + lower(q.status()) + " by " + q.cause());
    } else if (output instanceof Command c) {
      add(c.at(), "  command " + c.template() + " on " + c.channel() + " from " + c.journey());
    } else if (output instanceof Content c) {
      String shown =
          c.items().stream().map(Content.Item::template).collect(Collectors.joining(", "));
      add(c.at(), "  content of " + c.surface() + ": " + (shown.isEmpty() ? "nothing" : shown));
    } else if (output instanceof StepEvent s) {
      String step = s.step().isEmpty() ? s.journey() : s.journey() + "/" + s.step();
      add(s.at(), "  step " + step + " " + lower(s.event()) + " by " + s.cause());
    } else if (output instanceof Rejection r) {
      add(r.at(), "  rejection " + r.problem().code() + " " + r.problem().seen());
    }
  }

  List<String> lines() {
    return lines;
  }

  private void add(long at, String text) {
    lines.add(Instant.ofEpochMilli(at) + " " + text);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
