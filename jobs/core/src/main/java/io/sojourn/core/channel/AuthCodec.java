package io.sojourn.core.channel;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How requests say who sends them, in bytes, as a part of {@link EndpointCodec}. */
final class AuthCodec {
  private static final String NONE = "NONE";
  private static final String BASIC = "BASIC";
  private static final String BEARER = "BEARER";
  private static final String HEADER = "HEADER";
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String CLIENT_CREDENTIALS = "OAUTH2";
  private static final String SERVICE_ACCOUNT = "SERVICE_ACCOUNT";
  private static final String PROVIDER_TOKEN = "PROVIDER_TOKEN";

  private AuthCodec() {}

  static void write(ByteWriter out, Auth auth) {
    if (auth instanceof Auth.Basic basic) {
      out.writeString(BASIC).writeString(basic.user().text()).writeString(basic.password().text());
    } else if (auth instanceof Auth.Bearer bearer) {
      out.writeString(BEARER).writeString(bearer.token().text());
    } else if (auth instanceof Auth.Header header) {
      out.writeString(HEADER).writeString(header.header()).writeString(header.key().text());
    } else if (auth instanceof Auth.Certificate own) {
      out.writeString(CERTIFICATE).writeString(own.chain().text()).writeString(own.key().text());
    } else if (auth instanceof Auth.ClientCredentials client) {
      out.writeString(CLIENT_CREDENTIALS)
          .writeString(client.endpoint().toString())
          .writeString(client.client().text())
          .writeString(client.secret().text())
          .writeNullableString(client.scope());
    } else if (auth instanceof Auth.ServiceAccount service) {
      out.writeString(SERVICE_ACCOUNT)
          .writeString(service.account().text())
          .writeString(service.scope());
    } else if (auth instanceof Auth.ProviderToken token) {
      out.writeString(PROVIDER_TOKEN)
          .writeString(token.issuer())
          .writeString(token.id())
          .writeString(token.key().text());
    } else {
      out.writeString(NONE);
    }
  }

  static Auth read(int version, ByteReader in) {
    return version < 5 ? readFourth(version, in) : read(in);
  }

  private static Auth read(ByteReader in) {
    String kind = in.readString();
    return switch (kind) {
      case NONE -> new Auth.None();
      case BASIC -> new Auth.Basic(reference(in), reference(in));
      case BEARER -> new Auth.Bearer(reference(in));
      case HEADER -> new Auth.Header(in.readString(), reference(in));
      case CERTIFICATE -> new Auth.Certificate(reference(in), reference(in));
      case CLIENT_CREDENTIALS ->
          new Auth.ClientCredentials(
              URI.create(in.readString()), reference(in), reference(in), in.readNullableString());
      case SERVICE_ACCOUNT -> new Auth.ServiceAccount(reference(in), in.readString());
      case PROVIDER_TOKEN ->
          new Auth.ProviderToken(in.readString(), in.readString(), reference(in));
      default -> throw new MalformedBytesException("an unknown kind of authorisation");
    };
  }

  /** Up to the fourth version all kinds had the same fields. */
  private static Auth readFourth(int version, ByteReader in) {
    String kind = in.readString();
    String header = in.readNullableString();
    SecretReference user = nullable(in.readNullableString());
    SecretReference secret = nullable(in.readNullableString());
    String endpoint = version < 4 ? null : in.readNullableString();
    String scope = endpoint == null ? null : in.readNullableString();
    return switch (kind) {
      case NONE -> new Auth.None();
      case BASIC -> new Auth.Basic(there(user), there(secret));
      case BEARER -> new Auth.Bearer(there(secret));
      case HEADER -> new Auth.Header(there(header), there(secret));
      case CLIENT_CREDENTIALS ->
          new Auth.ClientCredentials(
              URI.create(there(endpoint)), there(user), there(secret), scope);
      default -> throw new MalformedBytesException("an unknown kind of authorisation");
    };
  }

  private static <T> T there(@Nullable T part) {
    if (part == null) {
      throw new MalformedBytesException("an authorisation without a part of it");
    }
    return part;
  }

  private static SecretReference reference(ByteReader in) {
    return SecretReference.parse(in.readString());
  }

  private static @Nullable SecretReference nullable(@Nullable String text) {
    return text == null ? null : SecretReference.parse(text);
  }
}
