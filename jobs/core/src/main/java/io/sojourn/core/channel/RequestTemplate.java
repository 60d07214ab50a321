package io.sojourn.core.channel;

import com.github.jknack.handlebars.Context;
import io.sojourn.core.channel.OutgoingRequest.Body;
import io.sojourn.core.channel.OutgoingRequest.Method;
import io.sojourn.core.channel.TemplateText.Escaping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request in Handlebars. Values are escaped for the part they stand in: percent-encoded in
 * the path, in the query and in a form, as the inside of a string in JSON. What would break out of
 * its part, a line break in a header or {@code ..} in the path, does not render. Parsed once,
 * rendered by any number of threads.
 */
public final class RequestTemplate implements ChannelTemplate {
  /** A path, RFC 3986 section 3.3, and nothing that a server could take for a way up. */
  private static final Pattern PATH =
      Pattern.compile("(/(?!(\\.|%2[Ee]){1,2}(/|$))([\\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*");

  /** The name of a header, RFC 9110 section 5.1. */
  private static final Pattern HEADER = Pattern.compile("[\\w!#$%&'*+.^`|~-]{1,64}");

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E]*");

  private final Method method;
  private final TemplateText path;
  private final Map<String, TemplateText> query;
  private final Map<String, TemplateText> headers;
  private final @Nullable TemplateText json;
  private final Map<String, TemplateText> form;
  private final Missing missing;

  /**
   * The parts of a request before they are parsed, each in Handlebars.
   *
   * @param path what follows the channel's base; empty or with a slash at its beginning
   * @param query values by name
   * @param headers values by name; none that {@link OutgoingRequest#isReserved is reserved}
   * @param json the body, or null
   * @param form values by name, the body if there are any; not together with {@code json}
   */
  public record Source(
      Method method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable String json,
      Map<String, String> form) {}

  private RequestTemplate(Source source) throws TemplateException {
    method = source.method;
    path = TemplateText.parse(Escaping.URL, "path", source.path);
    query = parse("query", source.query);
    headers = parse("headers", source.headers);
    json = source.json == null ? null : TemplateText.parse(Escaping.JSON, "json", source.json);
    form = parse("form", source.form);
    missing = Missing.EMPTY;
  }

  private RequestTemplate(RequestTemplate parts, Missing missing) {
    this.method = parts.method;
    this.path = parts.path;
    this.query = parts.query;
    this.headers = parts.headers;
    this.json = parts.json;
    this.form = parts.form;
    this.missing = missing;
  }

  /**
   * Parses a request.
   *
   * @throws TemplateException with the place inside the part that is wrong; its message begins with
   *     the name of the part: {@code path}, {@code json}, or as {@code query.name} that of an entry
   *     of {@code query}, {@code headers} or {@code form}
   */
  public static RequestTemplate parse(Source source) throws TemplateException {
    if (!source.path.isEmpty() && !source.path.startsWith("/")) {
      throw new TemplateException(1, 1, "path: begins without a slash");
    }
    for (String header : source.headers.keySet()) {
      if (!HEADER.matcher(header).matches() || OutgoingRequest.isReserved(header)) {
        throw new TemplateException(1, 1, "headers." + header + ": cannot be set");
      }
    }
    boolean body = source.json != null || !source.form.isEmpty();
    if (source.json != null && !source.form.isEmpty()) {
      throw new TemplateException(1, 1, "json: stands beside a form");
    }
    if (body && source.method == Method.GET) {
      throw new TemplateException(1, 1, "method: a GET has no body");
    }
    return new RequestTemplate(source);
  }

  private static Map<String, TemplateText> parse(String part, Map<String, String> sources)
      throws TemplateException {
    Map<String, TemplateText> parsed = new LinkedHashMap<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      String place = part + "." + source.getKey();
      parsed.put(source.getKey(), TemplateText.parse(Escaping.NONE, place, source.getValue()));
    }
    return parsed;
  }

  @Override
  public RequestTemplate with(Missing other) {
    return new RequestTemplate(this, other);
  }

  @Override
  public Set<String> references() {
    Set<String> all = new TreeSet<>(path.references());
    for (Map<String, TemplateText> part : List.of(query, headers, form)) {
      part.values().forEach(text -> all.addAll(text.references()));
    }
    if (json != null) {
      all.addAll(json.references());
    }
    return Collections.unmodifiableSet(all);
  }

  /**
   * Renders every part.
   *
   * @param data values by dotted path
   * @throws TemplateException if a value is missing that must not, would break out of its part or a
   *     helper cannot take it; the message has no data in it
   */
  public OutgoingRequest render(String commandId, Map<String, Object> data)
      throws TemplateException {
    Context model = TemplateText.model(data, missing);
    String rendered = path.render(model);
    if (!PATH.matcher(rendered).matches()) {
      throw new TemplateException(1, 1, "path: is none with this data");
    }
    Map<String, String> said = rendered(headers, model);
    if (!said.values().stream().allMatch(value -> HEADER_VALUE.matcher(value).matches())) {
      throw new TemplateException(1, 1, "headers: not in printable ASCII with this data");
    }
    String asked = encoded(rendered(query, model));
    return new OutgoingRequest(
        commandId, method, asked.isEmpty() ? rendered : rendered + "?" + asked, said, body(model));
  }

  private @Nullable Body body(Context model) throws TemplateException {
    if (json != null) {
      return new Body("application/json", json.render(model));
    }
    return form.isEmpty()
        ? null
        : new Body("application/x-www-form-urlencoded", encoded(rendered(form, model)));
  }

  private static Map<String, String> rendered(Map<String, TemplateText> parts, Context model)
      throws TemplateException {
    Map<String, String> rendered = new LinkedHashMap<>();
    for (Map.Entry<String, TemplateText> part : parts.entrySet()) {
      rendered.put(part.getKey(), part.getValue().render(model));
    }
    return rendered;
  }

  private static String encoded(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> TemplateText.url(value.getKey()) + "=" + TemplateText.url(value.getValue()))
        .collect(Collectors.joining("&"));
  }
}
