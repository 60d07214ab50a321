package io.sojourn.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.output.StepEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Waits that fall due while nothing runs, and while all is stopped on purpose. */
@SuppressWarnings("try") // closing runs a command, which may be interrupted
class OutageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** An hour's wait takes 30 seconds. */
  private static final String TIME_SCALE = "120";

  @Test
  void anExitDuringAnOutageIsSeenBeforeTheWaitThatFellDueInIt() throws Exception {
    try (Sojourn sojourn = new Sojourn("outage")) {
      Wire wire = start(sojourn);
      // to ask for them takes seconds, of which the wait has few
      ProcessHandle supervisor = sojourn.process("supervisor");
      ProcessHandle first = sojourn.process("taskmanager-1");
      ProcessHandle second = sojourn.process("taskmanager-2");
      sojourn.send(profile("buyer"), profile("other"), cart("buyer"), cart("other"));
      await(() -> wire.hasStep(StepEvent.Kind.STEP, "wait"));
      Sojourn.signal(supervisor, "STOP");
      assertThat(first.destroyForcibly() && second.destroyForcibly()).isTrue();
      sojourn.send(purchase("buyer"));
      Thread.sleep(45_000); // the outage itself: there is nothing to wait for
      Sojourn.signal(supervisor, "CONT");

      await(() -> !wire.recipients("cart-reminder").isEmpty());
      await(sojourn::allUp);

      assertThat(wire.recipients("cart-reminder")).containsExactly("other@example.com");
      assertThat(wire.hasStep(StepEvent.Kind.EXITED, "commerce.purchases")).isTrue();
      await(() -> sojourn.mails().size() == 1);
    }
  }

  @Test
  void downAndUpSendsNothingAgainAndGoesOnWaiting() throws Exception {
    try (Sojourn sojourn = new Sojourn("down-up")) {
      Wire wire = start(sojourn);
      sojourn.send(profile("ada"), account("ada"), cart("ada"));
      await(() -> wire.hasStep(StepEvent.Kind.STEP, "wait"));
      await(() -> sojourn.mails().size() == 1);

      sojourn.run("down");
      assertThat(sojourn.processes()).isEmpty();
      sojourn.run("up");

      await(() -> wire.recipients("cart-reminder").size() == 1);
      await(() -> sojourn.mails().size() == 2);
      assertThat(sojourn.mails().values()).containsOnly(1);
      assertThat(wire.recipients("welcome")).hasSize(1);
    }
  }

  private static Wire start(Sojourn sojourn) throws Exception {
    sojourn.run("up");
    Path workspace = sojourn.shop();
    sojourn.run("apply", workspace.toString(), "--time-scale", TIME_SCALE);
    sojourn.run("submit");
    return new Wire(sojourn.options());
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
