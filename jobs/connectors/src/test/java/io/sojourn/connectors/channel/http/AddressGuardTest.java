package io.sojourn.connectors.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final AddressGuard STRICT = AddressGuard.allowing(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.19.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2002:a00:1::"
      })
  void keepsAwayFromWhatIsNotForEverybody(String address) throws Exception {
    assertThat(STRICT.allows(address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void letsEverythingElseThrough(String address) throws Exception {
    assertThat(STRICT.allows(address(address))).isTrue();
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getAllByName(text)[0];
  }

  @Test
  void allowsWhatIsListed() throws Exception {
    AddressGuard guard = AddressGuard.allowing(List.of("10.1.0.0/17", "127.0.0.1", "fd00::/8"));
    assertThat(guard.allows(address("10.1.127.255"))).isTrue();
    assertThat(guard.allows(address("10.1.128.0"))).isFalse();
    assertThat(guard.allows(address("127.0.0.1"))).isTrue();
    assertThat(guard.allows(address("127.0.0.2"))).isFalse();
    assertThat(guard.allows(address("fd12::1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0.0/"})
  void refusesWhatIsNoBlock(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressGuard.allowing(List.of(text)));
  }
}
