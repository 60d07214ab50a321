package io.sojourn.app.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value as a REST service answered it. What is not there reads as empty. */
final class Answer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Answer NOTHING = new Answer(null);

  private final @Nullable Object value;

  private Answer(@Nullable Object value) {
    this.value = value;
  }

  /**
   * Reads one value.
   *
   * @throws IOException if the text is not JSON
   */
  static Answer parse(String json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      return new Answer(read(parser));
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, read(parser));
      }
      return members;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(read(parser));
      }
      return items;
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    return token == null || token == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  /** A member of an object. */
  Answer get(String name) {
    return value instanceof Map<?, ?> members && members.get(name) != null
        ? new Answer(members.get(name))
        : NOTHING;
  }

  /** The items of an array. */
  List<Answer> items() {
    return value instanceof List<?> items ? items.stream().map(Answer::new).toList() : List.of();
  }

  /** A text, or a number's text; empty for anything else. */
  String text() {
    return value instanceof String || value instanceof Long ? String.valueOf(value) : "";
  }

  /** A whole number; 0 for anything else. */
  long number() {
    return value instanceof Long number ? number : 0;
  }

  boolean isEmpty() {
    return value == null;
  }
}
