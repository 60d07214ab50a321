package io.sojourn.connectors.channel.http;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps requests away from addresses that are not for everybody: loopback, private, link-local (the
 * metadata service of clouds is there), shared, multicast and reserved ones, unless they are
 * allowed. It looks at the address that is connected to, so a name that changes its mind between a
 * check and the connection (DNS rebinding) gains nothing.
 */
public final class AddressGuard implements Serializable {
  private static final long serialVersionUID = 1L;

  /** From the IANA special-purpose address registries, RFC 6890 and its successors. */
  private static final List<Block> SPECIAL =
      List.of(
          Block.parse("0.0.0.0/8"),
          Block.parse("10.0.0.0/8"),
          Block.parse("100.64.0.0/10"),
          Block.parse("127.0.0.0/8"),
          Block.parse("169.254.0.0/16"),
          Block.parse("172.16.0.0/12"),
          Block.parse("192.0.0.0/24"),
          Block.parse("192.0.2.0/24"),
          Block.parse("192.88.99.0/24"),
          Block.parse("192.168.0.0/16"),
          Block.parse("198.18.0.0/15"),
          Block.parse("198.51.100.0/24"),
          Block.parse("203.0.113.0/24"),
          Block.parse("224.0.0.0/4"),
          Block.parse("240.0.0.0/4"),
          Block.parse("::/128"),
          Block.parse("::1/128"),
          Block.parse("64:ff9b::/96"),
          Block.parse("64:ff9b:1::/48"),
          Block.parse("100::/64"),
          Block.parse("2001::/23"),
          Block.parse("2001:db8::/32"),
          Block.parse("2002::/16"),
          Block.parse("fc00::/7"),
          Block.parse("fe80::/10"),
          Block.parse("fec0::/10"),
          Block.parse("ff00::/8"));

  private final List<Block> allowed;

  private AddressGuard(List<Block> allowed) {
    this.allowed = allowed;
  }

  /**
   * @param blocks addresses or blocks in CIDR notation that may be asked all the same
   * @throws IllegalArgumentException if one of them is neither
   */
  public static AddressGuard allowing(List<String> blocks) {
    return new AddressGuard(blocks.stream().map(Block::parse).toList());
  }

  /** Whether requests may go there. */
  boolean allows(InetAddress address) {
    return allowed.stream().anyMatch(block -> block.holds(address))
        || SPECIAL.stream().noneMatch(block -> block.holds(address));
  }

  /** Addresses with the same first bits. */
  private record Block(byte[] first, int bits) implements Serializable {

    static Block parse(String text) {
      int slash = text.indexOf('/');
      String address = slash < 0 ? text : text.substring(0, slash);
      if (!address.matches("[0-9a-fA-F:.]+")) {
        throw new IllegalArgumentException("'" + text + "' is no block such as 10.0.0.0/8");
      }
      try {
        byte[] first = InetAddress.getByName(address).getAddress();
        int bits = slash < 0 ? 8 * first.length : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > 8 * first.length) {
          throw new IllegalArgumentException("'" + text + "' has no such number of bits");
        }
        return new Block(first, bits);
      } catch (UnknownHostException | NumberFormatException e) {
        throw new IllegalArgumentException("'" + text + "' is no block such as 10.0.0.0/8", e);
      }
    }

    /** An IPv4 address that is written as one of IPv6 comes as one of IPv4. */
    boolean holds(InetAddress address) {
      byte[] other = address.getAddress();
      if (other.length != first.length) {
        return false;
      }
      int bytes = bits / 8;
      if (Arrays.mismatch(first, 0, bytes, other, 0, bytes) >= 0) {
        return false;
      }
      int rest = bits % 8;
      return rest == 0 || ((first[bytes] ^ other[bytes]) & (0xff << (8 - rest)) & 0xff) == 0;
    }
  }
}
