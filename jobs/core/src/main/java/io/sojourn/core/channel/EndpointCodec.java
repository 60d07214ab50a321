package io.sojourn.core.channel;

import io.sojourn.core.channel.HttpChannel.Answers;
import io.sojourn.core.channel.HttpChannel.Server;
import io.sojourn.core.channel.HttpChannel.Version;
import io.sojourn.core.channel.OutgoingRequest.Body;
import io.sojourn.core.channel.OutgoingRequest.Method;
import io.sojourn.core.channel.WebPushChannel.Vapid;
import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Endpoints and messages in bytes, as a part of {@link DeliveryCodec}. */
final class EndpointCodec {
  private static final int EMAIL = 'e';
  private static final int HTTP = 'h';
  private static final int WEB_PUSH = 'w';

  private EndpointCodec() {}

  static void write(ByteWriter out, Endpoint endpoint, OutgoingMessage message) {
    if (endpoint instanceof EmailChannel email && message instanceof OutgoingMail mail) {
      writeEmail(out.writeByte(EMAIL), email);
      writeMail(out, mail);
    } else if (endpoint instanceof HttpChannel http && message instanceof OutgoingRequest request) {
      writeHttp(out.writeByte(HTTP), http);
      writeRequest(out, request);
    } else if (endpoint instanceof WebPushChannel push && message instanceof OutgoingPush sent) {
      writePush(out.writeByte(WEB_PUSH), push, sent);
    } else {
      throw new IllegalArgumentException("A message that its endpoint does not take");
    }
  }

  static Endpoint readEndpoint(int version, ByteReader in) {
    int kind = version == 1 ? EMAIL : in.readByte();
    return switch (kind) {
      case EMAIL -> readEmail(version, in);
      case HTTP -> readHttp(version, in);
      case WEB_PUSH -> readPush(in);
      default -> throw new MalformedBytesException("an unknown endpoint " + kind);
    };
  }

  static OutgoingMessage readMessage(int version, Endpoint endpoint, ByteReader in) {
    if (endpoint instanceof WebPushChannel) {
      return new OutgoingPush(in.readString(), in.readString(), in.readBoolean(), in.readString());
    }
    return endpoint instanceof EmailChannel ? readMail(version, in) : readRequest(in);
  }

  private static void writeHttp(ByteWriter out, HttpChannel endpoint) {
    Server server = endpoint.server();
    out.writeString(endpoint.name())
        .writeNullableString(endpoint.addressedBy())
        .writeString(server.url().toString());
    AuthCodec.write(out, server.auth());
    out.writeString(server.version().name())
        .writeNullableString(text(server.trust()))
        .writeVarLong(server.timeout().toMillis());
    writeTexts(out, endpoint.answers().told());
    out.writeVarInt(endpoint.answers().gone().size());
    new TreeSet<>(endpoint.answers().gone()).forEach(out::writeVarInt);
    out.writeVarInt(endpoint.ratePerSecond()).writeVarLong(endpoint.validity().toMillis());
  }

  private static HttpChannel readHttp(int version, ByteReader in) {
    return new HttpChannel(
        in.readString(),
        version < 4 ? null : in.readNullableString(),
        new Server(
            URI.create(in.readString()),
            AuthCodec.read(version, in),
            version < 5 ? Version.HTTP_1_1 : DeliveryCodec.readEnum(Version.class, in),
            version < 5 ? null : reference(in.readNullableString()),
            Duration.ofMillis(in.readVarLong())),
        new Answers(
            version < 4 ? Map.of() : readTexts(in), version < 5 ? Set.of() : readNumbers(in)),
        in.readVarInt(),
        Duration.ofMillis(in.readVarLong()));
  }

  private static void writeTexts(ByteWriter out, Map<String, String> texts) {
    out.writeVarInt(texts.size());
    new TreeMap<>(texts).forEach((name, text) -> out.writeString(name).writeString(text));
  }

  private static Map<String, String> readTexts(ByteReader in) {
    Map<String, String> texts = new HashMap<>();
    for (int left = in.readCount(); left > 0; left--) {
      texts.put(in.readString(), in.readString());
    }
    return texts;
  }

  private static Set<Integer> readNumbers(ByteReader in) {
    Set<Integer> numbers = new HashSet<>();
    for (int left = in.readCount(); left > 0; left--) {
      numbers.add(in.readVarInt());
    }
    return numbers;
  }

