package io.sojourn.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sojourn.core.schema.ValueType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the author of a wrong expression reads: place and message. */
class ExpressionErrorTest {
  private final ExpressionCompiler compiler = new ExpressionCompiler();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          carts = 1 ¦ 1 ¦ 7 ¦ '=' is not an operator: write '==' to compare
          profile.contry == 'DE' ¦ 1 ¦ 9 ¦ 'profile' has no field 'contry'; did you mean 'country'?
          profile.person.nam.firstName == 'x' ¦ 1 ¦ 16 ¦ 'profile.person' has no field 'nam'; did you mean 'name'?
          has(profile.contry) ¦ 1 ¦ 13 ¦ 'profile' has no field 'contry'; did you mean 'country'?
          active &&⏎ profile.loyalty.point > 3 ¦ 2 ¦ 18 ¦ 'profile.loyalty' has no field 'point'; did you mean 'points'?
          profil.country == 'DE' ¦ 1 ¦ 1 ¦ unknown name 'profil'; did you mean 'profile'?
          audiences['vp'] ¦ 1 ¦ 11 ¦ 'audiences' has no entry 'vp'; did you mean 'vip'?
          audiences[profile.country] ¦ 1 ¦ 11 ¦ the key of 'audiences' must be a constant text: write audiences['cart-abandoners']
          audiences == audiences ¦ 1 ¦ 1 ¦ 'audiences' is not a value: name one of its entries, for example audiences['cart-abandoners']
          has(profile.loyalty) ¦ 1 ¦ 13 ¦ 'profile.loyalty' is a group of fields, not a value: name one of its fields, for example profile.loyalty.points
          profile == 1 ¦ 1 ¦ 1 ¦ 'profile' is a group of fields, not a value: name one of its fields, for example profile.birth
          profile.country.code == 'x' ¦ 1 ¦ 17 ¦ 'profile.country' is a value of type string and has no field 'code'
          carts == 1.5 ¦ 1 ¦ 7 ¦ '==' does not work on int and double: make both double, with double(x) or a constant such as 2.0
          spent * 2 > 4.0 ¦ 1 ¦ 7 ¦ '*' does not work on double and int: make both double, with double(x) or a constant such as 2.0
          carts && active ¦ 1 ¦ 7 ¦ '&&' needs conditions (bool), found int and bool: compare the value, for example x > 0
          profile.birth > '2026-01-01' ¦ 1 ¦ 15 ¦ '>' does not work on timestamp and string: write a constant time as timestamp('2026-01-31T09:00:00Z')
          active and carts > 1 ¦ 1 ¦ 8 ¦ 'and' is not an operator: write '&&' for and
          carts > ¦ 1 ¦ 8 ¦ the expression ends too early
          (carts > 1 ¦ 1 ¦ 11 ¦ ')' is missing here
          profile.country == 'DE ¦ 1 ¦ 20 ¦ the text that starts here is not closed: end it with '
          carts ¦ 1 ¦ 1 ¦ the expression must give a value of type bool, not int: compare it, for example x > 0
          [1] ¦ 1 ¦ 1 ¦ the expression gives a list; it must give a bool, int, double, string or timestamp
          now - profile.birth < duration('7d') ¦ 1 ¦ 32 ¦ '7d' is not a duration: write it like duration('36h') or duration('90m'); units are h, m, s and ms
          dyn(1) ¦ 1 ¦ 1 ¦ the expression gives a value whose type is not known beforehand; it must give a bool, int, double, string or timestamp
          now > timestamp('2026-13-01T00:00:00Z') ¦ 1 ¦ 17 ¦ '2026-13-01T00:00:00Z' is not a timestamp: write it like timestamp('2026-01-31T09:00:00Z')
          profile.country.matches('[') ¦ 1 ¦ 25 ¦ '[' is not a regular expression (RE2), or is too large
          has(carts) ¦ 1 ¦ 4 ¦ has(…) takes a field, for example has(profile.country); a plain variable or an entry in brackets cannot be tested
          sise(profile.country) > 1 ¦ 1 ¦ 1 ¦ unknown name 'sise'; did you mean 'size'?
          True ¦ 1 ¦ 1 ¦ unknown name 'True'; did you mean 'true'?
          carts <> 1 ¦ 1 ¦ 7 ¦ '<>' is not an operator: write '!=' for not equal
          profile.country.contains(1) ¦ 1 ¦ 17 ¦ 'contains' of a string does not take (int)
          active ? 1 : 'x' ¦ 1 ¦ 8 ¦ '? :' needs a condition (bool) and two results of one type, found bool and int and string
          é == 1 ¦ 1 ¦ 1 ¦ unexpected 'é'
          '😀' == profile.contry ¦ 1 ¦ 16 ¦ 'profile' has no field 'contry'; did you mean 'country'?
          profile['country'] == 'x' ¦ 1 ¦ 1 ¦ 'profile' is a group of fields, not a value: name one of its fields, for example profile.birth
          audiences.vp ¦ 1 ¦ 11 ¦ 'audiences' has no entry 'vp'; did you mean 'vip'?
          profile.country == null ¦ 1 ¦ 17 ¦ '==' does not work on string and null: test for a missing value with has(…)
          profile.country == "DE" & active ¦ 1 ¦ 25 ¦ '&' is not an operator: write '&&' for and
          not active ¦ 1 ¦ 1 ¦ 'not' is not an operator: write '!' for not
          carts >= '3' ¦ 1 ¦ 7 ¦ '>=' does not work on int and string: a constant text is in quotes, a constant number or bool is not
          Foo{a: 1} == 1 ¦ 1 ¦ 1 ¦ unknown name 'Foo'; declared: active, audiences, carts, now, profile, spent
          "abc ¦ 1 ¦ 1 ¦ the text that starts here is not closed: end it with "
          carts > 1 ) ¦ 1 ¦ 11 ¦ unexpected ')'
          a.b.c ¦ 1 ¦ 1 ¦ unknown name 'a'; declared: active, audiences, carts, now, profile, spent
          carts.x == 1 ¦ 1 ¦ 6 ¦ a value of type int has no fields
          """)
  void namesThePlaceAndTheWayOut(String source, int line, int column, String message) {
    String text = source.replace("⏎", "\n");
    ExpressionException error =
        catchThrowableOfType(
            ExpressionException.class, () -> compiler.compile(text, Scopes.ALL, ValueType.BOOL));
    assertThat(error).as(source).isNotNull();
    assertThat(error.line() + ":" + error.column() + " " + error.getMessage())
        .isEqualTo(line + ":" + column + " " + message);
  }

  @Test
  void refusesAnEmptyText() {
    assertThat(
            catchThrowableOfType(
                ExpressionException.class, () -> compiler.compile(" ", Scopes.ALL)))
        .hasMessage("the expression is empty");
  }

  @Test
  void refusesAScopeThatDeclaresANameTwice() {
    Scope.Builder twice = Scope.builder().value("a", ValueType.INT).map("a", Map.of());
    assertThatIllegalArgumentException().isThrownBy(twice::build);
  }

  @Test
  void refusesATextThatIsTooLong() {
    String source = "carts > 1 || ".repeat(2_000) + "active";
    assertThat(
            catchThrowableOfType(
                ExpressionException.class, () -> compiler.compile(source, Scopes.ALL)))
        .hasMessageContaining("size");
  }

  @Test
  void refusesNestingThatIsTooDeep() {
    String source = "(".repeat(200) + "active" + ")".repeat(200);
    assertThat(
            catchThrowableOfType(
                ExpressionException.class, () -> compiler.compile(source, Scopes.ALL)))
        .hasMessageContaining("recursion");
  }
}
