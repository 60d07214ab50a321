package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;

/**
 * The answer of a person to a move-out: all it held of an identity. It goes back to the identity's
 * own key, which passes it on to the person the identity belongs to by then.
 *
 * @param fragment the identity
 * @param from the person it left
 * @param token what the move-out carried; a payload whose token is not awaited is a ghost
 * @param payload what the person held, empty when nothing
 * @param asOf the log's time of the event that caused the move, epoch milliseconds
 */
public record FragmentPayload(
    IdentityKey fragment, PersonId from, long token, byte[] payload, long asOf) {

  /** The wire form, version byte first. */
  public byte[] encode() {
    ByteWriter out = IdentityCodec.begin();
    IdentityCodec.writeKey(out, fragment);
    IdentityCodec.writePerson(out, from);
    out.writeLong(token).writeLong(asOf).writeBytes(payload);
    return out.toBytes();
  }

  /**
   * @throws MalformedBytesException when {@link #encode} cannot have written the bytes
   */
  public static FragmentPayload decode(byte[] bytes) {
    ByteReader in = IdentityCodec.begin(bytes);
    IdentityKey fragment = IdentityCodec.readKey(in);
    PersonId from = IdentityCodec.readPerson(in);
    long token = in.readLong();
    long asOf = in.readLong();
    byte[] payload = in.readBytes();
    IdentityCodec.end(in);
    return new FragmentPayload(fragment, from, token, payload, asOf);
  }

  /** Payloads carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "FragmentPayload[" + payload.length + " bytes]";
  }
}
