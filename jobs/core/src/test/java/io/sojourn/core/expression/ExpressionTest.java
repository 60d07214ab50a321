package io.sojourn.core.expression;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.schema.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  /** The score, the subscription and the audience of cart abandoners are missing. */
  private static final Bindings ADA =
      Scopes.bind(
          "carts",
          3L,
          "spent",
          12.5,
          "now",
          Instant.parse("2026-03-01T00:00:00Z"),
          "active",
          true,
          "profile.person.name.firstName",
          "Ada",
          "profile.country",
          "DE",
          "profile.loyalty.points",
          100L,
          "profile.birth",
          Instant.parse("2000-01-01T00:00:00Z"),
          "audiences.vip",
          false);

  private final ExpressionCompiler compiler = new ExpressionCompiler();

  private Expression compile(String source) throws ExpressionException {
    return compiler.compile(source, Scopes.ALL);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          carts == 3 ¦ true
          carts != 3 ¦ false
          carts < 3 ¦ false
          carts <= 3 ¦ true
          carts > 2 ¦ true
          3 >= carts ¦ true
          spent == 12.5 ¦ true
          spent < 12.5 ¦ false
          spent <= 12.5 ¦ true
          spent > 12.0 ¦ true
          spent >= 12.6 ¦ false
          spent > 12 ¦ true
          carts < 3.5 ¦ true
          carts >= 3.5 ¦ false
          2.5 <= carts ¦ true
          profile.country == 'DE' ¦ true
          profile.country < 'DF' ¦ true
          profile.country >= 'E' ¦ false
          active == true ¦ true
          active > false ¦ true
          now > profile.birth ¦ true
          now == timestamp('2026-03-01T00:00:00Z') ¦ true
          now - profile.birth > duration('24h') ¦ true
          now - duration('24h') < timestamp('2026-02-28T00:00:01Z') ¦ true
          profile.birth + duration('1h') == timestamp('2000-01-01T01:00:00Z') ¦ true
          duration('1h') + profile.birth == timestamp('2000-01-01T01:00:00Z') ¦ true
          carts + 2 ¦ 5
          carts - 5 ¦ -2
          carts * 4 ¦ 12
          carts / 2 ¦ 1
          carts % 2 ¦ 1
          -carts ¦ -3
          spent + 0.5 ¦ 13.0
          spent - 0.5 ¦ 12.0
          spent * 2.0 ¦ 25.0
          spent / 2.0 ¦ 6.25
          -spent ¦ -12.5
          double(carts) + spent ¦ 15.5
          profile.person.name.firstName + '!' ¦ Ada!
          profile.country.contains('E') ¦ true
          profile.country.startsWith('E') ¦ false
          profile.country.endsWith('E') ¦ true
          profile.country.size() + size('😀') ¦ 3
          profile.country in ['FR', 'DE'] ¦ true
          carts in [1, 2] ¦ false
          carts in [1, carts] ¦ true
          spent in [12.5] ¦ true
          0.0 / 0.0 in [0.0 / 0.0] ¦ true
          0.0 / 0.0 == 0.0 / 0.0 ¦ false
          has(profile.country) ¦ true
          has(profile.score) ¦ false
          has(audiences.vip) ¦ true
          'cart-abandoners' in audiences ¦ false
          audiences['vip'] ¦ false
          audiences.vip || active ¦ true
          !active ¦ false
          active ? carts : 0 ¦ 3
          profile.loyalty.points >= 100 && active ¦ true
          """)
  void runsAsClosures(String source, String expected) throws ExpressionException {
    Expression expression = compile(source);
    assertThat(expression.evaluate(ADA)).hasToString(expected);
    assertThat(expression.closures()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          profile.country.matches('^D') ¦ true
          active && profile.country.matches('^F') ¦ false
          [1, 2, 3].exists(x, x == carts) ¦ true
          [1, 2].all(carts, carts < 3) ¦ true
          now.getFullYear() == 2026 ¦ true
          now.getHours('Europe/Berlin') ¦ 1
          int(spent) ¦ 12
          string(carts) ¦ 3
          dyn(carts) == 3.0 ¦ true
          carts in [1, 3.0] ¦ true
          {'a': carts}['a'] ¦ 3
          """)
  void fallsBackToThePlanner(String source, String expected) throws ExpressionException {
    Expression expression = compile(source);
    assertThat(expression.evaluate(ADA)).hasToString(expected);
    assertThat(expression.closures()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          profile.score > 1.0 ¦ missing
          profile.subscribed ¦ missing
          !profile.subscribed ¦ missing
          profile.subscribed && active ¦ missing
          active && profile.subscribed ¦ missing
          profile.subscribed && !active ¦ false
          !active && profile.subscribed ¦ false
          profile.subscribed || active ¦ true
          active || profile.subscribed ¦ true
          profile.subscribed || !active ¦ missing
          profile.subscribed || profile.subscribed ¦ missing
          profile.subscribed ? 1 : 2 ¦ missing
          active ? 1.0 : profile.score ¦ 1.0
          active ? profile.score : 1.0 ¦ missing
          has(profile.score) && profile.score > 1.0 ¦ false
          spent in [12.5, profile.score] ¦ missing
          audiences['cart-abandoners'] ¦ missing
          carts / 0 ¦ missing
          carts % 0 ¦ missing
          carts / 0 == 1 || active ¦ true
          9223372036854775807 + carts ¦ missing
          -9223372036854775807 - carts ¦ missing
          9223372036854775807 * carts ¦ missing
          spent / 0.0 ¦ Infinity
          now + duration('87000000h') == now ¦ missing
          profile.subscribed && [1].exists(x, x == 1) ¦ missing
          [1].exists(x, profile.score > 1.0) ¦ missing
          (profile.subscribed || !active) == true ¦ missing
          [1].exists(x, (profile.subscribed || !active) == false) ¦ missing
          [1].exists(x, (profile.subscribed && active) in [true]) ¦ missing
          """)
  void aMissingValueIsAnErrorThatOnlyDecidingOperandsAbsorb(String source, String expected)
      throws ExpressionException {
    Object value = compile(source).evaluate(ADA);
    assertThat(value == null ? "missing" : value).hasToString(expected);
  }

  @Test
  void aMissingConditionIsNotMet() throws ExpressionException {
    assertThat(compile("profile.subscribed").holds(ADA)).isFalse();
    assertThat(compile("active").holds(ADA)).isTrue();
  }

  @Test
  void knowsItsTypeSourceAndReferences() throws ExpressionException {
    Expression expression =
        compile("has(profile.score) && audiences['vip'] && [1].exists(carts, carts > 0)");
    assertThat(expression.type()).isEqualTo(ValueType.BOOL);
    assertThat(expression.source()).startsWith("has(profile.score)");
    assertThat(expression.references())
        .containsExactlyInAnyOrder(Scopes.field("score"), new Reference("audiences", "vip"));
    assertThat(compile("profile.birth").type()).isEqualTo(ValueType.TIMESTAMP);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          carts >= 3 ¦ 3
          carts < 3 ¦ 3
          carts > 3 ¦ 4
          carts <= 3 ¦ 4
          carts == 3 ¦ 3 4
          3 != carts ¦ 3 4
          5 <= carts ¦ 5
          5 < carts ¦ 6
          carts == 0 ¦ 1
          carts >= -2 ¦ ``
          carts > 2.5 ¦ 3
          carts >= 2.5 ¦ 3
          carts > 9223372036854775807 ¦ 9223372036854775807
          carts > 1e300 ¦ any
          carts >= 1 && (active || carts < 9) ¦ 1 9
          active ¦ ``
          [2].exists(x, carts >= 2) ¦ 2
          carts >= 1 && carts + 1 > 2 ¦ any
          carts ¦ any
          carts > profile.loyalty.points ¦ any
          carts in [1] ¦ any
          """)
  void knowsWhichNumbersOfEntriesDecide(String source, String expected) throws ExpressionException {
    Expression expression = compile(source);
    Optional<SortedSet<Long>> counts = expression.decisiveCounts(Scopes.value("carts"));
    assertThat(counts.map(c -> c.stream().map(String::valueOf).collect(joining(" "))).orElse("any"))
        .isEqualTo(expected);
    for (long n = 1; counts.isPresent() && n < 20; n++) {
      if (!counts.get().contains(n)) {
        assertThat(expression.evaluate(Scopes.bind("carts", n - 1, "active", true)))
            .as("%d entries", n)
            .isEqualTo(expression.evaluate(Scopes.bind("carts", n, "active", true)));
      }
    }
  }

  @Test
  void givesTheSameFromManyThreads() throws Exception {
    List<String> sources =
        List.of("carts > 2 && has(profile.country)", "[1, 3].exists(x, x == carts)");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (String source : sources) {
        Expression shared = compile(source);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          tasks.add(
              () -> {
                boolean same = compile(source).holds(ADA);
                for (int n = 0; n < 2_000; n++) {
                  same &= shared.holds(ADA);
                }
                return same;
              });
        }
        for (Future<Boolean> result : threads.invokeAll(tasks)) {
          assertThat(result.get()).as(source).isTrue();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
