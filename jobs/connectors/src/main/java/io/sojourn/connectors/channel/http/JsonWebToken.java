package io.sojourn.connectors.channel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signed statements, RFC 7519 in the compact form of RFC 7515. */
final class JsonWebToken {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonWebToken() {}

  /** How it is signed, RFC 7518 section 3. */
  enum Algorithm {
    RS256("SHA256withRSA"),
    /** With the signature as two numbers, not as ASN.1. */
    ES256("SHA256withECDSAinP1363Format");

    private final String signature;

    Algorithm(String signature) {
      this.signature = signature;
    }
  }

  /**
   * Makes one.
   *
   * @param keyId the key's name, or null
   * @param claims texts, and numbers as {@link Long}; they keep their order
   * @throws GeneralSecurityException if the key is not for this algorithm
   */
  static String signed(
      Algorithm algorithm,
      @Nullable String keyId,
      List<Map.Entry<String, Object>> claims,
      PrivateKey key)
      throws GeneralSecurityException {
    List<Map.Entry<String, Object>> head = new ArrayList<>();
    head.add(Map.entry("alg", algorithm.name()));
    head.add(Map.entry("typ", "JWT"));
    if (keyId != null) {
      head.add(Map.entry("kid", keyId));
    }
    String content = json(head) + "." + json(claims);
    Signature signature = Signature.getInstance(algorithm.signature);
    signature.initSign(key);
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + encoded(signature.sign());
  }

  private static String json(List<Map.Entry<String, Object>> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> field : fields) {
        json.writeObjectField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded(out.toByteArray());
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
