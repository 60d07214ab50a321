package io.sojourn.app.demo;

import io.sojourn.app.demo.Visit.Action;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A shop's traffic, line by line: people browse without a name, log in or open an account (which
 * links what they did before), fill a cart, and buy or leave. Endless enough for a load test: lines
 * are made one at a time, and memory is a few bytes for each person plus the open visits.
 *
 * <p><b>How it is paced.</b> Lines are evenly spaced. Each one continues an open visit, picked at
 * random, so that the pauses within a visit are exponentially distributed around {@link
 * TrafficOptions#thinkMillis}. Some people come often and most come rarely (the square of a uniform
 * number picks them), so there are both regulars and people to win back. An event that is late, and
 * the repeat of one, is held and sent some time afterwards.
 *
 * <p><b>What the mix gives.</b> A visit has 6 to 7 lines. Half the visits of people without an
 * account open one, which is one line that links (CRMID, e-mail address and ECID), issues a command
 * (the sample workspace welcomes at once) and qualifies (as newcomer). Three visits in ten come
 * from a browser that is not known yet; two in three of those who have an account log in there,
 * which links. A third of all visits reaches the third product view (frequent viewer), a third
 * fills a cart (abandoner, until bought). In lines: with one person for at most 50 lines at least 1
 * % open an account and so issue a command, at least 1 % link for the first time, and at least 3 %
 * qualify someone, all of it without any wait having to pass. A test holds this.
 */
public final class ShopTraffic implements Iterator<ShopTraffic.Line> {
  private static final double NEW_BROWSER = 0.3;

  /**
   * @param atMillis when to send it, milliseconds after the start, never decreasing
   * @param key the record key: the identity of highest priority that the line carries, {@code
   *     NS:value}
   * @param json one XDM experience event or profile record, or what should have been one
   */
  public record Line(long atMillis, String key, String json) {
    /** Lines carry personal data, invented here, but of a kind that must not reach a log. */
    @Override
    public String toString() {
      return "Line[" + atMillis + "]";
    }
  }

  /** A line that is sent later than it could have been. */
  private record Held(long dueMillis, long order, String key, String json) {}

  private final TrafficOptions options;
  private final SplittableRandom random;
  private final Shoppers shoppers;
  private final ShopJson json;
  private final long run;
  private final Visit[] open;
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparingLong(Held::dueMillis).thenComparing(Held::order));
  private long sent;
  private long made;
  private long visits;

  public ShopTraffic(TrafficOptions options) {
    this.options = options;
    this.random = new SplittableRandom(options.seed());
    this.shoppers = new Shoppers(options.seed(), options.persons(), options.shares());
    this.json = new ShopJson(shoppers);
    this.run = Shoppers.mix(options.seed() + Shoppers.mix(options.startMillis()));
    double atATime = options.ratePerSecond() * options.thinkMillis() / 1000;
    this.open = new Visit[(int) Math.max(1, Math.min(atATime, options.persons() / 2.0))];
    for (int i = 0; i < open.length; i++) {
      open[i] = newVisit();
    }
  }

  @Override
  public boolean hasNext() {
    return sent < options.lines();
  }

  @Override
  public Line next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long at = (long) (sent * 1000 / options.ratePerSecond());
    long left = options.lines() - sent;
    sent++;
    while (true) {
      Held first = held.peek();
      if (first != null && (first.dueMillis() <= at || held.size() >= left)) {
        held.remove();
        return new Line(at, first.key(), first.json());
      }
      if (happens(options.shares().malformed())) {
        return malformed(at);
      }
      int slot = random.nextInt(open.length);
      Visit visit = open[slot];
      Action action = visit.next(random);
      Line line =
          new Line(
              at,
              json.key(visit, action),
              json.line(nextId(), options.startMillis() + at, visit, action));
      if (visit.isOver()) {
        open[slot] = newVisit();
      }
      if (mayBeLate(action) && happens(options.shares().late())) {
        hold(line);
        continue;
      }
      if (held.size() + 1 < left && happens(options.shares().duplicates())) {
        hold(line);
      }
      return line;
    }
  }

  /** Who opens an account is at the keyboard; only browsers and apps send late. */
  private static boolean mayBeLate(Action action) {
    return action != Action.STORE_PROFILE && action != Action.OPEN_ACCOUNT;
  }

  private void hold(Line line) {
    long due = line.atMillis() + random.nextLong(1, options.latenessMillis() + 1L);
    held.add(new Held(due, made, line.key(), line.json()));
  }

  private Line malformed(long at) {
    Visit visit = open[random.nextInt(open.length)];
    int fault = random.nextInt(ShopJson.FAULTS);
    return new Line(
        at,
        json.key(visit, Action.VIEW_PAGE),
        json.faultyLine(nextId(), options.startMillis() + at, visit, fault));
  }

  private Visit newVisit() {
    double regular = random.nextDouble();
    int person = (int) (regular * regular * shoppers.count());
    if (happens(NEW_BROWSER)) {
      shoppers.clearCookies(person);
    }
    String ecid =
        happens(options.shares().sharedDevices())
            ? shoppers.sharedEcid(person)
            : shoppers.ownEcid(person);
    String cartId = "K" + Long.toHexString(Shoppers.mix(run + visits++));
    return Visit.plan(shoppers, person, ecid, cartId, random);
  }

  private boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Unique within the run by its second half, and across runs by its first. */
  private String nextId() {
    made++;
    return Long.toHexString(run) + "-" + Long.toHexString(made);
  }
}
