package io.sojourn.verify;

import io.sojourn.app.demo.TrafficGenerator;
import io.sojourn.app.demo.TrafficSettings;
import io.sojourn.testkit.TestTopics.Message;
import java.util.List;
import java.util.regex.Pattern;

/** The traffic of the demo's shop, at the time scale of the tests. */
final class Traffic {
  /** By which the durations of the workspace are divided: an hour is a second. */
  static final long TIME_SCALE = 3600;

  private static final Pattern DEVICE = Pattern.compile("\"ECID\":\\[\\{\"id\":\"[0-9]*\"}],");

  private Traffic() {}

  /** Everything: log-ins that link devices, households, late, repeated and malformed records. */
  static List<Message> of(long seed, int persons, int events, double perSecond) {
    return new TrafficGenerator(TrafficSettings.demo(persons, events, seed, Shop.START, perSecond))
        .stream().map(made -> Platform.event(made.at(), made.json())).toList();
  }

  /** The same, but who has logged in has no device, so that no two persons become one. */
  static List<Message> withoutMerges(long seed, int persons, int events, double perSecond) {
    return new TrafficGenerator(TrafficSettings.demo(persons, events, seed, Shop.START, perSecond))
        .stream().map(made -> Platform.event(made.at(), withoutDevice(made.json()))).toList();
  }

  private static String withoutDevice(String json) {
    return json.contains("\"CRMID\"") ? DEVICE.matcher(json).replaceFirst("") : json;
  }
}
