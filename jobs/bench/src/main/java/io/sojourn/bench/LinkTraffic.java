package io.sojourn.bench;

import io.sojourn.app.demo.TrafficRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Visitors who are recognised later, at a steady rate: in every second some devices that have been
 * seen before are linked to a known customer, and some customers to another graph.
 */
final class LinkTraffic {
  /** Devices, and as many graphs, that are linked in a second. */
  static final int PER_SECOND = 10;

  /** How long before they are linked they are first seen, seconds. */
  static final int AHEAD = 15;

  private final Properties kafka;
  private final int rate;

  /**
   * @param rate events per second; those that link, and the first ones of who will be linked, are
   *     100 of them
   */
  LinkTraffic(Properties kafka, int rate) {
    this.kafka = kafka;
    this.rate = rate;
  }

  /** Who is linked by one event. */
  record Subject(int second, int number) {
    /** Id of the event that links the device to its customer. */
    String deviceEvent() {
      return "device-" + name();
    }

    /** Id of the event that links the graph of the newsletter's reader to a customer. */
    String mergeEvent() {
      return "merge-" + name();
    }

    String device() {
      return ecid(1);
    }

    String customer() {
      return "customer-" + name();
    }

    private String customerDevice() {
      return ecid(2);
    }

    String reader() {
      return "reader-" + name() + "@example.com";
    }

    String readerDevice() {
      return ecid(3);
    }

    String buyer() {
      return "buyer-" + name();
    }

    private String buyerDevice() {
      return ecid(4);
    }

    private String name() {
      return second + "-" + number;
    }

    private String ecid(int kind) {
      return "%d%037d".formatted(kind, (long) second * PER_SECOND + number);
    }
  }

  /** Who was linked between two seconds from the start; the first are after {@link #AHEAD}. */
  static List<Subject> subjects(long from, long until) {
    List<Subject> subjects = new ArrayList<>();
    for (long second = from; second < until; second++) {
      for (int number = 0; number < PER_SECOND; number++) {
        subjects.add(new Subject((int) second, number));
      }
    }
    return subjects;
  }

  /** Sends for so long, and returns how many records were sent. */
  long send(String topic, Duration time, Progress progress) throws BenchFailure {
    long start = System.currentTimeMillis();
    long sent = 0;
    try (EventProducer producer = new EventProducer(kafka, 0, 16 * 1024)) {
      for (int second = 0; second < time.toSeconds(); second++) {
        List<TrafficRecord> records = records(second, start);
        for (TrafficRecord record : records) {
          producer.sendWhenDue(topic, record);
          sent++;
        }
        progress.show("sent %,d events at %,d/s".formatted(sent, rate));
      }
      producer.finish();
    }
    return sent;
  }

  /** One second of it. */
  private List<TrafficRecord> records(int second, long start) {
    List<Map<String, String>> seen = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < PER_SECOND; number++) {
      Subject later = new Subject(second + AHEAD, number);
      for (int view = 0; view < 3; view++) {
        seen.add(Map.of("ECID", later.device()));
      }
      seen.add(ordered("CRMID", later.customer(), "ECID", later.customerDevice()));
      seen.add(ordered("Email", later.reader(), "ECID", later.readerDevice()));
      seen.add(Map.of("ECID", later.readerDevice()));
      seen.add(ordered("CRMID", later.buyer(), "ECID", later.buyerDevice()));
    }
    for (int i = 0; i < seen.size(); i++) {
      ids.add("seen-" + second + "-" + i);
    }
    if (second >= AHEAD) {
      for (int number = 0; number < PER_SECOND; number++) {
        Subject now = new Subject(second, number);
        seen.add(ordered("CRMID", now.customer(), "ECID", now.device()));
        ids.add(now.deviceEvent());
        seen.add(ordered("CRMID", now.buyer(), "Email", now.reader()));
        ids.add(now.mergeEvent());
      }
    }
    for (int i = 0; seen.size() < rate; i++) {
      Subject earlier = new Subject(second + AHEAD - 1 - i % AHEAD, i % PER_SECOND);
      seen.add(Map.of("ECID", earlier.customerDevice()));
      ids.add("view-" + second + "-" + i);
    }
    List<TrafficRecord> records = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      // one after the other from all parts of the list, so that no kind comes in a burst
      int which = (int) ((long) i * 7919 % seen.size());
      long at = start + second * 1000L + i * 1000L / seen.size();
      records.add(record(ids.get(which), at, seen.get(which)));
    }
    return records;
  }

  private static Map<String, String> ordered(String a, String valueA, String b, String valueB) {
    return new TreeMap<>(Map.of(a, valueA, b, valueB));
  }

  private static TrafficRecord record(String id, long at, Map<String, String> identities) {
    StringBuilder map = new StringBuilder();
    identities.forEach(
        (namespace, value) ->
            map.append(map.isEmpty() ? "" : ",")
                .append("\"%s\":[{\"id\":\"%s\"}]".formatted(namespace, value)));
    String json =
        "{\"_id\":\"%s\",\"eventType\":\"%s\",\"timestamp\":\"%s\",\"identityMap\":{%s}}"
            .formatted(
                id,
                identities.size() > 1 ? "userAccount.login" : "web.webpagedetails.pageViews",
                Instant.ofEpochMilli(at),
                map);
    return new TrafficRecord(at, identities.values().iterator().next(), json);
  }
}
