package io.sojourn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestCommandTest {
  @TempDir private Path folder;

  @Test
  void passesEveryScenarioOfTheShop() {
    CommandLineRun run = CommandLineRun.of("test", Shop.FOLDER);

    assertThat(run.lines()).endsWith("7 scenarios: 7 ok, 0 failed");
    assertThat(run.lines())
        .contains("ok      opens an account and is greeted at once (tests/welcome.yaml)");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
  }

  /** Each scenario of the shop notices when what it is about is broken. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "journeys/abandoned-cart.yaml | wait: 1h | wait: 2h | abandoned-cart-reminder | FAILED",
        "journeys/abandoned-cart.yaml | event.priceTotal >= 50.0 | event.priceTotal >= 5.0 |"
            + " abandoned-cart-small | FAILED",
        "journeys/abandoned-cart.yaml | event.cartId == instance.key | event.cartId != instance.key"
            + " | abandoned-cart | FAILED",
        "journeys/welcome.yaml | class: marketing | class: transactional | welcome-without-consent"
            + " | FAILED",
        "journeys/welcome.yaml | template: welcome | template: win-back | welcome |"
            + " DEFINITION_REFERENCE",
        "audiences/big-spenders.yaml | spent > 400.0 | spent > 500.0 | win-back-offer | FAILED",
        "audiences/active.yaml | within: 24h | within: 25h | win-back | FAILED",
      })
  void failsWhereTheWorkspaceIsBroken(
      String file, String text, String other, String scenario, String expected) throws IOException {
    Shop.copy(folder, file, text, other);

    CommandLineRun run = CommandLineRun.of("test", folder, "--scenario", scenario);

    assertThat(run.out()).contains(expected);
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void showsWhatWasExpectedAndWhatHappened() throws IOException {
    Shop.copy(
        folder,
        "journeys/abandoned-cart.yaml",
        "event.cartId == instance.key",
        "event.cartId == ''");

    CommandLineRun run =
        CommandLineRun.of("test", folder, "--scenario", "buys within the hour, so nothing is sent");

    assertThat(run.out())
        .isEqualTo(
            """
            FAILED  buys within the hour, so nothing is sent (tests/abandoned-cart.yaml)
              tests/abandoned-cart.yaml:13:5: expected no command, but there was 1
              tests/abandoned-cart.yaml:14:5: expected one step exited by commerce.purchases, but there was none
              what happened:
                2026-03-28T23:45:00Z profile
                2026-03-28T23:45:00Z commerce.productListAdds
                2026-03-28T23:45:00Z   audience cart-abandoners entered by event
                2026-03-28T23:45:00Z   step abandoned-cart entered by commerce.productListAdds
                2026-03-28T23:45:00Z   step abandoned-cart/settle step by wait
                2026-03-29T00:44:00Z commerce.purchases
                2026-03-29T00:44:00Z   audience buyers entered by event
                2026-03-29T00:44:00Z   audience cart-abandoners exited by event
                2026-03-29T00:44:00Z   audience opted-in-buyers entered by event
                2026-03-29T00:45:00Z   command cart-reminder on email from abandoned-cart
                2026-03-29T00:45:00Z   step abandoned-cart/remind issued by email
                2026-03-29T00:45:00Z   step abandoned-cart/done ended by reminded
                2026-03-30T00:44:00Z (time goes by)
            1 scenario: 0 ok, 1 failed
            """);
    assertThat(run.out()).doesNotContain("ada", "c-1");
  }

  @Test
  void failsForAnInputThatIsRefusedUnlessThatIsExpected() throws IOException {
    Shop.copy(folder, "tests/welcome.yaml", "email.val: y", "email.val: yes");

    CommandLineRun run = CommandLineRun.of("test", folder, "--scenario", "welcome");

    assertThat(run.out())
        .contains(
            "tests/welcome.yaml:5:5: expected an input that is accepted, but there was"
                + " EVENT_FIELD_TYPE at consents.marketing.email.val, a value that its enum does"
                + " not have\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void runsNothingOfAWorkspaceWithProblems() throws IOException {
    Shop.copy(folder, "tests/welcome.yaml", "journey: welcome", "journey: welcom");

    CommandLineRun run = CommandLineRun.of("test", folder);

    assertThat(run.lines())
        .singleElement()
        .asString()
        .startsWith("tests/welcome.yaml:2:10: DEFINITION_REFERENCE ");
    assertThat(run.err()).endsWith("; no scenario was run\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void failsForANameThatNoScenarioHas() {
    CommandLineRun run = CommandLineRun.of("test", Shop.FOLDER, "--scenario", "nobody");

    assertThat(run.err()).endsWith("has the name nobody\n");
    assertThat(run.code()).isEqualTo(1);
  }
}
