package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.ControlMessage.Absorb;
import io.sojourn.core.identity.ControlMessage.Belief;
import io.sojourn.core.identity.ControlMessage.Body;
import io.sojourn.core.identity.ControlMessage.Claim;
import io.sojourn.core.identity.ControlMessage.LinkReport;
import io.sojourn.core.identity.ControlMessage.Lost;
import io.sojourn.core.identity.ControlMessage.Recheck;
import io.sojourn.core.identity.ControlMessage.Release;
import io.sojourn.core.identity.ControlMessage.Rule;
import io.sojourn.core.identity.ControlMessage.Show;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The bodies of control messages in bytes: a kind, then the fields. Kinds 2 to 5 were written
 * before there were linking rules, and 6 to 10 before operators could decide about links; they are
 * read, because a job may start from a savepoint with such messages still in its topic.
 */
final class ControlCodec {
  private static final int LINK_REPORT = 1;
  private static final int PLAIN_CLAIM = 2;
  private static final int PLAIN_UNITE = 3;
  private static final int PLAIN_ABSORB = 4;
  private static final int PLAIN_BELIEF = 5;
  private static final int UNRULED_CLAIM = 6;
  private static final int UNRULED_ABSORB = 7;
  private static final int UNRULED_BELIEF = 8;
  private static final int UNRULED_RELEASE = 9;
  private static final int UNRULED_LOST = 10;
  private static final int RECHECK = 11;
  private static final int SHOW = 12;
  private static final int CLAIM = 13;
  private static final int BELIEF = 14;
  private static final int RELEASE = 15;
  private static final int RULE = 16;
  private static final int LOST = 17;
  private static final int ABSORB = 18;

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
      IdentityCodec.writeKey(out, claim.from());
      IdentityCodec.writePerson(out, claim.person());
      IdentityCodec.writeIdentity(out, claim.identity());
      IdentityCodec.writeContacts(out, claim.contacts());
    } else if (body instanceof Absorb absorb) {
      out.writeByte(ABSORB);
      IdentityCodec.writeKey(out, absorb.from());
      IdentityCodec.writeFacts(out, absorb.facts());
      out.writeBoolean(absorb.claimed());
    } else if (body instanceof Show show) {
      out.writeByte(SHOW);
      IdentityCodec.writeKey(out, show.node());
      IdentityCodec.writeKey(out, show.from());
      IdentityCodec.writeFacts(out, show.facts());
    } else if (body instanceof Belief belief) {
      out.writeByte(BELIEF);
      IdentityCodec.writeKey(out, belief.node());
      IdentityCodec.writeKey(out, belief.home());
      IdentityCodec.writeKey(out, belief.former());
      IdentityCodec.writePerson(out, belief.person());
      IdentityCodec.writeContacts(out, belief.contacts());
    } else if (body instanceof Release release) {
      out.writeByte(RELEASE);
      IdentityCodec.writeKey(out, release.by());
      IdentityCodec.writeKey(out, release.home());
      IdentityCodec.writeContacts(out, release.contacts());
    } else if (body instanceof Lost lost) {
      out.writeByte(LOST).writeVarInt(lost.links().size());
      for (Link link : lost.links()) {
        IdentityCodec.writeKey(out, link.low());
        IdentityCodec.writeKey(out, link.high());
      }
      IdentityCodec.writeContacts(out, lost.contacts());
    } else if (body instanceof Recheck) {
      out.writeByte(RECHECK);
    } else if (body instanceof Rule rule) {
      out.writeByte(RULE);
      IdentityCodec.writeIdentity(out, rule.identity());
      IdentityCodec.writeKey(out, rule.other().key());
      IdentityCodec.writeIdentity(out, rule.other().identity());
      IdentityCodec.writeRuling(out, rule.ruling());
    }
  }

  /**
   * @param target whom the message is for
   */
  static Body read(ByteReader in, IdentityKey target) {
    int kind = in.readByte();
    return switch (kind) {
      case LINK_REPORT -> readLinkReport(in);
      case CLAIM -> readClaim(in, IdentityCodec::readContacts);
      case UNRULED_CLAIM -> readClaim(in, IdentityCodec::readPlainContacts);
      case ABSORB ->
          new Absorb(IdentityCodec.readKey(in), IdentityCodec.readFacts(in), in.readBoolean());
      case UNRULED_ABSORB ->
          new Absorb(IdentityCodec.readKey(in), IdentityCodec.readFacts(in), false);
      case BELIEF -> readBelief(in, IdentityCodec::readContacts);
      case UNRULED_BELIEF -> readBelief(in, IdentityCodec::readPlainContacts);
      case RELEASE -> readRelease(in, IdentityCodec::readContacts);
      case UNRULED_RELEASE -> readRelease(in, IdentityCodec::readPlainContacts);
      case LOST -> new Lost(readLinks(in), IdentityCodec.readContacts(in));
      case UNRULED_LOST -> new Lost(readLinks(in), Contacts.NONE);
      case SHOW ->
          new Show(
              IdentityCodec.readKey(in), IdentityCodec.readKey(in), IdentityCodec.readFacts(in));
      case RECHECK -> new Recheck();
      case RULE ->
          new Rule(
              IdentityCodec.readIdentity(in),
              new LinkedIdentity(IdentityCodec.readKey(in), IdentityCodec.readIdentity(in)),
              IdentityCodec.readRuling(in));
      case PLAIN_CLAIM -> {
        IdentityKey home = IdentityCodec.readKey(in);
        IdentityCodec.readReserved(in);
        yield new Claim(
            home,
            home,
            IdentityCodec.readPerson(in),
            IdentityCodec.readIdentity(in),
            Contacts.NONE);
      }
      case PLAIN_UNITE -> {
        IdentityKey witness = IdentityCodec.readKey(in);
        IdentityKey home = IdentityCodec.readKey(in);
        IdentityCodec.readReserved(in);
        yield new Belief(witness, home, home, PersonId.birth(witness), Contacts.NONE);
      }
      case PLAIN_ABSORB -> readPlainAbsorb(in);
      case PLAIN_BELIEF -> {
        IdentityKey node = IdentityCodec.readKey(in);
        yield new Belief(node, target, target, IdentityCodec.readPerson(in), Contacts.NONE);
      }
      default -> throw new MalformedBytesException("an unknown kind of message " + kind);
    };
  }

  private static Claim readClaim(ByteReader in, Function<ByteReader, Contacts> contacts) {
    return new Claim(
        IdentityCodec.readKey(in),
        IdentityCodec.readKey(in),
        IdentityCodec.readPerson(in),
        IdentityCodec.readIdentity(in),
        contacts.apply(in));
  }

  private static Belief readBelief(ByteReader in, Function<ByteReader, Contacts> contacts) {
    return new Belief(
        IdentityCodec.readKey(in),
        IdentityCodec.readKey(in),
        IdentityCodec.readKey(in),
        IdentityCodec.readPerson(in),
        contacts.apply(in));
  }

  private static Release readRelease(ByteReader in, Function<ByteReader, Contacts> contacts) {
    return new Release(IdentityCodec.readKey(in), IdentityCodec.readKey(in), contacts.apply(in));
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

  private static NavigableSet<Link> readLinks(ByteReader in) {
    NavigableSet<Link> links = new TreeSet<>();
    for (int i = IdentityCodec.readCount(in, Facts.MAX_LINKS); i > 0; i--) {
      IdentityKey low = IdentityCodec.readKey(in);
      IdentityKey high = IdentityCodec.readKey(in);
      if (low.compareTo(high) >= 0) {
        throw new MalformedBytesException("a link whose ends are out of order");
      }
      links.add(new Link(low, high));
    }
    return links;
  }

  /** Its sender led a cluster, and was the least of it. */
  private static Absorb readPlainAbsorb(ByteReader in) {
    Facts facts = IdentityCodec.readFacts(in);
    if (facts.nodes().isEmpty()) {
      throw new MalformedBytesException("an empty cluster");
    }
    return new Absorb(facts.nodes().firstKey(), facts, false);
  }
}
