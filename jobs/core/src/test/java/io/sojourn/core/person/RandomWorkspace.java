package io.sojourn.core.person;

import io.sojourn.core.definition.Workspace;
import java.util.List;
import java.util.Random;

/** Workspaces whose audiences and journeys depend on each other in random ways. */
final class RandomWorkspace {
  private static final List<String> TYPES = List.of("view", "cart", "buy");

  private final Random random;
  private final TestWorkspace files =
      TestWorkspace.empty()
          .with("channels/page.yaml", "channel: page\ncontent: {surface: page}\nvalidity: 30s")
          .with(
              "templates/tile.yaml",
              """
              template: tile
              priority: 7
              content: '{"points": "{{default profile.loyalty.points "-"}}"}'
              """);

  RandomWorkspace(Random random) {
    this.random = random;
  }

  Workspace next() {
    for (int i = 0; i < 4; i++) {
      audience(i);
    }
    for (int i = 0; i < 3; i++) {
      journey(i);
    }
    return files.compile();
  }

  private void audience(int number) {
    int within = 5 + random.nextInt(40);
    String signals =
        "n: {event: %s, count: true, within: %ds}, s: {event: cart, sum: event.price, within: %ds}"
            .formatted(type(), within, 5 + random.nextInt(40));
    String before = number == 0 ? "false" : "audiences['a" + random.nextInt(number) + "']";
    String member =
        switch (random.nextInt(4)) {
          case 0 -> "n >= " + (1 + random.nextInt(3));
          case 1 -> "s > 40.0 && n < 2";
          case 2 -> "n >= 1 && !" + before;
          default -> "profile.loyalty.points > 4 || (n == 1 && " + before + ")";
        };
    files.audience("a" + number, signals, member);
  }

  private void journey(int number) {
    String entry =
        random.nextBoolean()
            ? "{event: " + type() + ", again: " + again() + ", stale: 15s}"
            : "{event: cart, key: event.cartId, where: event.price > 10.0, again: " + again() + "}";
    if (number == 0) {
      entry = "{audience: a3, on: " + status() + ", again: " + again() + "}";
    }
    String exit =
        random.nextBoolean()
            ? "[{event: " + type() + "}]"
            : "[{audience: a" + random.nextInt(4) + ", on: " + status() + "}]";
    files.journey(
        "j" + number,
        """
        entry: %s
        exit: %s
        timeout: %ds
        start: first
        steps:
          first: {wait: %ds, next: choose}
          choose:
            switch:
              - {when: "audiences['a%d']", next: send}
            otherwise: second
          send: {message: email, template: note, class: marketing, next: show}
          show: {message: page, template: tile, class: transactional, next: second}
          second: {wait: %ds, next: done}
          done: {end: done}
        """
            .formatted(
                entry,
                exit,
                10 + random.nextInt(60),
                1 + random.nextInt(20),
                random.nextInt(4),
                1 + random.nextInt(20)));
  }

  private String type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  private String status() {
    return random.nextBoolean() ? "entered" : "exited";
  }

  private String again() {
    return random.nextBoolean() ? "always" : "{after: 20s}";
  }
}
