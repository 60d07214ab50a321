package io.sojourn.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrafficGeneratorTest {
  private static final long START = 1_772_359_200_000L; // 2026-03-01T10:00:00Z
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z.0-9]+@([A-Za-z.]+)");

  private static List<TrafficRecord> records(TrafficSettings settings) {
    return new TrafficGenerator(settings).stream().toList();
  }

  private static TrafficSettings settings(long seed) {
    return TrafficSettings.demo(200, 10_000, seed, START, 200);
  }

  @Test
  void isAFunctionOfItsSettings() {
    assertThat(records(settings(7)))
        .isEqualTo(records(settings(7)))
        .isNotEqualTo(records(settings(8)))
        .hasSize(10_000);
  }

  @Test
  void keepsTheRateAndNeverGoesBack() {
    List<TrafficRecord> records = records(settings(7));
    long last = START;
    for (TrafficRecord each : records) {
      assertThat(each.at()).isGreaterThanOrEqualTo(last);
      last = each.at();
    }
    assertThat(last - START).isBetween(48_000L, 52_000L);
  }

  @Test
  void repeatsAsManyAsSaid() {
    List<TrafficRecord> records = records(settings(7));
    Set<String> distinct = new HashSet<>();
    records.forEach(each -> distinct.add(each.json()));
    assertThat(records.size() - distinct.size()).isBetween(60, 140);
  }

  @Test
  void givesOtherIdsToARunThatStartsLater() {
    TrafficSettings later = TrafficSettings.demo(200, 10_000, 7, START + 60_000, 200);
    Set<String> ids = new HashSet<>();
    records(settings(7)).forEach(each -> ids.add(each.json().split("\"")[3]));
    assertThat(records(later)).noneMatch(each -> ids.contains(each.json().split("\"")[3]));
  }

  @Test
  void writesToExampleDotComOnly() {
    int addresses = 0;
    for (TrafficRecord each : records(settings(7))) {
      Matcher matcher = ADDRESS.matcher(each.json());
      while (matcher.find()) {
        addresses++;
        assertThat(matcher.group(1)).isEqualTo("example.com");
      }
    }
    assertThat(addresses).isGreaterThan(100);
  }

  @Test
  void sharesDevicesOnlyIfTold() {
    assertThat(personsPerDevice(settings(7).withSharedDevices(0))).isEqualTo(1);
    assertThat(personsPerDevice(settings(7).withSharedDevices(0.2))).isEqualTo(2);
  }

  private static int personsPerDevice(TrafficSettings settings) {
    Pattern persons = Pattern.compile("\"CRMID\":\\[\\{\"id\":\"([^\"]+)\"");
    var seen = new java.util.HashMap<String, Set<String>>();
    for (TrafficRecord each : records(settings)) {
      Matcher matcher = persons.matcher(each.json());
      if (matcher.find()) {
        seen.computeIfAbsent(each.key(), key -> new HashSet<>()).add(matcher.group(1));
      }
    }
    return seen.values().stream().mapToInt(Set::size).max().orElse(0);
  }
}
