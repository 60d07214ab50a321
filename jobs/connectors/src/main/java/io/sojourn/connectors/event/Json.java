package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.sojourn.core.error.ProblemCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as a stream of tokens. Of a repeated key the last one counts. Scalars come as Boolean,
 * Long, Double or String; JSON null as null; what a field cannot hold as a {@link Misfit}.
 */
final class Json {
  /** Deepest nesting that is read. */
  static final int MAX_DEPTH = 100;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private Json() {}

  /** A value that no field can hold. */
  enum Misfit {
    OBJECT,
    ARRAY
  }

  /** Moves to the next key of the current object, and on to its value; null at the end of it. */
  static @Nullable String nextKey(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.FIELD_NAME) {
      return null;
    }
    String key = parser.currentName();
    parser.nextToken();
    return key;
  }

  /** The current value; of an object or array only what it is, and the parser is past it. */
  static @Nullable Object value(JsonParser parser) throws IOException, Refusal {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case VALUE_STRING -> text(parser);
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_OBJECT -> skip(parser, Misfit.OBJECT);
      case START_ARRAY -> skip(parser, Misfit.ARRAY);
      default -> null;
    };
  }

  /** A value's type, for people; never the value. */
  static String typeOf(@Nullable Object value) {
    if (value instanceof String) {
      return "a text";
    } else if (value instanceof Number) {
      return "a number";
    } else if (value instanceof Boolean) {
      return "a boolean";
    } else if (value == Misfit.OBJECT) {
      return "an object";
    } else if (value == Misfit.ARRAY) {
      return "an array";
    }
    return value == null ? "nothing" : "a time";
  }

  /** Integers beyond 64 bits come as Double, which no integer field accepts. */
  private static Object integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? (Object) parser.getDoubleValue()
        : (Object) parser.getLongValue();
  }

  private static Misfit skip(JsonParser parser, Misfit misfit) throws IOException {
    parser.skipChildren();
    return misfit;
  }

  private static String text(JsonParser parser) throws IOException, Refusal {
    String text = parser.getText();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new Refusal(ProblemCode.EVENT_MALFORMED_JSON, "", "half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }
}
