package io.sojourn.core.channel;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries and outcomes in bytes, in format {@link #VERSION}: for state and between operators. In
 * version 1 all endpoints were {@link EmailChannel}, and nothing expired; until version 2 mails
 * were not signed and had no address to unsubscribe; until 5 they had no return path, and there was
 * no Web Push.
 */
public final class DeliveryCodec {
  /** Changes with every change of the bytes below. */
  public static final int VERSION = 6;

  private DeliveryCodec() {}

  public static void writeDelivery(ByteWriter out, Delivery delivery) {
    out.writeString(delivery.commandId())
        .writeString(delivery.journey())
        .writeString(delivery.instance())
        .writeString(delivery.step())
        .writeString(delivery.channel());
    writeSubject(out, delivery.about());
    out.writeByte(delivery.transactional() ? 1 : 0)
        .writeLong(delivery.expires())
        .writeNullableString(delivery.refusal());
    if (delivery.endpoint() != null && delivery.message() != null) {
      EndpointCodec.write(out, delivery.endpoint(), delivery.message());
    }
  }

  /**
   * Reads what {@link #writeDelivery} wrote.
   *
   * @param version the {@link #VERSION} by then
   */
  public static Delivery readDelivery(int version, ByteReader in) {
    String commandId = in.readString();
    String journey = in.readString();
    String instance = in.readString();
    String step = in.readString();
    String channel = in.readString();
    Feedback.Subject about = version < 4 ? null : readSubject(version, in);
    boolean transactional = version > 1 && in.readByte() == 1;
    long expires = version > 1 ? in.readLong() : Long.MAX_VALUE;
    String refusal = in.readNullableString();
    Endpoint endpoint = refusal == null ? EndpointCodec.readEndpoint(version, in) : null;
    OutgoingMessage message =
        endpoint == null ? null : EndpointCodec.readMessage(version, endpoint, in);
    return new Delivery(
        commandId,
        journey,
        instance,
        step,
        channel,
        about,
        transactional,
        expires,
        refusal,
        endpoint,
        message);
  }

  private static void writeSubject(ByteWriter out, Feedback.@Nullable Subject subject) {
    writeIdentity(out, subject == null ? null : subject.identity());
    if (subject != null) {
      writeIdentity(out, subject.address());
    }
  }

  private static Feedback.@Nullable Subject readSubject(int version, ByteReader in) {
    Identity identity = readIdentity(in);
    return identity == null
        ? null
        : new Feedback.Subject(identity, version < 5 ? null : readIdentity(in));
  }

  private static void writeIdentity(ByteWriter out, @Nullable Identity identity) {
    out.writeNullableString(identity == null ? null : identity.namespace());
    if (identity != null) {
      out.writeString(identity.value());
    }
  }

  private static @Nullable Identity readIdentity(ByteReader in) {
    String namespace = in.readNullableString();
    return namespace == null ? null : new Identity(namespace, in.readString());
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

  static <E extends Enum<E>> E readEnum(Class<E> type, ByteReader in) {
    try {
      return Enum.valueOf(type, in.readString());
    } catch (IllegalArgumentException e) {
      throw new MalformedBytesException("an unknown " + type.getSimpleName());
    }
  }
}
