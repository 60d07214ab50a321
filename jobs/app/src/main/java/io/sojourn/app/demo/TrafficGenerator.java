package io.sojourn.app.demo;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A shop's traffic, record by record: many visits at a time, each by one person on one device. A
 * pure function of its settings; memory is a few bytes per person. Not thread-safe.
 */
public final class TrafficGenerator implements Iterator<TrafficRecord> {
  /** How many records back a repetition can reach. */
  private static final int RECENT = 64;

  /** Between two records of a visit, in seconds of the shop. */
  private static final double PACE = 180;

  private static final double LEAST_LATENESS = 2 * 60_000.0;
  private static final double MOST_LATENESS = 3 * 3_600_000.0;

  private final TrafficSettings settings;
  private final SplittableRandom random;
  private final Population population;
  private final RecordText text;
  private final MalformedText malformed;
  private final Visit[] visits;
  private final TrafficRecord[] recent = new TrafficRecord[RECENT];
  private int remembered;
  private long made;
  private double now;

  public TrafficGenerator(TrafficSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
    this.population = new Population(settings);
    this.text = new RecordText(settings);
    this.malformed = new MalformedText(text);
    this.now = settings.start();
    long atOnce = Math.round(settings.eventsPerSecond() * PACE / settings.timeScale());
    this.visits = new Visit[(int) Math.max(4, Math.min(atOnce, settings.persons()))];
    for (int i = 0; i < visits.length; i++) {
      visits[i] = new Visit(population.arrive(random), random);
    }
  }

  /** The rest of the records, lazily. */
  public Stream<TrafficRecord> stream() {
    return StreamSupport.stream(
        Spliterators.spliterator(
            this, settings.events() - made, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    return made < settings.events();
  }

  @Override
  public TrafficRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (made > 0) {
      now -= Math.log(1 - random.nextDouble()) * 1000 / settings.eventsPerSecond();
    }
    made++;
    long at = (long) now;
    double kind = random.nextDouble();
    if (kind < settings.duplicates() && remembered > 0) {
      TrafficRecord again = recent[random.nextInt(Math.min(remembered, RECENT))];
      return new TrafficRecord(at, again.key(), again.json());
    }
    if (kind >= 1 - settings.malformed()) {
      return new TrafficRecord(at, "malformed", malformed.next(at, random));
    }
    TrafficRecord made = fresh(at);
    recent[remembered++ % RECENT] = made;
    return made;
  }

  private TrafficRecord fresh(long at) {
    int slot = random.nextInt(visits.length);
    if (visits[slot].isOver()) {
      visits[slot] = new Visit(population.arrive(random), random);
    }
    Visit visit = visits[slot];
    String json = visit.next(text, happened(at), random);
    return new TrafficRecord(at, visit.device(), json);
  }

  /** The time that the record says. */
  private long happened(long at) {
    if (random.nextDouble() >= settings.late()) {
      return at;
    }
    double lateness = LEAST_LATENESS + random.nextDouble() * (MOST_LATENESS - LEAST_LATENESS);
    return at - (long) Math.ceil(lateness / settings.timeScale());
  }
}
