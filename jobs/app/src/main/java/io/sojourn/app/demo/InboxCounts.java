package io.sojourn.app.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What the inbox has counted.
 *
 * @param messages mails it took, repetitions too
 * @param messageIds different Message-IDs among them
 */
record InboxCounts(long messages, long messageIds) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Mails whose Message-ID had come before. */
  long repeats() {
    return messages - messageIds;
  }

  /** What came since an earlier count. */
  InboxCounts since(InboxCounts earlier) {
    return new InboxCounts(messages - earlier.messages, messageIds - earlier.messageIds);
  }

  /**
   * Asks an inbox.
   *
   * @param inbox the address of its page
   */
  static InboxCounts of(URI inbox) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(inbox.resolve("/api/counts")).timeout(PATIENCE).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the inbox answered " + answer.statusCode());
    }
    return parse(answer.body());
  }

  private static InboxCounts parse(String json) throws IOException {
    Map<String, Long> numbers = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
          numbers.put(parser.currentName(), parser.getLongValue());
        }
      }
    }
    return new InboxCounts(
        numbers.getOrDefault("messages", 0L), numbers.getOrDefault("messageIds", 0L));
  }
}
