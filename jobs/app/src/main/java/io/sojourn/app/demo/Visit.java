package io.sojourn.app.demo;

import java.util.SplittableRandom;

/**
 * One visit, from the first page to the last click: look around, perhaps log in or open an account,
 * perhaps fill a cart, perhaps buy. It is decided at its beginning.
 */
final class Visit {
  private static final String[] PAGES = {"home", "search", "offers", "about", "help"};

  private final Shopper shopper;
  private final int looksBefore;
  private final boolean signsIn;
  private boolean entersProfile;
  private final boolean buys;
  private final boolean takesOneBack;
  private final boolean logsOut;
  private final boolean changesProfile;
  private int looksLeft;
  private int addsLeft;
  private boolean signedIn;
  private boolean over;
  private int looked;
  private long cart;
  private int cents;
  private Stage stage = Stage.LOOK;

  private enum Stage {
    LOOK,
    FILL,
    REMOVE,
    CHECK_OUT,
    PAY,
    LEAVE
  }

  Visit(Shopper shopper, SplittableRandom random) {
    this.shopper = shopper;
    looksBefore = 1 + random.nextInt(3);
    looksLeft = looksBefore + 2 + random.nextInt(11);
    signsIn = random.nextInt(100) < (shopper.hasAccount() ? 80 : 55);
    entersProfile = !shopper.hasAccount();
    boolean fills = random.nextInt(100) < 40;
    addsLeft = fills ? 1 + random.nextInt(3) : 0;
    takesOneBack = fills && random.nextInt(100) < 10;
    buys = fills && random.nextInt(100) < 50;
    logsOut = random.nextInt(100) < 20;
    changesProfile = random.nextInt(100) < 5;
  }

  String device() {
    return shopper.device();
  }

  boolean isOver() {
    return over;
  }

  /**
   * What happens next.
   *
   * @param at when it happens, epoch milliseconds
   */
  String next(RecordText text, long at, SplittableRandom random) {
    if (signsIn && !signedIn && looked >= looksBefore) {
      return signIn(text, at, random);
    }
    return switch (stage) {
      case LOOK -> look(text, at, random);
      case FILL -> fill(text, at, random);
      case REMOVE -> {
        Product product = Product.any(random);
        cents = Math.max(0, cents - product.cents());
        stage = buys && cents > 0 ? Stage.CHECK_OUT : leaving();
        yield text.removal(shopper, signedIn, at, cart, product, cents);
      }
      case CHECK_OUT -> {
        stage = Stage.PAY;
        yield text.checkout(shopper, signedIn, at, cart, cents);
      }
      case PAY -> {
        stage = leaving();
        yield text.purchase(shopper, signedIn, at, cart, cents);
      }
      case LEAVE -> {
        over = true;
        yield changesProfile && signedIn
            ? text.loyalty(shopper, at, random.nextInt(1_000))
            : text.plain(shopper, signedIn, at, "userAccount.logout");
      }
    };
  }

  /** A log-in, or a profile record and then a new account. */
  private String signIn(RecordText text, long at, SplittableRandom random) {
    if (entersProfile) {
      entersProfile = false;
      return text.profile(shopper, at);
    }
    signedIn = true;
    if (shopper.hasAccount()) {
      return text.login(shopper, at, random.nextBoolean());
    }
    shopper.openAccount();
    return text.account(shopper, at, random.nextInt(4) == 0 ? "plus" : "basic");
  }

  private String look(RecordText text, long at, SplittableRandom random) {
    looksLeft--;
    looked++;
    if (looksLeft <= 0) {
      stage = addsLeft > 0 ? Stage.FILL : leaving();
    }
    if (looked == 1) {
      return text.page(shopper, signedIn, at, PAGES[0]);
    }
    return random.nextInt(100) < 35
        ? text.page(shopper, signedIn, at, PAGES[1 + random.nextInt(PAGES.length - 1)])
        : text.view(shopper, signedIn, at, Product.any(random));
  }

  private String fill(RecordText text, long at, SplittableRandom random) {
    if (cart == 0) {
      cart = text.newCart();
    }
    Product product = Product.any(random);
    cents += product.cents();
    addsLeft--;
    if (addsLeft == 0) {
      stage = takesOneBack ? Stage.REMOVE : buys ? Stage.CHECK_OUT : leaving();
    }
    return text.add(shopper, signedIn, at, cart, product, cents);
  }

  /** Says good-bye only if there is something to say; otherwise the visit just stops. */
  private Stage leaving() {
    over = !(signedIn && (logsOut || changesProfile));
    return Stage.LEAVE;
  }
}
