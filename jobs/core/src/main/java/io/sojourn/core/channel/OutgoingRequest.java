package io.sojourn.core.channel;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, as a custom action makes it.
 *
 * @param path what follows the channel's base, with the query; begins with a slash, or is empty
 * @param headers by name; without those that the sender sets itself
 * @param body with its content type, or null
 */
public record OutgoingRequest(
    String commandId, Method method, String path, Map<String, String> headers, @Nullable Body body)
    implements OutgoingMessage {

  /** What is asked for; the upper-case name is the form in a template and on the wire. */
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  /**
   * What a request carries.
   *
   * @param type its media type
   */
  public record Body(String type, String text) {
    /** Messages carry personal data, which must not reach a log. */
    @Override
    public String toString() {
      return "Body[" + type + "]";
    }
  }

  public OutgoingRequest {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = Collections.unmodifiableMap(sorted);
  }

  /** Whether a template may set a header of this name: the sender sets these itself. */
  public static boolean isReserved(String header) {
    return switch (header.toLowerCase(Locale.ROOT)) {
      case "host",
          "content-length",
          "content-type",
          "transfer-encoding",
          "connection",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "authorization",
          "proxy-authorization",
          "cookie",
          "idempotency-key" ->
          true;
      default -> false;
    };
  }

  /** Messages carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "OutgoingRequest[" + commandId + "]";
  }
}
