package io.sojourn.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.schema.ValueType;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closures against the library's planner, on random expressions and partly missing values. */
class ExpressionDifferentialTest {
  private static final int EXPRESSIONS = 1_000;
  private static final int BINDINGS = 10;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void closuresAgreeWithThePlanner(long seed) throws ExpressionException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var expressions = new RandomExpressions(random);
    int present = 0;
    int missing = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      ValueType type = RandomExpressions.anyType(random);
      String source = expressions.next(type, 4);
      Expression expression = new ExpressionCompiler().compile(source, Scopes.ALL, type);
      Reads.Tree tree = ExpressionCompiler.check(source, Scopes.ALL);
      Closure planned = new PlannedClosure(tree.ast(), tree.ast().getExpr(), tree.reads());
      assertThat(expression.closures()).as(source).isTrue();
      for (int n = 0; n < BINDINGS; n++) {
        Map<Reference, Object> values = values(expression, random);
        Object expected = planned.eval(values::get);
        assertThat(expression.evaluate(values::get))
            .as("seed %d, expression %d: %s with %s", seed, i, source, values)
            .isEqualTo(expected);
        if (expected == null) {
          missing++;
        } else {
          present++;
        }
      }
    }
    assertThat(present).as("seed %d", seed).isGreaterThan(EXPRESSIONS * BINDINGS / 5);
    assertThat(missing).as("seed %d", seed).isGreaterThan(EXPRESSIONS * BINDINGS / 20);
  }

  private static Map<Reference, Object> values(Expression expression, RandomGenerator random) {
    var values = new HashMap<Reference, Object>();
    List<Reference> references =
        expression.references().stream()
            .sorted(Comparator.comparing(Reference::variable).thenComparing(Reference::path))
            .toList();
    for (Reference reference : references) {
      if (random.nextInt(4) > 0) {
        values.put(reference, value(RandomExpressions.type(reference), random));
      }
    }
    return values;
  }

  private static Object value(ValueType type, RandomGenerator random) {
    return switch (type) {
      case BOOL -> random.nextBoolean();
      case INT -> pick(random, List.of(0L, 1L, -3L, 7L, Long.MAX_VALUE, Long.MIN_VALUE));
      case DOUBLE -> pick(random, List.of(0.0, 1.0, -2.5, 7.0, 1e300, Double.POSITIVE_INFINITY));
      case STRING -> pick(random, List.of("", "a", "ab", "b😀", "DE"));
      case TIMESTAMP ->
          pick(
              random,
              List.of(
                  Instant.EPOCH,
                  Instant.parse("2026-01-01T00:00:00.5Z"),
                  Instant.parse("9999-12-31T23:59:59Z"),
                  Instant.parse("0001-01-01T00:00:00Z")));
    };
  }

  private static <T> T pick(RandomGenerator random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
