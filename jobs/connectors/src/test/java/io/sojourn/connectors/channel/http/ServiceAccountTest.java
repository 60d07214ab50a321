package io.sojourn.connectors.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.core.channel.Auth.ServiceAccount;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Firebase Cloud Messaging wants of a sender. What comes of it is as in {@link OAuthTest}. */
class ServiceAccountTest {
  private static final long NOW = 1_764_000_000L;

  @TempDir private Path folder;
  private KeyPair keys;
  private String pem;

  @BeforeEach
  void generate() throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    Path file =
        TestCertificate.pem(folder.resolve("key"), "PRIVATE KEY", keys.getPrivate().getEncoded());
    pem = Files.readString(file).replace("\n", "\\n");
  }

  private String account() {
    return """
    {"type": "service_account", "private_key_id": "k1", "private_key": "%s", "more": {"a": ["b"]},
     "client_email": "push@shop.example.com", "token_uri": "https://login.example.com/token"}
    """
        .formatted(pem);
  }

  private HttpUriRequestBase request(String account) throws Exception {
    Path file = Files.writeString(folder.resolve("account.json"), account);
    ServiceAccount auth = new ServiceAccount(TestCertificate.reference(file), "push messaging");
    return new ServiceAccountGrant(auth, new Secrets(), () -> Instant.ofEpochSecond(NOW)).request();
  }

  @Test
  void asksForATokenWithAStatementThatItsKeySigned() throws Exception {
    HttpUriRequestBase request = request(account());
    assertThat(request.getUri()).hasToString("https://login.example.com/token");
    Map<String, String> form =
        Arrays.stream(EntityUtils.toString(request.getEntity()).split("&"))
            .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    assertThat(form).containsOnlyKeys("grant_type", "assertion");
    assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");

    SignedJWT statement = SignedJWT.parse(form.get("assertion"));
    assertThat(statement.verify(new RSASSAVerifier((RSAPublicKey) keys.getPublic()))).isTrue();
    assertThat(statement.getHeader().toJSONObject())
        .isEqualTo(Map.of("alg", "RS256", "typ", "JWT", "kid", "k1"));
    assertThat(statement.getJWTClaimsSet().toJSONObject())
        .isEqualTo(
            Map.of(
                "iss", "push@shop.example.com",
                "scope", "push messaging",
                "aud", "https://login.example.com/token",
                "iat", NOW,
                "exp", NOW + 3600));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token_uri",
        "client_email",
        "private_key\"",
        "PRIVATE KEY",
        "https:",
        "{",
        "k1\""
      })
  void saysNothingOfAnAccountThatIsNone(String without) {
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> request(account().replace(without, "<\n")))
        .withMessageNotContaining("example.com")
        .withMessageNotContaining(pem.substring(40, 60));
  }
}
