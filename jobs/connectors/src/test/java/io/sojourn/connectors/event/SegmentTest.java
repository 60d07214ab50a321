package io.sojourn.connectors.event;

import static io.sojourn.connectors.event.DecodedAssert.accepted;
import static io.sojourn.connectors.event.DecodedAssert.rejected;
import static io.sojourn.connectors.event.Workspace.NAMESPACES;
import static io.sojourn.connectors.event.Workspace.RECEIVED;
import static io.sojourn.connectors.event.Workspace.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Namespaces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTest {

  @Test
  void identifyUpdatesTheProfile() {
    Event event =
        accepted(
            json(
                "{'type':'identify','userId':'u','anonymousId':'a','messageId':'m',"
                    + "'timestamp':'2026-11-24T09:00:00Z',"
                    + "'traits':{'email':'Ada@x.org','firstName':'Ada','plan':'pro','other':1},"
                    + "'context':{'ip':'::1','traits':{'plan':'old','loyalty':{'points':4}}}}"));

    assertThat(event.kind()).isEqualTo(Event.Kind.PROFILE);
    assertThat(event.id()).isEqualTo("m");
    assertThat(event.type()).isEmpty();
    assertThat(event.identities())
        .containsExactly(
            new Identity("CRMID", "u"),
            new Identity("Email", "ada@x.org"),
            new Identity("ECID", "a"));
    assertThat(event.fields())
        .containsEntry("person.name.firstName", "Ada")
        .containsEntry("plan", "pro")
        .containsEntry("loyalty.points", 4L)
        .hasSize(3);
  }

  @Test
  void trackIsAnEventOfItsName() {
    Event event =
        accepted(
            json(
                "{'action':'Track','userId':'u','event':'Order Completed',"
                    + "'properties':{'total':9.5,'products':[{'sku':1}]}}"));

    assertThat(event.kind()).isEqualTo(Event.Kind.EXPERIENCE);
    assertThat(event.type()).isEqualTo("Order Completed");
    assertThat(event.time()).isEqualTo(RECEIVED);
    assertThat(event.id()).matches("[0-9a-f]{32}");
    assertThat(event.fields()).containsExactlyEntriesOf(java.util.Map.of("total", 9.5));
  }

  @Test
  void pageAndScreenAreEventsWithAName() {
    Event page =
        accepted(json("{'type':'page','userId':'u','name':'Home','properties':{'url':'/'}}"));
    Event screen = accepted(json("{'type':'screen','userId':'u','name':'Main'}"));

    assertThat(page.type()).isEqualTo("page");
    assertThat(page.fields()).containsEntry("name", "Home").containsEntry("url", "/");
    assertThat(screen.type()).isEqualTo("screen");
    assertThat(screen.fields()).containsEntry("name", "Main");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'timestamp':'2026-01-01T00:00:00Z','sentAt':'2026-02-01T00:00:00Z'; 2026-01-01T00:00:00Z",
        "'originalTimestamp':'2026-01-02T00:00:00Z','sentAt':'2026-02-01T00:00:00Z';"
            + " 2026-01-02T00:00:00Z",
        "'timestamp':'','sentAt':'2026-02-01T00:00:00Z'; 2026-02-01T00:00:00Z",
        "'receivedAt':'2026-02-01T00:00:00Z'; 2026-11-24T09:30:00Z"
      })
  void takesTheFirstTimeThereIs(String times, Instant expected) {
    assertThat(
            Instant.ofEpochMilli(
                accepted(json("{'type':'page','userId':'u'," + times + "}")).time()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'type':'alias','userId':'u','previousId':'p'; EVENT_CALL_UNSUPPORTED; type",
        "'type':'group','userId':'u','traits':7; EVENT_CALL_UNSUPPORTED; type",
        "'action':'alias'; EVENT_CALL_UNSUPPORTED; action",
        "'type':'delete','userId':'u'; EVENT_CALL_INVALID; type",
        "'userId':'u','event':'e'; EVENT_CALL_INVALID; type",
        "'type':'track','userId':'u'; EVENT_CALL_INVALID; event",
        "'type':'track','userId':'u','event':{}; EVENT_CALL_INVALID; event",
        "'type':'page','userId':'u','properties':[]; EVENT_CALL_INVALID; properties",
        "'type':'identify','userId':'u','traits':'x'; EVENT_CALL_INVALID; traits",
        "'type':'identify','userId':'u','context':'x'; EVENT_CALL_INVALID; context",
        "'type':'page'; IDENTITY_MISSING; ''",
        "'type':'page','userId':''; IDENTITY_MISSING; ''",
        "'type':'page','userId':true; IDENTITY_VALUE_INVALID; userId CRMID",
        "'type':'page','userId':'u','timestamp':1732440600000; EVENT_TIME_INVALID; timestamp",
        "'type':'page','userId':'u','timestamp':'2026-11-24'; EVENT_TIME_INVALID; timestamp",
        "'type':'identify','userId':'u','traits':{'plan':1}; EVENT_FIELD_TYPE; plan"
      },
      quoteCharacter = '"')
  void refuses(String content, ProblemCode code, String place) {
    assertThat(rejected(json("{" + content + "}"), code).place())
        .isEqualTo(place.equals("''") ? "" : place);
  }

  @Test
  void anIntegerIdIsItsText() {
    assertThat(accepted(json("{'type':'page','userId':42}")).primary())
        .isEqualTo(new Identity("CRMID", "42"));
  }

  @Test
  void aPlaceholderForAnIdIsLeftOut() {
    String both = "{'type':'page','userId':'undefined','anonymousId':'a'}";

    assertThat(accepted(json(both)).identities()).containsExactly(new Identity("ECID", "a"));
    assertThat(rejected(json("{'type':'page','userId':0}"), ProblemCode.IDENTITY_BLOCKED).place())
        .isEqualTo("userId CRMID");
  }

  @Test
  void anEmailInTheContextIdentifiesToo() {
    assertThat(
            accepted(json("{'type':'page','context':{'traits':{'email':'Ada@x.org'}}}"))
                .identities())
        .containsExactly(new Identity("Email", "ada@x.org"));
  }

  @Test
  void anIdThatNoNamespaceTakesIsNoIdentity() {
    Namespaces anonymous = new Namespaces(List.of(NAMESPACES.all().get(2)));

    Decoded both = decode("{'type':'page','userId':'u','anonymousId':'a'}", anonymous);
    Decoded one = decode("{'type':'page','userId':'u'}", anonymous);

    assertThat(accepted(both).identities()).containsExactly(new Identity("ECID", "a"));
    assertThat(rejected(one, ProblemCode.IDENTITY_NAMESPACE_UNKNOWN).place()).isEqualTo("userId");
  }

  private static Decoded json(String text) {
    return decode(text, NAMESPACES);
  }

  private static Decoded decode(String text, Namespaces namespaces) {
    byte[] payload = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new InputDecoder().decode(payload, "segment", RECEIVED, namespaces, SCHEMA);
  }
}
