package io.sojourn.connectors.channel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sojourn.connectors.channel.Pem;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.core.channel.Auth.ServiceAccount;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/**
 * A statement that is signed with a service account's key, RFC 7523 section 2.1. The account's file
 * names the endpoint, the account and the key: {@code token_uri}, {@code client_email}, {@code
 * private_key_id} and {@code private_key}.
 */
record ServiceAccountGrant(ServiceAccount auth, Secrets secrets, InstantSource clock)
    implements Grant {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  /** How long a statement holds; more than an hour is not taken. */
  private static final Duration HOLDS = Duration.ofHours(1);

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public HttpUriRequestBase request() throws IOException, GeneralSecurityException {
    Map<String, String> account = account(secrets.resolve(auth.account()));
    String endpoint = account.get("token_uri");
    String name = account.get("client_email");
    String key = account.get("private_key");
    if (endpoint == null || name == null || key == null) {
      throw new GeneralSecurityException("A service account without a part of it");
    }
    long now = clock.instant().getEpochSecond();
    String statement =
        JsonWebToken.signed(
            JsonWebToken.Algorithm.RS256,
            account.getOrDefault("private_key_id", ""),
            List.of(
                Map.entry("iss", name),
                Map.entry("scope", auth.scope()),
                Map.entry("aud", endpoint),
                Map.entry("iat", now),
                Map.entry("exp", now + HOLDS.toSeconds())),
            Pem.privateKey(key, List.of("RSA")));
    HttpPost request = new HttpPost(uri(endpoint));
    request.setHeader(HttpHeaders.ACCEPT, "application/json");
    request.setEntity(
        new UrlEncodedFormEntity(
            List.of(
                new BasicNameValuePair("grant_type", GRANT),
                new BasicNameValuePair("assertion", statement)),
            StandardCharsets.UTF_8));
    return request;
  }

  private static URI uri(String endpoint) throws GeneralSecurityException {
    try {
      return URI.create(endpoint);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("A service account whose token_uri is no URL");
    }
  }

  /** The texts of an object; what else there is does not matter. */
  private static Map<String, String> account(String file)
      throws IOException, GeneralSecurityException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = JSON.createParser(file)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new GeneralSecurityException("A service account that is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          texts.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw new GeneralSecurityException("A service account that is no JSON");
    }
    return texts;
  }
}
