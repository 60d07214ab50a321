package io.sojourn.core.channel;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries and outcomes in bytes, in format {@link #VERSION}: for state and between operators.
 */
public final class DeliveryCodec {
  /** Changes with every change of the bytes below. */
  public static final int VERSION = 1;

  private DeliveryCodec() {}

  public static void writeDelivery(ByteWriter out, Delivery delivery) {
    out.writeString(delivery.commandId())
        .writeString(delivery.journey())
        .writeString(delivery.instance())
        .writeString(delivery.step())
        .writeString(delivery.channel())
        .writeNullableString(delivery.refusal());
    if (delivery.endpoint() != null && delivery.message() != null) {
      writeEndpoint(out, delivery.endpoint());
      writeMessage(out, delivery.message());
    }
  }

  public static Delivery readDelivery(ByteReader in) {
    String commandId = in.readString();
    String journey = in.readString();
    String instance = in.readString();
    String step = in.readString();
    String channel = in.readString();
    String refusal = in.readNullableString();
    EmailChannel endpoint = refusal == null ? readEndpoint(in) : null;
    OutgoingMessage message = refusal == null ? readMessage(in) : null;
    return new Delivery(commandId, journey, instance, step, channel, refusal, endpoint, message);
  }

  public static void writeOutcome(ByteWriter out, Outcome outcome) {
    out.writeLong(outcome.at())
        .writeString(outcome.commandId())
        .writeString(outcome.journey())
        .writeString(outcome.instance())
        .writeString(outcome.step())
        .writeString(outcome.channel())
        .writeString(outcome.status().name())
        .writeString(outcome.code())
        .writeVarInt(outcome.attempt());
  }

  public static Outcome readOutcome(ByteReader in) {
    return new Outcome(
        in.readLong(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        readEnum(Outcome.Status.class, in),
        in.readString(),
        in.readVarInt());
  }

  private static void writeEndpoint(ByteWriter out, EmailChannel endpoint) {
    out.writeString(endpoint.host())
        .writeVarInt(endpoint.port())
        .writeString(endpoint.tls().name())
        .writeNullableString(text(endpoint.user()))
        .writeNullableString(text(endpoint.password()))
        .writeString(endpoint.from())
        .writeVarInt(endpoint.ratePerSecond());
  }

  private static EmailChannel readEndpoint(ByteReader in) {
    return new EmailChannel(
        in.readString(),
        in.readVarInt(),
        readEnum(EmailChannel.Tls.class, in),
        reference(in.readNullableString()),
        reference(in.readNullableString()),
        in.readString(),
        in.readVarInt());
  }

  private static void writeMessage(ByteWriter out, OutgoingMessage message) {
    out.writeString(message.commandId())
        .writeString(message.sandbox())
        .writeString(message.recipient())
        .writeString(message.from())
        .writeString(message.subject())
        .writeNullableString(message.html())
        .writeNullableString(message.text());
  }

  private static OutgoingMessage readMessage(ByteReader in) {
    return new OutgoingMessage(
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readNullableString(),
        in.readNullableString());
  }

  private static @Nullable String text(@Nullable SecretReference reference) {
    return reference == null ? null : reference.text();
  }

  private static @Nullable SecretReference reference(@Nullable String text) {
    return text == null ? null : SecretReference.parse(text);
  }

  private static <E extends Enum<E>> E readEnum(Class<E> type, ByteReader in) {
    try {
      return Enum.valueOf(type, in.readString());
    } catch (IllegalArgumentException e) {
      throw new MalformedBytesException("an unknown " + type.getSimpleName());
    }
  }
}
