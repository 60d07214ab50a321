package io.sojourn.core.identity;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what operators ask for, and addresses it. Not thread-safe. */
public final class OperatorDesk {
  private final String sandbox;
  private final IdentityHasher hasher;

  /** What becomes of a command. */
  public sealed interface Answer permits Accepted, Refused {}

  /**
   * @param messages to the identities concerned
   */
  public record Accepted(List<ControlMessage> messages) implements Answer {
    public Accepted {
      messages = List.copyOf(messages);
    }
  }

  /** It is not done, for this reason. */
  public record Refused(Problem problem) implements Answer {}

  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    RefusedException(ProblemCode code, String place, String seen) {
      super(code.name());
      this.problem = new Problem(code, place, seen);
    }
  }

  public OperatorDesk(String sandbox, IdentityHasher hasher) {
    this.sandbox = sandbox;
    this.hasher = hasher;
  }

  /**
   * Accepts or refuses a command.
   *
   * @param time when it came into the log, epoch milliseconds
   */
  public Answer answer(OperatorCommand command, Namespaces namespaces, long time) {
    try {
      return new Accepted(messages(command, namespaces, time));
    } catch (RefusedException e) {
      return new Refused(e.problem);
    }
  }

  private List<ControlMessage> messages(OperatorCommand command, Namespaces namespaces, long time)
      throws RefusedException {
    LinkedIdentity one = linked(command.one(), "one", namespaces);
    if (command.kind() == OperatorCommand.Kind.RECHECK) {
      return List.of(ControlMessage.recheck(one.key(), time));
    }
    LinkedIdentity other = otherEnd(command.other(), one, namespaces);
    Ruling.Kind kind =
        switch (command.kind()) {
          case UNLINK -> Ruling.Kind.UNLINKED;
          case BAR -> Ruling.Kind.BARRED;
          case PIN -> Ruling.Kind.PINNED;
          case UNPIN, RECHECK -> Ruling.Kind.FREE;
        };
    LinkingRules rules = LinkingRules.of(namespaces);
    if (kind == Ruling.Kind.PINNED && !rules.oneOfEachUnique(List.of(one.key(), other.key()))) {
      throw new RefusedException(
          ProblemCode.IDENTITY_AMBIGUOUS, one.identity().namespace(), "two values of it to be one");
    }
    return ControlMessage.rule(one, other, new Ruling(kind, time), time);
  }

  private LinkedIdentity otherEnd(
      @Nullable Identity named, LinkedIdentity one, Namespaces namespaces) throws RefusedException {
    if (named == null) {
      throw new RefusedException(ProblemCode.IDENTITY_COMMAND_ENDS, "other", "one identity");
    }
    LinkedIdentity other = linked(named, "other", namespaces);
    if (other.equals(one)) {
      throw new RefusedException(ProblemCode.IDENTITY_COMMAND_ENDS, "other", "the same identity");
    }
    return other;
  }

  private LinkedIdentity linked(Identity identity, String place, Namespaces namespaces)
      throws RefusedException {
    Namespace namespace = namespaces.byName(identity.namespace());
    if (namespace == null) {
      throw new RefusedException(
          ProblemCode.IDENTITY_NAMESPACE_UNKNOWN,
          place,
          "a name of " + identity.namespace().length() + " characters");
    }
    String value = namespace.normalised(identity.value());
    if (value == null) {
      throw new RefusedException(
          ProblemCode.IDENTITY_VALUE_INVALID,
          place + " " + namespace.name(),
          "a text of " + identity.value().length() + " characters");
    }
    return new LinkedIdentity(
        hasher.key(sandbox, namespace, value), new Identity(namespace.name(), value));
  }
}
