package io.sojourn.connectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputJsonTest {
  private static final long AT = Instant.parse("2026-11-24T09:30:00Z").toEpochMilli();
  private static final PersonId PERSON = new PersonId(1, 2);
  private static final PersonId OTHER = new PersonId(1, 3);
  private static final Identity CRM = new Identity("CRMID", "c-1");

  @Test
  void assignment() {
    IdentityKey key = new IdentityKey(0, 1, 2);

    assertThat(OutputJson.line(new Assignment(AT, key, CRM, PERSON, null)))
        .isEqualTo(
            """
            {"kind":"assignment","at":"2026-11-24T09:30:00.000Z","identity":"CRMID:c-1",\
            "personId":"00000000-0000-0001-0000-000000000002"}\
            """);
    assertThat(OutputJson.line(new Assignment(AT, key, CRM, PERSON, OTHER)))
        .endsWith("\"previous\":\"00000000-0000-0001-0000-000000000003\"}");
  }

  @Test
  void qualification() {
    assertThat(
            OutputJson.line(
                new Qualification(
                    AT + 7, PERSON, CRM, "vips", Qualification.Status.ENTERED, "event", "w7")))
        .isEqualTo(
            """
            {"kind":"qualification","at":"2026-11-24T09:30:00.007Z","identity":"CRMID:c-1",\
            "personId":"00000000-0000-0001-0000-000000000002","audience":"vips",\
            "status":"entered","reason":"event","workspace":"w7"}\
            """);
  }

  @Test
  void content() {
    Content.Item item =
        new Content.Item("c0", "banner", 3, "i0", "show", "home", "tile", 60, AT, AT + 1, "{}");

    assertThat(OutputJson.line(new Content(AT, PERSON, "app", List.of(item), "w7")))
        .isEqualTo(
            """
            {"kind":"content","at":"2026-11-24T09:30:00.000Z",\
            "personId":"00000000-0000-0001-0000-000000000002","surface":"app","items":[\
            {"contentId":"c0","journey":"banner","version":3,"instance":"i0","step":"show",\
            "channel":"home","template":"tile","priority":60,"from":"2026-11-24T09:30:00.000Z",\
            "until":"2026-11-24T09:30:00.001Z","body":"{}"}],"workspace":"w7"}\
            """);
  }

  @Test
  void command() {
    Map<String, Object> data =
        Map.of("profile.b", 1L, "profile.a", "x\n", "event.t", Instant.ofEpochMilli(0));

    assertThat(
            OutputJson.line(
                new Command(
                    AT,
                    "c0",
                    PERSON,
                    CRM,
                    "cart",
                    3,
                    "i0",
                    "remind",
                    "email",
                    "tpl",
                    "marketing",
                    "ada@example.com",
                    data,
                    "w7")))
        .isEqualTo(
            """
            {"kind":"command","at":"2026-11-24T09:30:00.000Z","identity":"CRMID:c-1",\
            "personId":"00000000-0000-0001-0000-000000000002","commandId":"c0",\
            "journey":"cart","version":3,"instance":"i0","step":"remind","channel":"email",\
            "template":"tpl","messageClass":"marketing","recipient":"ada@example.com",\
            "data":{"event.t":"1970-01-01T00:00:00.000Z","profile.a":"x\\n","profile.b":1},\
            "workspace":"w7"}\
            """);
  }

  @Test
  void step() {
    assertThat(
            OutputJson.line(
                new StepEvent(
                    AT,
                    PERSON,
                    CRM,
                    "cart",
                    3,
                    "i0",
                    "remind",
                    StepEvent.Kind.REFUSED,
                    "consent",
                    "w7")))
        .isEqualTo(
            """
            {"kind":"step","at":"2026-11-24T09:30:00.000Z","identity":"CRMID:c-1",\
            "personId":"00000000-0000-0001-0000-000000000002","journey":"cart","version":3,\
            "instance":"i0","step":"remind","event":"refused","reason":"consent",\
            "workspace":"w7"}\
            """);
  }

  @Test
  void rejection() {
    Problem problem = new Problem(ProblemCode.EVENT_TIME_MISSING, "timestamp", "nothing");

    assertThat(OutputJson.line(new Rejection(AT, problem, "events-0", 42, new byte[] {1}, 1, "ab")))
        .isEqualTo(
            """
            {"kind":"rejection","at":"2026-11-24T09:30:00.000Z","code":"EVENT_TIME_MISSING",\
            "stage":"decode","reason":"an event carries its time","place":"timestamp",\
            "seen":"nothing","source":"events-0","offset":42,"payloadSize":1,\
            "payloadSha256":"ab"}\
            """);
  }

  @Test
  void profile() {
    Map<String, Object> attributes = Map.of("b", true, "a", 1.5);

    assertThat(
            OutputJson.line(
                new ProfileRecord(AT, PERSON, List.of(CRM), attributes, List.of("vips"), "w7")))
        .isEqualTo(
            """
            {"kind":"profile","at":"2026-11-24T09:30:00.000Z",\
            "personId":"00000000-0000-0001-0000-000000000002","identities":["CRMID:c-1"],\
            "attributes":{"a":1.5,"b":true},"audiences":["vips"],"workspace":"w7"}\
            """);
  }
}
