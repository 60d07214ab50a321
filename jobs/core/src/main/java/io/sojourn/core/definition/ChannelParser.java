package io.sojourn.core.definition;

import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.EmailChannel.Tls;
import io.sojourn.core.channel.MessageTemplate;
import io.sojourn.core.channel.SecretReference;
import io.sojourn.core.channel.TemplateException;
import io.sojourn.core.error.ProblemCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code templates/*.yaml} and {@code channels/email.yaml}. */
final class MessageParser {
  private static final int DEFAULT_RATE = 500;

  private final Problems problems;

  MessageParser(Problems problems) {
    this.problems = problems;
  }

  void template(Node.Fields root, Map<String, MessageTemplate> templates) {
    Reader reader =
        new Reader(root, problems).only("template", "description", "subject", "text", "html");
    String name = reader.name("template");
    Node.Text subject = reader.requiredText("subject");
    Node.Text text = reader.text("text");
    Node.Text html = reader.text("html");
    if (subject == null) {
      return;
    }
    try {
      templates.put(
          name,
          MessageTemplate.parse(
              subject.value(),
              html == null ? null : html.value(),
              text == null ? null : text.value()));
    } catch (TemplateException e) {
      String message = String.valueOf(e.getMessage());
      Node.Text part =
          message.startsWith("html") ? html : message.startsWith("text") ? text : subject;
      Node.Text at = part == null ? subject : part;
      at.problemInside(problems, ProblemCode.DEFINITION_TEMPLATE, e.line(), e.column(), message);
    }
  }

  @Nullable EmailChannel email(Node.Fields root) {
    Reader reader = new Reader(root, problems).only("channel", "smtp", "from", "rate");
    Node.Text channel = reader.requiredText("channel");
    if (channel != null && !channel.value().equals("email")) {
      problems.add(
          ProblemCode.DEFINITION_REFERENCE,
          channel,
          "the channel '" + channel.value() + "'; known: email");
    }
    Node.Text from = reader.requiredText("from");
    Node smtpNode = reader.required("smtp");
    Node.Fields smtpFields = smtpNode == null ? null : reader.asFields(smtpNode, "'smtp'");
    if (smtpFields == null || from == null) {
      return null;
    }
    Reader smtp = new Reader(smtpFields, problems).only("host", "port", "tls", "user", "password");
    Node.Text host = smtp.requiredText("host");
    Tls tls = smtp.choice("tls", Tls.class);
    SecretReference user = secret(smtp, "user");
    SecretReference password = secret(smtp, "password");
    if (smtp.has("user") != smtp.has("password")) {
      problems.add(
          ProblemCode.DEFINITION_MISSING_KEY, smtpFields, "a user or a password without the other");
    }
    if (host == null || tls == null || (user == null) != (password == null)) {
      return null;
    }
    return new EmailChannel(
        host.value(),
        smtp.integer("port", 25, 1, 65_535),
        tls,
        user,
        password,
        from.value(),
        rate(reader));
  }

  private int rate(Reader reader) {
    Node.Text rate = reader.text("rate");
    if (rate == null) {
      return DEFAULT_RATE;
    }
    if (!rate.value().matches("[1-9][0-9]{0,5}/s")) {
      problems.add(
          ProblemCode.DEFINITION_VALUE, rate, "'" + rate.value() + "', not a rate such as 500/s");
      return DEFAULT_RATE;
    }
    return Integer.parseInt(rate.value().substring(0, rate.value().length() - 2));
  }

  /** A reference to a secret; the value itself in its place is refused, and not repeated. */
  private @Nullable SecretReference secret(Reader reader, String key) {
    Node.Text text = reader.text(key);
    if (text == null) {
      return null;
    }
    try {
      return SecretReference.parse(text.value());
    } catch (IllegalArgumentException e) {
      problems.add(ProblemCode.DEFINITION_VALUE, text, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
