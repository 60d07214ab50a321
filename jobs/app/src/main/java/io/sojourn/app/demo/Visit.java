package io.sojourn.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One visit to the shop: who, on which device, what they are going to do, and what is in the cart.
 */
final class Visit {

  /** One thing that a visitor does; each makes one line. */
  enum Action {
    VIEW_PAGE,
    VIEW_PRODUCT,
    LOG_IN,
    /** The shop stores the new customer's profile; {@link #OPEN_ACCOUNT} follows. */
    STORE_PROFILE,
    OPEN_ACCOUNT,
    FILL_CART,
    CHECK_OUT,
    PURCHASE
  }

  private static final double OPENS_ACCOUNT = 0.5;
  private static final double LOGS_IN = 0.65;
  private static final double LOOKS_FURTHER = 0.65;
  private static final double FILLS_CART = 0.35;
  private static final double CHECKS_OUT = 0.6;
  private static final double PURCHASES = 0.85;
  private static final int MAX_VIEWS = 12;

  final int person;
  final String ecid;
  final String cartId;
  private final List<Action> plan;
  private int done;
  private boolean signedIn;
  private Product product;
  private int cents;

  private Visit(int person, String ecid, String cartId, List<Action> plan) {
    this.person = person;
    this.ecid = ecid;
    this.cartId = cartId;
    this.plan = plan;
    this.product = Product.CATALOGUE.get(0);
  }

  /** Plans a visit; a person who is going to open an account counts as registered from here on. */
  static Visit plan(
      Shoppers shoppers, int person, String ecid, String cartId, SplittableRandom random) {
    List<Action> plan = new ArrayList<>();
    plan.add(Action.VIEW_PAGE);
    do {
      plan.add(Action.VIEW_PRODUCT);
    } while (plan.size() < MAX_VIEWS && random.nextDouble() < LOOKS_FURTHER);
    if (random.nextDouble() < FILLS_CART) {
      for (int items = random.nextInt(1, 4); items > 0; items--) {
        plan.add(Action.VIEW_PRODUCT);
        plan.add(Action.FILL_CART);
      }
      if (random.nextDouble() < CHECKS_OUT) {
        plan.add(Action.CHECK_OUT);
        if (random.nextDouble() < PURCHASES) {
          plan.add(Action.PURCHASE);
        }
      }
    }
    int signIn = random.nextInt(1, plan.size());
    if (shoppers.isRegistered(person)) {
      if (random.nextDouble() < LOGS_IN) {
        plan.add(signIn, Action.LOG_IN);
      }
    } else if (random.nextDouble() < OPENS_ACCOUNT) {
      shoppers.register(person);
      plan.addAll(signIn, List.of(Action.STORE_PROFILE, Action.OPEN_ACCOUNT));
    }
    return new Visit(person, ecid, cartId, plan);
  }

  boolean isOver() {
    return done == plan.size();
  }

  /** The next action; it has happened when this returns. */
  Action next(SplittableRandom random) {
    Action action = plan.get(done++);
    switch (action) {
      case LOG_IN, OPEN_ACCOUNT -> signedIn = true;
      case VIEW_PRODUCT ->
          product = Product.CATALOGUE.get(random.nextInt(Product.CATALOGUE.size()));
      case FILL_CART -> cents += product.cents();
      case VIEW_PAGE, STORE_PROFILE, CHECK_OUT, PURCHASE -> {}
    }
    return action;
  }

  /** Whether the shop knows who this is. */
  boolean isSignedIn() {
    return signedIn;
  }

  /** What was looked at last. */
  Product product() {
    return product;
  }

  /** What the cart costs, in hundredths of the currency. */
  int cents() {
    return cents;
  }
}
