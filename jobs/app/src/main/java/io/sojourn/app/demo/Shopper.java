package io.sojourn.app.demo;

/**
 * One person on one device. Everything about the person follows from the number.
 *
 * @param device the ECID
 */
record Shopper(int person, String device, Population population) {
  private static final String[] FIRST_NAMES = {
    "Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Hedy", "Linus", "Margaret", "Ken",
    "Radia", "Dennis", "Frances", "Niklaus", "Sophie", "Tim", "Katherine", "John", "Jean", "Leslie",
    "Mary", "Tony", "Adele", "Guido", "Lynn", "Bjarne", "Shafi", "James", "Karen", "Robin"
  };
  private static final String[] LAST_NAMES = {
    "Arnold", "Baker", "Castillo", "Dupont", "Eriksen", "Fischer", "Garcia", "Haas", "Ivanova",
    "Jansen", "Keller", "Lindberg", "Moreau", "Novak", "Okafor", "Petersen", "Quinn", "Rossi",
    "Silva", "Tanaka", "Ullmann", "Virtanen", "Weber", "Yilmaz", "Zimmer"
  };
  private static final String[] TIME_ZONES = {
    "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Tokyo"
  };

  boolean hasAccount() {
    return population.hasAccount(person);
  }

  void openAccount() {
    population.openAccount(person);
  }

  String firstName() {
    return FIRST_NAMES[trait(0, FIRST_NAMES.length)];
  }

  String lastName() {
    return LAST_NAMES[trait(1, LAST_NAMES.length)];
  }

  String timeZone() {
    return TIME_ZONES[trait(2, TIME_ZONES.length)];
  }

  /** What the person said about marketing by e-mail: most yes, some no, some nothing. */
  Consent consent() {
    int of100 = trait(3, 100);
    return of100 < 70 ? Consent.YES : of100 < 85 ? Consent.NO : Consent.UNSAID;
  }

  private int trait(int which, int bound) {
    return (int) Long.remainderUnsigned(Mix.of(person * 8L + which), bound);
  }

  /** What a person says about being written to. */
  enum Consent {
    YES,
    NO,
    UNSAID
  }

  @Override
  public String toString() {
    return "Shopper";
  }
}
