package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that should happen so many times in a scenario.
 *
 * @param place where it is written
 * @param what what should happen
 * @param count exactly how many times; 0 for never
 * @param at when each time, epoch milliseconds; null for any time
 */
public record Expectation(Place place, What what, int count, @Nullable Long at) {

  /** Whether an output is what is expected here, in the journey under test or, for null, any. */
  public boolean isMetBy(Output output, @Nullable String journey) {
    return (at == null || at == output.at()) && what.matches(output, journey);
  }

  /** A kind of output, narrowed down. */
  public sealed interface What {
    boolean matches(Output output, @Nullable String journey);

    /** For people. */
    String text();
  }

  /** A command; with a template, or with any for null. */
  record OfCommand(@Nullable String template) implements What {
    @Override
    public boolean matches(Output output, @Nullable String journey) {
      return output instanceof Command command
          && (journey == null || journey.equals(command.journey()))
          && (template == null || template.equals(command.template()));
    }

    @Override
    public String text() {
      return template == null ? "command" : "command " + template;
    }
  }

  /** A step event; with a cause, or with any for null. */
  record OfStep(StepEvent.Kind kind, @Nullable String cause) implements What {
    @Override
    public boolean matches(Output output, @Nullable String journey) {
      return output instanceof StepEvent step
          && (journey == null || journey.equals(step.journey()))
          && step.event() == kind
          && (cause == null || cause.equals(step.cause()));
    }

    @Override
    public String text() {
      return "step " + lower(kind) + (cause == null ? "" : " by " + cause);
    }
  }

  /** A change of membership. */
  record OfAudience(String audience, Qualification.Status status) implements What {
    @Override
    public boolean matches(Output output, @Nullable String journey) {
      return output instanceof Qualification qualification
          && audience.equals(qualification.audience())
          && status == qualification.status();
    }

    @Override
    public String text() {
      return "audience " + audience + " " + lower(status);
    }
  }

  /** A refused input. */
  record OfRejection(ProblemCode code) implements What {
    @Override
    public boolean matches(Output output, @Nullable String journey) {
      return output instanceof Rejection rejection && rejection.problem().code() == code;
    }

    @Override
    public String text() {
      return "rejection " + code;
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
