package io.sojourn.app.demo;

import java.util.List;

/**
 * Something the shop sells.
 *
 * @param cents its price in hundredths of the currency
 */
record Product(String sku, String name, String category, int cents) {

  static final List<Product> CATALOGUE =
      List.of(
          new Product("kettle-1", "Copper kettle", "kitchen", 6490),
          new Product("knife-3", "Chef's knife", "kitchen", 8900),
          new Product("board-2", "Oak chopping board", "kitchen", 3450),
          new Product("pan-28", "Cast-iron pan 28 cm", "kitchen", 7990),
          new Product("mug-7", "Stoneware mug", "kitchen", 1400),
          new Product("lamp-4", "Reading lamp", "living", 11900),
          new Product("rug-160", "Wool rug 160 × 230", "living", 24900),
          new Product("cushion-5", "Linen cushion", "living", 2990),
          new Product("vase-2", "Glass vase", "living", 3900),
          new Product("blanket-1", "Merino blanket", "living", 12900),
          new Product("bike-light", "Bicycle light", "outdoor", 4500),
          new Product("tent-2", "Tent for two", "outdoor", 18900),
          new Product("bottle-75", "Steel bottle 0.75 l", "outdoor", 2690),
          new Product("boots-9", "Walking boots", "outdoor", 15900),
          new Product("pack-30", "Rucksack 30 l", "outdoor", 9900),
          new Product("shirt-11", "Organic cotton shirt", "clothing", 4990),
          new Product("scarf-3", "Alpaca scarf", "clothing", 5900),
          new Product("socks-2", "Wool socks", "clothing", 1290),
          new Product("coat-1", "Rain coat \"Förde\"", "clothing", 16900),
          new Product("book-12", "The bread book", "books", 3200));
}
