package io.sojourn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What else a scenario can say than those of the shop do. Who logs in is merged: the former person
 * leaves the audience, the new one is in it already.
 */
class ScenarioKindsTest {
  private static final String SCENARIO =
      """
      scenario: says everything
      when:
        - at: 2026-03-28T10:00:00Z
          event: web.webpagedetails.pageViews
          identityMap: {ECID: [{id: e-1}]}
        - {after: 1m, profile: {identityMap: {CRMID: [{id: c-1}], ECID: [{id: e-1}]}}}
        - {after: 1m, event: userAccount.login, identityMap: {Phone: [{id: x}]}}
        - {after: 1m, event: userAccount.login}
        - {at: 2026-03-28T11:00:00Z, event: commerce.purchases, id: p-1,
           identityMap: {CRMID: [{id: c-1}]}, data: {order: {priceTotal: 500}}}
        - {after: 1m, event: commerce.purchases, id: p-1,
           identityMap: {CRMID: [{id: c-1}]}, data: {order.priceTotal: 500}}
        - {after: 1m, event: commerce.purchases, timestamp: soon, identityMap: {CRMID: [{id: c-1}]}}
        - {at: 2026-03-29T12:00:00Z}
      then:
        - {audience: big-spenders, status: entered, at: 2026-03-28T11:00:00Z}
        - {audience: active, status: existing}
        - {audience: active, status: exited, count: 2}
        - {reject: IDENTITY_NAMESPACE_UNKNOWN}
        - {reject: IDENTITY_MISSING}
        - {reject: EVENT_TIME_INVALID, count: 1}
        - {step: entered, cause: "audience:active"}
        - {step: refused, cause: no_consent}
        - {command: win-back-offer, count: 0}
        - {no: command}
      """;

  @TempDir private Path folder;

  @Test
  void passes() throws IOException {
    assertThat(run(SCENARIO))
        .isEqualTo("ok      says everything (tests/all.yaml)\n1 scenario: 1 ok, 0 failed\n");
  }

  @Test
  void failsForAnotherTimeOrCount() throws IOException {
    assertThat(run(SCENARIO.replace("at: 2026-03-28T11:00:00Z}", "at: 2026-03-28T11:00:01Z}")))
        .contains(
            "tests/all.yaml:16:5: expected one audience big-spenders entered at"
                + " 2026-03-28T11:00:01Z, but there was none");
    assertThat(run(SCENARIO.replace("IDENTITY_MISSING}", "IDENTITY_MISSING, count: 2}")))
        .contains(
            "tests/all.yaml:20:5: expected 2 times rejection IDENTITY_MISSING, but there was 1");
  }

  private String run(String scenario) throws IOException {
    if (!Files.exists(folder.resolve("tests"))) {
      Shop.copy(folder);
    }
    Files.writeString(folder.resolve("tests/all.yaml"), scenario);
    return CommandLineRun.of("test", folder, "--scenario", "says everything").out();
  }
}
