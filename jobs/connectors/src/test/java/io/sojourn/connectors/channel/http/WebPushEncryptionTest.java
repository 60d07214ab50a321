package io.sojourn.connectors.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebPushEncryptionTest {
  private static final byte[] RECEIVER =
      bytes(
          "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
  private static final byte[] AUTH = bytes("BTBZMqHH6r4Tts7J_aSIgg");

  private static byte[] bytes(String base64Url) {
    return Base64.getUrlDecoder().decode(base64Url);
  }

  private static KeyPair pair(String privateKey, String point) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(WebPushEncryption.CURVE);
    ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
    KeyFactory factory = KeyFactory.getInstance("EC");
    byte[] at = bytes(point);
    return new KeyPair(
        factory.generatePublic(
            new ECPublicKeySpec(
                new ECPoint(
                    new BigInteger(1, Arrays.copyOfRange(at, 1, 33)),
                    new BigInteger(1, Arrays.copyOfRange(at, 33, 65))),
                curve)),
        factory.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, bytes(privateKey)), curve)));
  }

  @Test
  void theExampleOfRfc8291() throws GeneralSecurityException {
    String point =
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    KeyPair sender = pair("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", point);
    byte[] sealed =
        WebPushEncryption.encrypt(
            "When I grow up, I want to be a watermelon".getBytes(UTF_8),
            RECEIVER,
            AUTH,
            sender,
            bytes("DGv6ra1nlYgDCS1FRnbzlw"));

    assertThat(WebPushEncryption.point((ECPublicKey) sender.getPublic())).isEqualTo(bytes(point));
    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed))
        .isEqualTo(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
                + "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyou"
                + "BWLVWGNWQexSgSxsj_Qulcy4a-fN");
  }

  @Test
  void refusesAReceiverThatIsNoPoint() throws GeneralSecurityException {
    byte[] nowhere = RECEIVER.clone();
    nowhere[64] ^= 1;
    KeyPair sender =
        pair(
            "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");

    assertThatThrownBy(
            () -> WebPushEncryption.encrypt(new byte[1], nowhere, AUTH, sender, new byte[16]))
        .isInstanceOf(GeneralSecurityException.class);
  }
}
