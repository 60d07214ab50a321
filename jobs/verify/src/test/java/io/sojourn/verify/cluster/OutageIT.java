package io.sojourn.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.output.StepEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Waits that fall due while nothing runs, and while all is stopped on purpose. */
class OutageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration WAIT = Duration.ofSeconds(20);

  /** The hour's wait of a journey takes {@link #WAIT}. */
  private static final String TIME_SCALE = String.valueOf(3_600 / WAIT.toSeconds());

  private static Sojourn sojourn;
  private static Wire wire;

  @BeforeAll
  static void up() throws Exception {
    sojourn = new Sojourn("outage");
    sojourn.run("up");
    Path workspace = sojourn.shop();
    sojourn.run("apply", workspace.toString(), "--time-scale", TIME_SCALE);
    sojourn.run("submit");
    wire = new Wire(sojourn.options());
  }

  @AfterAll
  static void down() throws Exception {
    sojourn.close();
  }

  @Test
  void anExitDuringAnOutageIsSeenBeforeTheWaitThatFellDueInIt() throws Exception {
    ProcessHandle supervisor = sojourn.process("supervisor");
    ProcessHandle first = sojourn.process("taskmanager-1");
    ProcessHandle second = sojourn.process("taskmanager-2");
    sojourn.send(profile("buyer"), profile("other"), cart("buyer"), cart("other"));
    await(() -> wire.hasStep("buyer", StepEvent.Kind.STEP, "wait"));
    await(() -> wire.hasStep("other", StepEvent.Kind.STEP, "wait"));
    long due = Math.max(due("buyer"), due("other"));
    Sojourn.signal(supervisor, "STOP");
    assertThat(first.destroyForcibly() && second.destroyForcibly()).isTrue();
    sojourn.send(purchase("buyer"));
    assertThat(System.currentTimeMillis())
        .as("the exit is before the end of the wait")
        .isLessThan(due);
    await(() -> System.currentTimeMillis() > due);
    Sojourn.signal(supervisor, "CONT");

    await(() -> wire.recipients("cart-reminder").contains("other@example.com"));
    await(sojourn::allUp);

    assertThat(wire.recipients("cart-reminder")).doesNotContain("buyer@example.com");
    assertThat(wire.hasStep("buyer", StepEvent.Kind.EXITED, "commerce.purchases")).isTrue();
    await(OutageIT::allSent);
  }

  @Test
  void downAndUpSendsNothingAgainAndGoesOnWaiting() throws Exception {
    sojourn.send(profile("ada"), account("ada"), cart("ada"));
    await(() -> wire.hasStep("ada", StepEvent.Kind.STEP, "wait"));
    await(() -> !wire.recipients("welcome").isEmpty() && allSent());

    sojourn.run("down");
    assertThat(sojourn.processes()).isEmpty();
    sojourn.run("up");

    await(() -> wire.recipients("cart-reminder").contains("ada@example.com") && allSent());
    assertThat(wire.recipients("cart-reminder")).containsOnlyOnce("ada@example.com");
    assertThat(wire.recipients("welcome")).containsExactly("ada@example.com");
    assertThat(sojourn.mails().values()).containsOnly(1);
  }

  /** When the customer's wait ends, epoch milliseconds. */
  private static long due(String customer) {
    StepEvent waiting = wire.steps(customer, StepEvent.Kind.STEP, "wait").findFirst().orElseThrow();
    return waiting.at() + WAIT.toMillis();
  }

  private static boolean allSent() {
    return sojourn.mails().keySet().equals(wire.commands().keySet());
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(condition);
  }

  private static String profile(String name) {
    return """
    {"_id":"p-%1$s","timestamp":"%2$s","identityMap":{"CRMID":[{"id":"%1$s"}],"Email":[{"id":\
    "%1$s@example.com"}]},"consents":{"marketing":{"email":{"val":"y"}}}}\
    """
        .formatted(name, Instant.now());
  }

  private static String account(String name) {
    return event(name, "userAccount.createProfile", "");
  }

  private static String cart(String name) {
    return event(
        name, "commerce.productListAdds", ",\"cartId\":\"cart-" + name + "\",\"priceTotal\":80.0");
  }

  private static String purchase(String name) {
    return event(
        name,
        "commerce.purchases",
        ",\"cartId\":\"cart-" + name + "\",\"order\":{\"priceTotal\":80.0}");
  }

  private static String event(String name, String type, String fields) {
    return """
    {"_id":"%2$s-%1$s","eventType":"%2$s","timestamp":"%3$s","identityMap":{"CRMID":[{"id":"%1$s"}]}%4$s}\
    """
        .formatted(name, type, Instant.now(), fields);
  }
}
