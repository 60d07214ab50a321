package io.sojourn.core.person;

import io.sojourn.core.identity.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events with late ones, duplicates and profile records among them, in the order of the log. */
final class RandomEvents {
  /**
   * One of them; times in seconds.
   *
   * @param at log time
   * @param happened event time
   * @param type empty for a profile record
   */
  record Given(
      String id,
      long at,
      long happened,
      List<Identity> identities,
      String type,
      Map<String, Object> fields) {}

  private RandomEvents() {}

  /**
   * @param identities whom an event may be of, the primary one first
   */
  static List<Given> next(Random random, int count, List<List<Identity>> identities) {
    List<Given> events = new ArrayList<>();
    long at = 1_000;
    for (int i = 0; i < count; i++) {
      at += random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt(5);
      if (i > 0 && random.nextInt(10) == 0) {
        Given again = events.get(random.nextInt(events.size()));
        events.add(
            new Given(again.id, at, again.happened, again.identities, again.type, again.fields));
        continue;
      }
      String type = List.of("", "view", "cart", "buy").get(random.nextInt(4));
      Map<String, Object> fields = new HashMap<>();
      if (type.isEmpty()) {
        fields.put("loyalty.points", (long) random.nextInt(10));
        fields.put("consents.marketing.email.val", random.nextInt(4) == 0 ? "n" : "y");
      } else if (!type.equals("view")) {
        fields.put("price", random.nextInt(100) / 2.0);
        fields.put("cartId", "k" + random.nextInt(3));
      }
      long happened = random.nextInt(3) == 0 ? at - random.nextInt(40) : at;
      events.add(
          new Given(
              "e" + i,
              at,
              happened,
              identities.get(random.nextInt(identities.size())),
              type,
              fields));
    }
    return events;
  }
}
