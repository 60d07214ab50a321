package io.sojourn.core.journey;

import io.sojourn.core.channel.CommandFields;
import io.sojourn.core.channel.TemplateException;
import io.sojourn.core.consent.ConsentGate;
import io.sojourn.core.definition.Journey;
import io.sojourn.core.definition.Step;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.StepEvent.Kind;
import io.sojourn.core.profile.Fragment;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes one instance through its steps until it waits or ends. */
final class StepRunner {
  /** Steps without a wait between them; more is a circle in the journey. */
  private static final int MAX_STEPS_AT_ONCE = 64;

  private final Scene scene;
  private final Journeys journeys;

  StepRunner(Scene scene, Journeys journeys) {
    this.scene = scene;
    this.journeys = journeys;
  }

  /** Something fell due: the end of a wait, or else the timeout. */
  void wake(Instance instance, long now) {
    Journey journey = scene.workspace().journey(instance.journey, instance.version);
    if (journey == null) {
      exit(instance, "version_removed", now);
    } else if (instance.due > now) {
      exit(instance, "timeout", now);
    } else {
      instance.step = ((Step.Wait) step(journey, instance)).next();
      run(instance, now);
    }
  }

  void run(Instance instance, long now) {
    Journey journey = scene.workspace().journey(instance.journey, instance.version);
    for (int i = 0; journey != null && i < MAX_STEPS_AT_ONCE; i++) {
      instance.visits++;
      String next = take(step(journey, instance), instance, now);
      if (next == null) {
        return;
      }
      instance.step = next;
    }
    exit(instance, "loop", now);
  }

  void exit(Instance instance, String cause, long now) {
    journeys.remove(instance);
    scene.step(instance, instance.step, Kind.EXITED, cause, now);
  }

  private static Step step(Journey journey, Instance instance) {
    Step step = journey.steps().get(instance.step);
    if (step == null) {
      throw new IllegalStateException(
          "Journey " + journey.name() + " has no step " + instance.step);
    }
    return step;
  }

  /** The next step, or null when the instance waits or has ended. */
  private @Nullable String take(Step step, Instance instance, long now) {
    if (step instanceof Step.Wait wait) {
      instance.due = now + wait.duration();
      scene.step(instance, instance.step, Kind.STEP, "wait", now);
      return null;
    }
    if (step instanceof Step.Switch choice) {
      String next = choose(choice, instance);
      scene.step(instance, instance.step, Kind.STEP, "switch:" + next, now);
      return next;
    }
    if (step instanceof Step.Message message) {
      send(message, instance, now);
      return message.next();
    }
    if (step instanceof Step.Show show) {
      show(show, instance, now);
      return show.message().next();
    }
    journeys.remove(instance);
    scene.step(instance, instance.step, Kind.ENDED, ((Step.End) step).outcome(), now);
    return null;
  }

  private String choose(Step.Switch choice, Instance instance) {
    for (Step.Case way : choice.cases()) {
      if (way.when().holds(scene.bindings(instance.event, instance.key))) {
        return way.next();
      }
    }
    return choice.otherwise();
  }

  private void send(Step.Message message, Instance instance, long now) {
    String refusal = ConsentGate.refusal(scene.profile(), message.channel(), message.marketing());
    String recipient = message.addressedBy() == null ? "" : recipient(message.addressedBy());
    if (refusal == null && recipient == null) {
      refusal = "no_address";
    }
    if (refusal != null || recipient == null) {
      scene.step(instance, instance.step, Kind.REFUSED, String.valueOf(refusal), now);
      return;
    }
    instance.issued = true;
    scene.out().add(command(message, recipient, instance, now));
    scene.step(instance, instance.step, Kind.ISSUED, message.channel(), now);
  }

  /**
   * Content does not count as issued: an instance that should not have begun takes it away again.
   */
  private void show(Step.Show show, Instance instance, long now) {
    Step.Message message = show.message();
    String refusal = ConsentGate.refusal(scene.profile(), message.channel(), message.marketing());
    if (refusal == null) {
      Command command = command(message, "", instance, now);
      try {
        String body = show.template().render(CommandFields.with(command));
        journeys.place(
            instance,
            new Placed(
                command.commandId(),
                show.surface(),
                message.channel(),
                message.template(),
                show.template().priority(),
                now,
                now + show.validity(),
                body));
      } catch (TemplateException e) {
        refusal = "template_unrenderable";
      }
    }
    if (refusal == null) {
      scene.step(instance, instance.step, Kind.ISSUED, message.channel(), now);
    } else {
      scene.step(instance, instance.step, Kind.REFUSED, refusal, now);
    }
  }

  private Command command(Step.Message message, String recipient, Instance instance, long now) {
    return new Command(
        now,
        scene.commandId(instance),
        scene.person(),
        instance.entry,
        instance.journey,
        instance.version,
        instance.id,
        instance.step,
        message.channel(),
        message.template(),
        message.marketing() ? "marketing" : "transactional",
        recipient,
        data(message, instance),
        scene.workspace().version());
  }

  private Map<String, Object> data(Step.Message message, Instance instance) {
    Map<String, Object> data = new TreeMap<>();
    for (String path : message.reads()) {
      int dot = path.indexOf('.');
      String rest = path.substring(dot + 1);
      Object value =
          path.startsWith("profile.") ? scene.profile().value(rest) : instance.event.get(rest);
      if (value != null) {
        data.put(path, value);
      }
    }
    return data;
  }

  /**
   * The identity of a namespace that was seen last, in the first fragment by key order that has
   * one.
   */
  private @Nullable String recipient(String namespace) {
    for (Fragment fragment : scene.profile().fragments().values()) {
      String address = null;
      if (fragment.identity().namespace().equals(namespace) && fragment.isReachable()) {
        address = fragment.identity().value();
      }
      for (Identity companion : fragment.companions()) {
        if (companion.namespace().equals(namespace)) {
          address = companion.value();
        }
      }
      if (address != null) {
        return address;
      }
    }
    return null;
  }
}
