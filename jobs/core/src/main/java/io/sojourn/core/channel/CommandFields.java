package io.sojourn.core.channel;

import io.sojourn.core.output.Command;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What every template can read of the command itself, beside profile and event. */
public final class CommandFields {
  private static final String ID = "command.id";
  private static final String PERSON = "command.person";
  private static final String NAMESPACE = "command.identity.namespace";
  private static final String VALUE = "command.identity.value";
  private static final String RECIPIENT = "command.recipient";
  private static final String JOURNEY = "command.journey";
  private static final String STEP = "command.step";

  /** All of them, by dotted path. */
  public static final Set<String> ALL =
      Set.of(ID, PERSON, NAMESPACE, VALUE, RECIPIENT, JOURNEY, STEP);

  private CommandFields() {}

  /** The data of a command, and these. */
  public static Map<String, Object> with(Command command) {
    Map<String, Object> data = new HashMap<>(command.data());
    data.put(ID, command.commandId());
    data.put(PERSON, command.person().text());
    data.put(NAMESPACE, command.identity().namespace());
    data.put(VALUE, command.identity().value());
    data.put(RECIPIENT, command.recipient());
    data.put(JOURNEY, command.journey());
    data.put(STEP, command.step());
    return data;
  }
}