  private static void writeRequest(ByteWriter out, OutgoingRequest request) {
    out.writeString(request.commandId())
        .writeString(request.method().name())
        .writeString(request.path());
    writeTexts(out, request.headers());
    Body body = request.body();
    out.writeNullableString(body == null ? null : body.type());
    if (body != null) {
      out.writeString(body.text());
    }
  }

  private static OutgoingRequest readRequest(ByteReader in) {
    String commandId = in.readString();
    Method method = DeliveryCodec.readEnum(Method.class, in);
    String path = in.readString();
    Map<String, String> headers = readTexts(in);
    String type = in.readNullableString();
    Body body = type == null ? null : new Body(type, in.readString());
    return new OutgoingRequest(commandId, method, path, headers, body);
  }

  private static void writePush(ByteWriter out, WebPushChannel endpoint, OutgoingPush message) {
    out.writeString(endpoint.name())
        .writeString(endpoint.addressedBy())
        .writeString(endpoint.vapid().subject())
        .writeString(endpoint.vapid().publicKey())
        .writeString(endpoint.vapid().key().text())
        .writeVarInt(endpoint.services().size());
    new TreeSet<>(endpoint.services()).forEach(out::writeString);
    out.writeVarInt(endpoint.ratePerSecond()).writeVarLong(endpoint.validity().toMillis());
    out.writeString(message.commandId())
        .writeString(message.subscription())
        .writeBoolean(message.urgent())
        .writeString(message.content());
  }

  private static WebPushChannel readPush(ByteReader in) {
    String name = in.readString();
    String addressedBy = in.readString();
    Vapid vapid =
        new Vapid(in.readString(), in.readString(), SecretReference.parse(in.readString()));
    Set<String> services = new HashSet<>();
    for (int left = in.readCount(); left > 0; left--) {
      services.add(in.readString());
    }
    int rate = in.readVarInt();
    return new WebPushChannel(
        name, addressedBy, vapid, services, rate, Duration.ofMillis(in.readVarLong()));
  }

  private static void writeEmail(ByteWriter out, EmailChannel endpoint) {
    out.writeString(endpoint.host())
        .writeVarInt(endpoint.port())
        .writeString(endpoint.tls().name())
        .writeNullableString(text(endpoint.user()))
        .writeNullableString(text(endpoint.password()))
        .writeString(endpoint.from());
    DkimKey dkim = endpoint.dkim();
    out.writeNullableString(dkim == null ? null : dkim.domain());
    if (dkim != null) {
      out.writeString(dkim.selector()).writeString(dkim.key().text());
    }
    out.writeNullableString(endpoint.returnPath())
        .writeVarInt(endpoint.ratePerSecond())
        .writeVarLong(endpoint.validity().toMillis());
  }

  private static @Nullable DkimKey readDkim(ByteReader in) {
    String domain = in.readNullableString();
    return domain == null
        ? null
        : new DkimKey(domain, in.readString(), SecretReference.parse(in.readString()));
  }

  private static EmailChannel readEmail(int version, ByteReader in) {
    return new EmailChannel(
        in.readString(),
        in.readVarInt(),
        DeliveryCodec.readEnum(EmailChannel.Tls.class, in),
        reference(in.readNullableString()),
        reference(in.readNullableString()),
        in.readString(),
        version < 3 ? null : readDkim(in),
        version < 6 ? null : in.readNullableString(),
        in.readVarInt(),
        version == 1 ? Channel.STANDARD_VALIDITY : Duration.ofMillis(in.readVarLong()));
  }

  private static void writeMail(ByteWriter out, OutgoingMail message) {
    out.writeString(message.commandId())
        .writeString(message.sandbox())
        .writeString(message.recipient())
        .writeString(message.from())
        .writeString(message.subject())
        .writeNullableString(message.html())
        .writeNullableString(message.text())
        .writeNullableString(message.unsubscribe());
  }

  private static OutgoingMail readMail(int version, ByteReader in) {
    return new OutgoingMail(
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readNullableString(),
        in.readNullableString(),
        version < 3 ? null : in.readNullableString());
  }

  private static @Nullable String text(@Nullable SecretReference reference) {
    return reference == null ? null : reference.text();
  }

  private static @Nullable SecretReference reference(@Nullable String text) {
    return text == null ? null : SecretReference.parse(text);
  }
}
