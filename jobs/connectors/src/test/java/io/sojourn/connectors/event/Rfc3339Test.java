package io.sojourn.connectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T09:30:00Z, 2026-11-24T09:30:00Z",
    "2026-11-24t09:30:00z, 2026-11-24T09:30:00Z",
    "2026-11-24 09:30:00Z, 2026-11-24T09:30:00Z",
    "2026-11-24T09:30:00.1Z, 2026-11-24T09:30:00.100Z",
    "2026-11-24T09:30:00.12Z, 2026-11-24T09:30:00.120Z",
    "2026-11-24T09:30:00.123987654321Z, 2026-11-24T09:30:00.123Z",
    "2026-11-24T09:30:00+05:30, 2026-11-24T04:00:00Z",
    "2026-11-24T00:30:00-00:45, 2026-11-24T01:15:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
  })
  void reads(String text, Instant expected) {
    assertThat(Rfc3339.parse(text)).isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NOW",
        "2026-11-24",
        "2026-11-24T09:30:00",
        "2026-11-24T09:30Z",
        "2026-11-24T09:30:00+0100",
        "2026-11-24T09:30:00.Z",
        "2026-11-24T09:30:00ZZ",
        "2026-11-24T24:00:00Z",
        "2026-11-24T09:60:00Z",
        "2026-11-24T12:00:60Z",
        "2026-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-11-24T09:30:00,5Z",
        "+026-11-24T09:30:00Z",
        "２０２６-11-24T09:30:00Z",
        "1732440600000000000000"
      })
  void refuses(String text) {
    assertThat(Rfc3339.parse(text)).isEqualTo(Rfc3339.INVALID);
  }

  @Test
  void agreesWithTheJdk() {
    Random random = new Random(3339);
    for (int i = 0; i < 20_000; i++) {
      Instant instant =
          Instant.ofEpochMilli(random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L));
      OffsetDateTime time =
          instant.atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1081)));
      String text = time.toString().replaceFirst("T(\\d\\d:\\d\\d)(Z|[+-])", "T$1:00$2");
      assertThat(Rfc3339.parse(text)).as("seed 3339, %s", text).isEqualTo(instant.toEpochMilli());
    }
  }
}
