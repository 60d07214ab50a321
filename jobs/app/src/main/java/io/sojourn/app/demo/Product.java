package io.sojourn.app.demo;

import java.util.SplittableRandom;

/**
 * Something the shop sells.
 *
 * @param cents its price
 */
record Product(String sku, String name, String category, int cents) {
  private static final Product[] ALL = {
    new Product("SH-101", "Espresso cups", "kitchen", 1_490),
    new Product("SH-102", "Cast-iron pan", "kitchen", 5_990),
    new Product("SH-103", "Bread knife", "kitchen", 3_450),
    new Product("SH-201", "Desk lamp", "home", 7_900),
    new Product("SH-202", "Wool blanket", "home", 8_950),
    new Product("SH-203", "Bookshelf", "home", 21_900),
    new Product("SH-301", "Rain jacket", "outdoor", 12_900),
    new Product("SH-302", "Tent for two", "outdoor", 18_900),
    new Product("SH-303", "Water bottle", "outdoor", 1_990),
    new Product("SH-401", "Headphones", "sound", 9_900),
    new Product("SH-402", "Record player", "sound", 24_900),
    new Product("SH-403", "Radio", "sound", 6_490)
  };

  static Product any(SplittableRandom random) {
    return ALL[random.nextInt(ALL.length)];
  }
}
