package io.sojourn.connectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputLineTest {
  private static final long NINE = Instant.parse("2026-11-24T09:00:00Z").toEpochMilli();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'timestamp': '2026-11-24T08:00:00Z', 'receivedAt': '2026-11-24T09:00:00Z'}",
        "{'timestamp': '2026-11-24T08:00:00Z', 'receivedAt': 1795510800000}",
        "{'xdm:timestamp': '2026-11-24T10:00:00+01:00'}",
        "{'sentAt': '2026-11-24T09:00:01Z', 'originalTimestamp': '2026-11-24T09:00:00Z'}",
        "{'receivedAt': 'soon', 'timestamp': '2026-11-24T09:00:00Z'}",
        "{'receivedAt': '9999-01-01T00:00:00Z', 'timestamp': '2026-11-24T09:00:00Z'}",
        "{'timestamp': '2026-11-24T09:00:00Z', 'broken"
      })
  void findsTheTimeOfTheLog(String line) {
    assertThat(line(line).time()).isEqualTo(NINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "no json",
        "{'timestamp': 1795510800000}",
        "{'receivedAt': {'a': 1}}",
        "{'timestamp': '9999-12-31T00:00:00Z'}",
        "{'receivedAt': -5}"
      })
  void hasNoTimeWhereNoneIsSaid(String line) {
    assertThat(line(line).time()).isNull();
  }

  @Test
  void isKeyedByItsFirstIdentity() {
    byte[] key = line("{'identityMap': {'CRMID': [{'id': 'c-1'}]}}").key();

    assertThat(key).hasSize(16);
    assertThat(
            line("{'a': [1], 'identityMap': {'CRMID': [{}, {'id': 'c-1'}], 'E': [{'id': 'x'}]}}")
                .key())
        .isEqualTo(key);
    assertThat(line("{'identityMap': {'CRMID': [{'id': 'c-2'}]}}").key()).isNotEqualTo(key);
    assertThat(line("{'anonymousId': 'a', 'userId': 'u'}").key())
        .isEqualTo(line("{'userId': 'u'}").key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "{'identityMap': 5}", "{'userId': ''}", "{'identityMap': {'E': 1"})
  void hasNoKeyWithoutAnIdentity(String line) {
    assertThat(line(line).key()).isNull();
  }

  private static InputLine line(String json) {
    return InputLine.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
