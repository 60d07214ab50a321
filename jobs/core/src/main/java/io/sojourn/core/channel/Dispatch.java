package io.sojourn.core.channel;

import io.sojourn.core.output.Command;

/** Turns a command into a message, by the definitions that are live when it is sent. */
public final class Dispatch {
  /** The command names a channel that this workspace does not send through. */
  public static final String CHANNEL_UNKNOWN = "CHANNEL_UNKNOWN";

  /** The command names a template that the workspace does not have. */
  public static final String TEMPLATE_UNKNOWN = "TEMPLATE_UNKNOWN";

  /** The template does not render with the data of the command. */
  public static final String TEMPLATE_UNRENDERABLE = "TEMPLATE_UNRENDERABLE";

  private static final String EMAIL = "email";

  private final String sandbox;

  public Dispatch(String sandbox) {
    this.sandbox = sandbox;
  }

  /** Never throws: what cannot be sent is a delivery that says why. */
  public Delivery dispatch(Command command, DeliveryDefinitions definitions) {
    EmailChannel endpoint = command.channel().equals(EMAIL) ? definitions.email() : null;
    if (endpoint == null) {
      return Delivery.refused(command, CHANNEL_UNKNOWN);
    }
    MessageTemplate template = definitions.template(command.template());
    if (template == null) {
      return Delivery.refused(command, TEMPLATE_UNKNOWN);
    }
    try {
      RenderedMessage rendered = template.render(command.data());
      return Delivery.of(command, endpoint, address(command, endpoint, rendered));
    } catch (TemplateException e) {
      return Delivery.refused(command, TEMPLATE_UNRENDERABLE);
    }
  }

  private OutgoingMessage address(
      Command command, EmailChannel endpoint, RenderedMessage rendered) {
    return new OutgoingMessage(
        command.commandId(),
        sandbox,
        command.recipient(),
        endpoint.from(),
        rendered.subject(),
        rendered.html(),
        rendered.text());
  }
}
