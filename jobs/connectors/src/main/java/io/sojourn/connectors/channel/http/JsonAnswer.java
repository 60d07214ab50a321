package io.sojourn.connectors.channel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What an answer in JSON says at some of its places. */
final class JsonAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonAnswer() {}

  /**
   * The values at these places, without those that are not there, null, no single value, too long
   * or no text: half a character, which JSON can say and UTF-8 cannot.
   *
   * @param pointers RFC 6901, by name
   * @param most characters of a value
   */
  static Map<String, String> values(byte[] body, Map<String, String> pointers, int most) {
    Map<String, String> values = new TreeMap<>();
    pointers.forEach(
        (name, pointer) -> {
          try (JsonParser parser =
              new FilteringParserDelegate(
                  JSON.createParser(body),
                  new JsonPointerBasedFilter(pointer),
                  Inclusion.ONLY_INCLUDE_ALL,
                  false)) {
            JsonToken token = parser.nextToken();
            if (token != null
                && token.isScalarValue()
                && token != JsonToken.VALUE_NULL
                && parser.getTextLength() <= most
                && StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText())) {
              values.put(name, parser.getText());
            }
          } catch (IOException e) {
            // the message was taken over, whatever the answer looks like
            values.remove(name);
          }
        });
    return values;
  }
}
