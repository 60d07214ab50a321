package io.sojourn.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeliveryCodecTest {
  private static final EmailChannel SHOP =
      new EmailChannel(
          "mail.example.com",
          587,
          EmailChannel.Tls.STARTTLS,
          SecretReference.parse("${env:SMTP_USER}"),
          SecretReference.parse("${file:/run/secrets/smtp}"),
          "Shop <shop@example.com>",
          500);
  private static final OutgoingMessage MESSAGE =
      new OutgoingMessage("c1", "prod", "ada@example.com", "Shop", "Grüße", "<p>ü</p>", null);

  private static byte[] bytes(Delivery delivery) {
    ByteWriter out = new ByteWriter();
    DeliveryCodec.writeDelivery(out, delivery);
    return out.toBytes();
  }

  @Test
  void readsBackWhatItWrote() {
    Delivery sendable = new Delivery("c1", "cart", "i1", "remind", "email", null, SHOP, MESSAGE);
    Delivery refused = new Delivery("c1", "cart", "i1", "remind", "fax", "WHY", null, null);
    Outcome outcome = sendable.outcome(1234567890123L, Outcome.Status.FAILED, "SMTP_550", 3);
    ByteWriter out = new ByteWriter();
    DeliveryCodec.writeOutcome(out, outcome);

    assertThat(DeliveryCodec.readDelivery(new ByteReader(bytes(sendable)))).isEqualTo(sendable);
    assertThat(DeliveryCodec.readDelivery(new ByteReader(bytes(refused)))).isEqualTo(refused);
    assertThat(DeliveryCodec.readOutcome(new ByteReader(out.toBytes()))).isEqualTo(outcome);
  }

  @Test
  void refusesBytesThatEndEarly() {
    byte[] all = bytes(new Delivery("c1", "cart", "i1", "remind", "email", null, SHOP, MESSAGE));
    for (int length = 0; length < all.length; length++) {
      byte[] cut = Arrays.copyOf(all, length);
      assertThatExceptionOfType(MalformedBytesException.class)
          .as("the first %d bytes", length)
          .isThrownBy(() -> DeliveryCodec.readDelivery(new ByteReader(cut)));
    }
  }

  @Test
  void takesReferencesForSecretsAndNothingElse() {
    for (String text :
        new String[] {"hunter2", "${env:}", "${env:A B}", "${file:x}", "${vault:x}"}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> SecretReference.parse(text))
          .withMessageNotContaining(text);
    }
  }

  @Test
  void pausesLongerAndLongerUpToABound() {
    Backoff backoff = new Backoff(5, Duration.ofSeconds(1), Duration.ofSeconds(5));

    assertThat(backoff.pauseAfter(1)).hasSeconds(1);
    assertThat(backoff.pauseAfter(2)).hasSeconds(2);
    assertThat(backoff.pauseAfter(3)).hasSeconds(4);
    assertThat(backoff.pauseAfter(4)).hasSeconds(5);
    assertThat(backoff.pauseAfter(1000)).hasSeconds(5);
  }
}
