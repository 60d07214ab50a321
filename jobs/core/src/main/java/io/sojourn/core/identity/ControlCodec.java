package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.ControlMessage.Absorb;
import io.sojourn.core.identity.ControlMessage.Belief;
import io.sojourn.core.identity.ControlMessage.Body;
import io.sojourn.core.identity.ControlMessage.Claim;
import io.sojourn.core.identity.ControlMessage.LinkReport;
import io.sojourn.core.identity.ControlMessage.Unite;
import java.util.List;

/** The bodies of control messages in bytes: a kind, then the fields. */
final class ControlCodec {
  private static final int LINK_REPORT = 1;
  private static final int CLAIM = 2;
  private static final int UNITE = 3;
  private static final int ABSORB = 4;
  private static final int BELIEF = 5;

  private ControlCodec() {}

  static void write(ByteWriter out, Body body) {
    if (body instanceof LinkReport report) {
      out.writeByte(LINK_REPORT);
      IdentityCodec.writeIdentities(out, report.identities());
      out.writeLong(report.time());
      IdentityCodec.writeKey(out, report.reporter());
      IdentityCodec.writeKey(out, report.home());
      IdentityCodec.writePerson(out, report.person());
    } else if (body instanceof Claim claim) {
      out.writeByte(CLAIM);
      IdentityCodec.writeKey(out, claim.home());
      IdentityCodec.writeReserved(out);
      IdentityCodec.writePerson(out, claim.person());
      IdentityCodec.writeIdentity(out, claim.identity());
    } else if (body instanceof Unite unite) {
      out.writeByte(UNITE);
      IdentityCodec.writeKey(out, unite.witness());
      IdentityCodec.writeKey(out, unite.other());
      IdentityCodec.writeReserved(out);
    } else if (body instanceof Absorb absorb) {
      out.writeByte(ABSORB);
      IdentityCodec.writeReserved(out);
      IdentityCodec.writeFacts(out, absorb.facts());
    } else if (body instanceof Belief belief) {
      out.writeByte(BELIEF);
      IdentityCodec.writeKey(out, belief.node());
      IdentityCodec.writePerson(out, belief.person());
    }
  }

  static Body read(ByteReader in) {
    int kind = in.readByte();
    return switch (kind) {
      case LINK_REPORT -> readLinkReport(in);
      case CLAIM -> {
        IdentityKey home = IdentityCodec.readKey(in);
        IdentityCodec.readReserved(in);
        yield new Claim(home, IdentityCodec.readPerson(in), IdentityCodec.readIdentity(in));
      }
      case UNITE -> {
        Unite unite = new Unite(IdentityCodec.readKey(in), IdentityCodec.readKey(in));
        IdentityCodec.readReserved(in);
        yield unite;
      }
      case ABSORB -> {
        IdentityCodec.readReserved(in);
        yield new Absorb(IdentityCodec.readFacts(in));
      }
      case BELIEF -> new Belief(IdentityCodec.readKey(in), IdentityCodec.readPerson(in));
      default -> throw new MalformedBytesException("an unknown kind of message " + kind);
    };
  }

  private static LinkReport readLinkReport(ByteReader in) {
    List<LinkedIdentity> identities = IdentityCodec.readIdentities(in);
    if (identities.size() < 2) {
      throw new MalformedBytesException("a link of " + identities.size() + " identities");
    }
    long time = in.readLong();
    IdentityKey reporter = IdentityCodec.readKey(in);
    IdentityKey home = IdentityCodec.readKey(in);
    return new LinkReport(identities, time, reporter, home, IdentityCodec.readPerson(in));
  }
}
