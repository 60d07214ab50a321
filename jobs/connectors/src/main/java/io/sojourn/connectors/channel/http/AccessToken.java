package io.sojourn.connectors.channel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * A token by which a server lets us act (RFC 6749, section 5.1): asked for when it is needed and
 * used until shortly before it ends. Not thread-safe.
 */
final class AccessToken {
  /** How long before its end a token is not used any more: a request takes time. */
  private static final Duration EARLY = Duration.ofSeconds(30);

  /** How long a token is used that does not say when it ends. */
  private static final Duration STANDARD = Duration.ofMinutes(5);

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MOST_READ = 64 * 1024;
  private static final JsonFactory JSON = new JsonFactory();

  private final Grant grant;
  private final LongSupplier nanoTime;
  private @Nullable String value;
  private long usableUntil;

  AccessToken(Grant grant, LongSupplier nanoTime) {
    this.grant = grant;
    this.nanoTime = nanoTime;
  }

  /** Whether there is one that has not nearly ended. */
  boolean isFresh() {
    return value != null && nanoTime.getAsLong() - usableUntil < 0;
  }

  /** The token, once there was one. */
  String current() {
    return Objects.requireNonNull(value);
  }

  /** What asks for one, see {@link Grant#request}. */
  HttpUriRequestBase request() throws IOException, GeneralSecurityException {
    return grant.request();
  }

  /** To be called when a server did not take it. */
  void forget() {
    value = null;
  }

  /** Takes the answer; returns whether there is a token in it. */
  boolean take(ClassicHttpResponse answer) throws IOException {
    value = null;
    if (answer.getEntity() == null) {
      return false;
    }
    // to its end whatever it says, so that the connection can be used again
    byte[] body = answer.getEntity().getContent().readNBytes(MOST_READ);
    if (answer.getCode() != HttpStatus.SC_OK) {
      return false;
    }
    String given = null;
    Duration lives = STANDARD;
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        if (name.equals("access_token") && token == JsonToken.VALUE_STRING) {
          given = json.getText();
        } else if (name.equals("expires_in") && token.isScalarValue()) {
          long seconds = Math.max(0, json.getValueAsLong());
          lives = Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
        } else {
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      return false;
    }
    if (given == null || !given.matches("[!-~]+")) {
      return false;
    }
    value = given;
    usableUntil = nanoTime.getAsLong() + lives.minus(EARLY).toNanos();
    return true;
  }
}
