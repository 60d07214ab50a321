package io.sojourn.core.channel;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.output.Command;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a command into a message, by the definitions that are live when it is sent. */
public final class Dispatch {
  /** The command names a channel that this workspace does not send through. */
  public static final String CHANNEL_UNKNOWN = "CHANNEL_UNKNOWN";

  /** The command names a template that the workspace does not have. */
  public static final String TEMPLATE_UNKNOWN = "TEMPLATE_UNKNOWN";

  /** The template does not render with the data of the command. */
  public static final String TEMPLATE_UNRENDERABLE = "TEMPLATE_UNRENDERABLE";

  /** The template is not of the kind that the channel takes. */
  public static final String TEMPLATE_UNFIT = "TEMPLATE_UNFIT";

  private final String sandbox;

  public Dispatch(String sandbox) {
    this.sandbox = sandbox;
  }

  /** Never throws: what cannot be sent is a delivery that says why. */
  public Delivery dispatch(Command command, DeliveryDefinitions definitions) {
    Endpoint endpoint = definitions.endpoint(command.channel());
    Feedback.Subject about = about(command, endpoint, definitions);
    if (endpoint == null) {
      return Delivery.refused(command, about, CHANNEL_UNKNOWN);
    }
    ChannelTemplate template = definitions.template(command.template());
    if (template == null) {
      return Delivery.refused(command, about, TEMPLATE_UNKNOWN);
    }
    try {
      OutgoingMessage message = message(command, endpoint, template);
      return message == null
          ? Delivery.refused(command, about, TEMPLATE_UNFIT)
          : Delivery.of(command, about, endpoint, message);
    } catch (TemplateException e) {
      return Delivery.refused(command, about, TEMPLATE_UNRENDERABLE);
    }
  }

  private static Feedback.@Nullable Subject about(
      Command command, @Nullable Endpoint endpoint, DeliveryDefinitions definitions) {
    String namespace =
        endpoint == null || !endpoint.tellsOfGoneAddresses() ? null : endpoint.addressedBy();
    if (namespace == null && !definitions.wantsFeedback()) {
      return null;
    }
    return new Feedback.Subject(
        command.identity(),
        namespace == null ? null : new Identity(namespace, command.recipient()));
  }

  private @Nullable OutgoingMessage message(
      Command command, Endpoint endpoint, ChannelTemplate template) throws TemplateException {
    Map<String, Object> data = CommandFields.with(command);
    if (endpoint instanceof EmailChannel email && template instanceof MessageTemplate mail) {
      return address(command, email, mail.render(data));
    }
    if (endpoint instanceof HttpChannel && template instanceof RequestTemplate request) {
      return request.render(command.commandId(), data);
    }
    if (endpoint instanceof WebPushChannel && template instanceof ContentTemplate content) {
      return new OutgoingPush(
          command.commandId(),
          command.recipient(),
          command.messageClass().equals("transactional"),
          content.render(data));
    }
    return null;
  }

  private OutgoingMail address(Command command, EmailChannel endpoint, RenderedMessage rendered) {
    return new OutgoingMail(
        command.commandId(),
        sandbox,
        command.recipient(),
        endpoint.from(),
        rendered.subject(),
        rendered.html(),
        rendered.text(),
        rendered.unsubscribe());
  }
}
