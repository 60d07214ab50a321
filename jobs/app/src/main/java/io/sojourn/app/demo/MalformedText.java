package io.sojourn.app.demo;

import java.util.SplittableRandom;

/** Records that break a rule, each rule in turn. */
final class MalformedText {
  private static final Shopper NOBODY =
      new Shopper(
          0, "9".repeat(38), new Population(new TrafficSettings(2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)));

  private final RecordText text;
  private int made;

  MalformedText(RecordText text) {
    this.text = text;
  }

  String next(long at, SplittableRandom random) {
    String sound = text.view(NOBODY, false, at, Product.any(random));
    return switch (made++ % 6) {
      case 0 -> sound.substring(0, sound.length() / 2);
      case 1 -> sound.replaceFirst(",\"timestamp\":\"[^\"]*\"", "");
      case 2 -> sound.replace("\"ECID\"", "\"LoyaltyCard\"");
      case 3 -> sound.replaceFirst("\"timestamp\":\"....", "\"timestamp\":\"9999");
      case 4 -> sound.replaceFirst("\"price\":[0-9.]*", "\"price\":\"a lot\"");
      default -> sound.replaceFirst("\"identityMap\":\\{.*?\\]\\}", "\"identityMap\":{}");
    };
  }
}
