package io.sojourn.flink.person;

import io.sojourn.core.output.Command;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.StepEvent;
import io.sojourn.core.person.Result;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What a person operator counts, in the field's terms. */
final class PersonMetrics {
  /** Above this a stored value is counted as large, bytes. */
  private static final int LARGE = 64 * 1024;

  private final Counter processed;
  private final Counter duplicates;
  private final Counter largeValues;
  private final Counter tooLarge;
  private final Counter qualifications;
  private final Counter commands;
  private final Counter contentsChanged;
  private final Counter journeysEntered;
  private final Counter journeysExited;
  private final Counter messagesRefused;
  private final Counter entriesDiscarded;
  private final Counter profilesChanged;
  private final Counter forgottenEvents;
  private final Counter personsForgotten;

  PersonMetrics(MetricGroup metrics) {
    processed = metrics.counter("eventsProcessed");
    duplicates = metrics.counter("duplicateEvents");
    tooLarge = metrics.counter("personsTooLarge");
    largeValues = metrics.counter("largePersonValuesWritten");
    qualifications = metrics.counter("qualifications");
    commands = metrics.counter("commandsIssued");
    contentsChanged = metrics.counter("contentsChanged");
    journeysEntered = metrics.counter("journeysEntered");
    journeysExited = metrics.counter("journeysExited");
    messagesRefused = metrics.counter("messagesRefused");
    entriesDiscarded = metrics.counter("entriesDiscarded");
    profilesChanged = metrics.counter("profilesChanged");
    forgottenEvents = metrics.counter("forgottenEvents");
    personsForgotten = metrics.counter("personsWhoForgot");
  }

  /** An event was worked off: with duplicates and rejections these are all that came in. */
  void event(Result result) {
    if (result.kind() == Result.Kind.PROCESSED) {
      processed.inc();
    }
  }

  /** An event of an identity that was forgotten since was refused. */
  void forgottenEvent() {
    forgottenEvents.inc();
  }

  /** A person held something of an identity that was forgotten. */
  void forgot() {
    personsForgotten.inc();
  }

  void result(Result result) {
    switch (result.kind()) {
      case DUPLICATE -> duplicates.inc();
      case TOO_LARGE -> tooLarge.inc();
      case PROCESSED -> {}
    }
  }

  /** A value of a person is written, or removed with 0 bytes. */
  void stored(int bytes) {
    if (bytes > LARGE) {
      largeValues.inc();
    }
  }

  void output(Output output) {
    if (output instanceof Qualification) {
      qualifications.inc();
    } else if (output instanceof Command) {
      commands.inc();
    } else if (output instanceof Content) {
      contentsChanged.inc();
    } else if (output instanceof ProfileRecord) {
      profilesChanged.inc();
    } else if (output instanceof StepEvent step) {
      switch (step.event()) {
        case ENTERED -> journeysEntered.inc();
        case EXITED, ENDED -> journeysExited.inc();
        case REFUSED -> messagesRefused.inc();
        case DISCARDED -> entriesDiscarded.inc();
        case STEP, ISSUED -> {}
      }
    }
  }
}
