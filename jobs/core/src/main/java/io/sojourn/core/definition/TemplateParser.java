package io.sojourn.core.definition;

import io.sojourn.core.channel.ChannelTemplate;
import io.sojourn.core.channel.ContentTemplate;
import io.sojourn.core.channel.MessageTemplate;
import io.sojourn.core.channel.Missing;
import io.sojourn.core.channel.OutgoingRequest.Method;
import io.sojourn.core.channel.RequestTemplate;
import io.sojourn.core.channel.TemplateException;
import io.sojourn.core.error.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code templates/*.yaml}: a message, with the key {@code request} an HTTP request, with
 * {@code content} what is shown on a surface.
 */
final class TemplateParser {
  private final Problems problems;

  TemplateParser(Problems problems) {
    this.problems = problems;
  }

  void template(Node.Fields root, Map<String, ChannelTemplate> templates) {
    Reader reader = new Reader(root, problems);
    ChannelTemplate template = read(reader);
    Missing missing = reader.has("missing") ? reader.choice("missing", Missing.class) : null;
    String name = reader.name("template");
    if (template != null) {
      templates.put(name, missing == null ? template : template.with(missing));
    }
  }

  private @Nullable ChannelTemplate read(Reader reader) {
    if (reader.has("request")) {
      return request(reader.only("template", "description", "missing", "request"));
    }
    if (reader.has("content")) {
      return content(reader.only("template", "description", "missing", "content", "priority"));
    }
    return message(
        reader.only(
            "template", "description", "missing", "subject", "text", "html", "unsubscribe"));
  }

  private @Nullable ContentTemplate content(Reader reader) {
    Node.Text content = reader.requiredText("content");
    int priority =
        reader.integer(
            "priority",
            ContentTemplate.LEAST_PRIORITY,
            ContentTemplate.LEAST_PRIORITY,
            ContentTemplate.MOST_PRIORITY);
    if (content == null) {
      return null;
    }
    try {
      return ContentTemplate.parse(content.value(), priority);
    } catch (TemplateException e) {
      problem(reader, e);
      return null;
    }
  }

  private @Nullable MessageTemplate message(Reader reader) {
    Node.Text subject = reader.requiredText("subject");
    Node.Text text = reader.text("text");
    Node.Text html = reader.text("html");
    if (subject == null) {
      return null;
    }
    try {
      return MessageTemplate.parse(
          subject.value(), value(html), value(text), value(reader.text("unsubscribe")));
    } catch (TemplateException e) {
      problem(reader, e);
      return null;
    }
  }

  private static @Nullable String value(Node.@Nullable Text text) {
    return text == null ? null : text.value();
  }

  private @Nullable RequestTemplate request(Reader reader) {
    Node node = reader.required("request");
    Node.Fields fields = node == null ? null : reader.asFields(node, "'request'");
    if (fields == null) {
      return null;
    }
    Reader request =
        new Reader(fields, problems).only("method", "path", "query", "headers", "json", "form");
    Method method = method(request);
    Node.Text path = request.text("path");
    Node.Text json = request.text("json");
    Map<String, String> query = texts(request, "query");
    Map<String, String> headers = texts(request, "headers");
    Map<String, String> form = texts(request, "form");
    if (method == null) {
      return null;
    }
    try {
      return RequestTemplate.parse(
          new RequestTemplate.Source(
              method, path == null ? "" : path.value(), query, headers, value(json), form));
    } catch (TemplateException e) {
      problem(request, e);
      return null;
    }
  }

  private @Nullable Method method(Reader request) {
    Node.Text text = request.text("method");
    if (text == null) {
      return Method.POST;
    }
    for (Method method : Method.values()) {
      if (method.name().equals(text.value())) {
        return method;
      }
    }
    problems.add(
        ProblemCode.DEFINITION_VALUE,
        text,
        "'" + text.value() + "', not one of GET, POST, PUT, PATCH, DELETE");
    return null;
  }

  private static Map<String, String> texts(Reader reader, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    reader
        .map(key)
        .forEach(
            (name, node) -> {
              Node.Text text = reader.asText(node, "'" + key + "." + name + "'");
              if (text != null) {
                texts.put(name, text.value());
              }
            });
    return texts;
  }

  /** At the part that the message begins with, {@code html} or {@code query.name}. */
  private void problem(Reader reader, TemplateException e) {
    String message = String.valueOf(e.getMessage());
    Node at = reader.node();
    for (String name : message.substring(0, message.indexOf(':')).split("\\.", 2)) {
      Node inside = at instanceof Node.Fields fields ? fields.get(name) : null;
      at = inside == null ? at : inside;
    }
    if (at instanceof Node.Text text) {
      text.problemInside(problems, ProblemCode.DEFINITION_TEMPLATE, e.line(), e.column(), message);
    } else {
      problems.add(ProblemCode.DEFINITION_TEMPLATE, at, message);
    }
  }
}
