package io.sojourn.core.output;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import java.util.Map;

/**
 * A message to be sent. Two commands with the same id are the same command, said twice.
 *
 * @param commandId a pure function of sandbox, journey, instance, step and visit; 32 hex digits
 * @param identity the entry identity of the instance
 * @param instance id of the journey instance, 32 hex digits
 * @param journeyVersion the journey's version
 * @param channel for example {@code email}
 * @param template name of the template
 * @param messageClass {@code marketing} or {@code transactional}
 * @param recipient the address on the channel; empty for a channel without addresses
 * @param data what the template needs: {@code profile.*}, {@code event.*} by dotted path
 * @param version the workspace version that decided
 */
public record Command(
    long at,
    String commandId,
    PersonId person,
    Identity identity,
    String journey,
    int journeyVersion,
    String instance,
    String step,
    String channel,
    String template,
    String messageClass,
    String recipient,
    Map<String, Object> data,
    String version)
    implements Output {

  /** Commands carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "Command[" + commandId + "]";
  }
}
