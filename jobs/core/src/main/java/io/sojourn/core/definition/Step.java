package io.sojourn.core.definition;

import io.sojourn.core.channel.ContentTemplate;
import io.sojourn.core.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an instance does at a place of its journey. */
public sealed interface Step {

  /** Stays for some milliseconds. */
  record Wait(long duration, String next) implements Step {}

  /** Goes the way of the first condition that holds. */
  record Switch(List<Case> cases, String otherwise) implements Step {
    public Switch {
      cases = List.copyOf(cases);
    }
  }

  /** One way out of a switch. */
  record Case(Expression when, String next) {}

  /**
   * Issues a command to a channel, or says why not.
   *
   * @param addressedBy namespace of the identity that it goes to; null if there is no address
   * @param marketing whether consent is asked; transactional messages need none
   * @param reads dotted paths that the template reads, {@code profile.*} and {@code event.*}
   */
  record Message(
      String channel,
      @Nullable String addressedBy,
      String template,
      boolean marketing,
      List<String> reads,
      String next)
      implements Step {
    public Message {
      reads = List.copyOf(reads);
    }
  }

  /**
   * Places content on a surface, or says why not; it stays until the instance ends, or the content
   * is no longer valid.
   *
   * @param message what is shown, by which channel; without an address
   * @param validity how long, milliseconds
   */
  record Show(Message message, String surface, ContentTemplate template, long validity)
      implements Step {}

  /** Ends the instance. */
  record End(String outcome) implements Step {}
}
