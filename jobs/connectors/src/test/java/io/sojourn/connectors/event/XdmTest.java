package io.sojourn.connectors.event;

import static io.sojourn.connectors.event.DecodedAssert.accepted;
import static io.sojourn.connectors.event.DecodedAssert.rejected;
import static io.sojourn.connectors.event.Workspace.RECEIVED;
import static io.sojourn.connectors.event.Workspace.xdm;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.Identity;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XdmTest {
  private static final String WHO = "'identityMap':{'CRMID':[{'id':'c-1','primary':true}]}";
  private static final String TIME = "'timestamp':'2026-11-24T09:00:00Z'";

  @Test
  void readsAnExperienceEvent() {
    Event event =
        accepted(
            json(
                "{'_id':'e-1','eventType':'commerce.purchases',"
                    + TIME
                    + ",'identityMap':{'Email':[{'id':' Ada@Example.com"
                    + " '}],'CRMID':[{'id':'c-1'}]},"
                    + "'cartId':'k','order':{'priceTotal':12,'items':3.0,'more':{'deep':[1]}},"
                    + "'gift':true,'deliverAt':'2026-12-24T18:00:00+01:00','unknown':[{'x':1}]}"));

    assertThat(event.id()).isEqualTo("e-1");
    assertThat(event.kind()).isEqualTo(Event.Kind.EXPERIENCE);
    assertThat(event.type()).isEqualTo("commerce.purchases");
    assertThat(Instant.ofEpochMilli(event.time())).isEqualTo("2026-11-24T09:00:00Z");
    assertThat(event.identities())
        .containsExactly(new Identity("CRMID", "c-1"), new Identity("Email", "ada@example.com"));
    assertThat(event.fields())
        .containsEntry("cartId", "k")
        .containsEntry("order.priceTotal", 12.0)
        .containsEntry("order.items", 3L)
        .containsEntry("gift", true)
        .containsEntry("deliverAt", Instant.parse("2026-12-24T17:00:00Z"))
        .hasSize(5);
  }

  @Test
  void readsTheJsonLdSpelling() {
    Event event =
        accepted(
            json(
                "{'@id':'e-2','xdm:eventType':'commerce.purchases',"
                    + "'xdm:timestamp':'2026-11-24T09:00:00Z',"
                    + "'xdm:identityMap':{'ECID':[{'xdm:id':'9'}]},'xdm:order':{'xdm:items':2}}"));

    assertThat(event.id()).isEqualTo("e-2");
    assertThat(event.fields()).containsEntry("order.items", 2L);
  }

  @Test
  void readsAProfileRecord() {
    Event event =
        accepted(
            json(
                "{"
                    + WHO
                    + ",'person':{'name':{'firstName':'Ada'}},'loyalty':{'points':7},"
                    + "'_repo':{'modifyDate':'2026-11-20T00:00:00Z'}}"));

    assertThat(event.kind()).isEqualTo(Event.Kind.PROFILE);
    assertThat(event.type()).isEmpty();
    assertThat(Instant.ofEpochMilli(event.time())).isEqualTo("2026-11-20T00:00:00Z");
    assertThat(event.fields())
        .containsEntry("person.name.firstName", "Ada")
        .containsEntry("loyalty.points", 7L)
        .hasSize(2);
  }

  @Test
  void aProfileRecordPrefersItsTimestampAndElseHasItsArrival() {
    String both = "{" + WHO + "," + TIME + ",'_repo':{'modifyDate':'2026-11-20T00:00:00Z'}}";

    assertThat(Instant.ofEpochMilli(accepted(json(both)).time())).isEqualTo("2026-11-24T09:00:00Z");
    assertThat(accepted(json("{" + WHO + "}")).time()).isEqualTo(RECEIVED);
  }

  @Test
  void fieldsOfOtherTypesAndNullsAreLeftOut() {
    Event event =
        accepted(json(event("'total':'of another type','cartId':null,'person':{'name':1}")));

    assertThat(event.fields()).isEmpty();
  }

  @Test
  void ofARepeatedKeyTheLastCounts() {
    assertThat(accepted(json(event("'cartId':'a','cartId':'b'"))).fields())
        .containsEntry("cartId", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'cartId':5; cartId; a number that is no string",
        "'cartId':{'a':1}; cartId; an object that is no string",
        "'cartId':['a']; cartId; an array that is no string",
        "'gift':'true'; gift; a text that is no bool",
        "'order':{'items':1.5}; order.items; a number that is no int",
        "'order':{'items':9223372036854775808}; order.items; a number that is no int",
        "'order':{'priceTotal':'12'}; order.priceTotal; a text that is no double",
        "'order':{'priceTotal':1e999}; order.priceTotal; a number that is no double",
        "'deliverAt':'tomorrow'; deliverAt; a text that is no timestamp",
        "'deliverAt':1732440600000; deliverAt; a number that is no timestamp"
      })
  void refusesAWrongType(String fields, String place, String seen) {
    Problem problem = rejected(json(event(fields)), ProblemCode.EVENT_FIELD_TYPE);

    assertThat(problem.place()).isEqualTo(place);
    assertThat(problem.seen()).isEqualTo(seen);
  }

  @Test
  void refusesAValueThatItsEnumDoesNotHave() {
    String consent = "{" + WHO + ",'consents':{'marketing':{'email':{'val':'%s'}}}}";

    accepted(json(consent.formatted("y")));
    assertThat(rejected(json(consent.formatted("yes")), ProblemCode.EVENT_FIELD_TYPE).place())
        .isEqualTo("consents.marketing.email.val");
  }

  @Test
  void anIdIsDerivedWhereItIsMissingOrTooLong() {
    String missing = "{'eventType':'x'," + TIME + "," + WHO + "}";
    String longest = "{'_id':'%s','eventType':'x'," + TIME + "," + WHO + "%s}";

    assertThat(accepted(json(missing)).id())
        .matches("[0-9a-f]{32}")
        .isEqualTo(accepted(json(missing)).id())
        .isNotEqualTo(accepted(json(missing + " ")).id());
    assertThat(accepted(json(longest.formatted("i".repeat(256), ""))).id()).hasSize(256);
    assertThat(accepted(json(longest.formatted("i".repeat(257), ""))).id())
        .matches("[0-9a-f]{32}")
        .isEqualTo(accepted(json(longest.formatted("i".repeat(257), ",'a':1"))).id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'2026-11-24T10:30:00Z'; ",
        "'2026-11-24T10:30:00.001Z'; EVENT_TIME_IN_FUTURE",
        "'2000-01-01T00:00:00Z'; ",
        "'1999-12-31T23:59:59.999Z'; EVENT_TIME_OUT_OF_RANGE",
        "'2100-01-01T00:00:00Z'; EVENT_TIME_OUT_OF_RANGE",
        "'yesterday'; EVENT_TIME_INVALID",
        "''; EVENT_TIME_INVALID",
        "1732440600000; EVENT_TIME_INVALID",
        "null; EVENT_TIME_MISSING"
      })
  void boundsTheTime(String time, ProblemCode code) {
    var decoded = json("{'eventType':'x','timestamp':" + time + "," + WHO + "}");

    if (code == null) {
      accepted(decoded);
    } else {
      assertThat(rejected(decoded, code).place()).isEqualTo("timestamp");
    }
  }

  @Test
  void anExperienceEventNeedsATimeAndAType() {
    rejected(json("{'eventType':'x'," + WHO + "}"), ProblemCode.EVENT_TIME_MISSING);
    rejected(json("{'eventType':' '," + TIME + "," + WHO + "}"), ProblemCode.EVENT_TYPE_MISSING);
    rejected(json("{'eventType':5," + TIME + "," + WHO + "}"), ProblemCode.EVENT_TYPE_MISSING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{}; IDENTITY_MISSING",
        "null; IDENTITY_MISSING",
        "'c-1'; IDENTITY_MISSING",
        "{'CRMID':[]}; IDENTITY_MISSING",
        "{'CRMID':[{'primary':true}]}; IDENTITY_VALUE_INVALID",
        "{'CRMID':[{'id':''}]}; IDENTITY_BLOCKED",
        "{'CRMID':[{'id':'null'}],'ECID':[{'id':'00-00'},{'id':'-1'}]}; IDENTITY_BLOCKED",
        "{'CRMID':[{'id':'null'}],'Fax':[{'id':'1'}]}; IDENTITY_NAMESPACE_UNKNOWN",
        "{'CRMID':[{'id':7}]}; IDENTITY_VALUE_INVALID",
        "{'CRMID':['c-1']}; IDENTITY_VALUE_INVALID",
        "{'CRMID':{'id':'c-1'}}; IDENTITY_VALUE_INVALID",
        "{'Email':[{'id':'  '}]}; IDENTITY_BLOCKED",
        "{'Phone':[{'id':'030 1234567'}]}; IDENTITY_BLOCKED",
        "{'email':[{'id':'a'}]}; IDENTITY_NAMESPACE_UNKNOWN",
        "{'CRMID':[{'id':'a'},{'id':'b'}]}; IDENTITY_AMBIGUOUS"
      })
  void refusesIdentities(String identityMap, ProblemCode code) {
    rejected(json("{'eventType':'x'," + TIME + ",'identityMap':" + identityMap + "}"), code);
  }

  @Test
  void leavesOutBlockedIdentities() {
    Decoded decoded =
        json(
            "{'identityMap':{'CRMID':[{'id':'c-1'},{'id':'NULL'}],'ECID':[{'id':'0000'},{'id':'e'}],'Phone':[{'id':'+49"
                + " 30 1234567'},{'id':'unknown'},{'id':'030/1234568'}]}}");

    assertThat(accepted(decoded).identities())
        .containsExactly(
            new Identity("CRMID", "c-1"),
            new Identity("ECID", "e"),
            new Identity("Phone", "+49301234568"));
    assertThat(((Decoded.Accepted) decoded).blocked()).isEqualTo(4);
  }

  @Test
  void doesNotRepeatAValue() {
    String phone = "{'identityMap':{'Phone':[{'id':'030 1'}]}}";
    String blocked = "{'identityMap':{'Phone':[{'id':'030 1234567'}]}}";

    assertThat(rejected(json(phone), ProblemCode.IDENTITY_VALUE_INVALID))
        .isEqualTo(
            new Problem(
                ProblemCode.IDENTITY_VALUE_INVALID, "identityMap Phone", "a text of 5 characters"));
    assertThat(rejected(json(blocked), ProblemCode.IDENTITY_BLOCKED))
        .isEqualTo(
            new Problem(
                ProblemCode.IDENTITY_BLOCKED, "identityMap Phone", "no other than blocked values"));
  }

  @Test
  void quotesAnUnknownNamespaceOnlyIfItLooksLikeAName() {
    String unknown = "{'eventType':'x'," + TIME + ",'identityMap':{'%s':[{'id':'a'}]}}";
    ProblemCode code = ProblemCode.IDENTITY_NAMESPACE_UNKNOWN;

    assertThat(rejected(json(unknown.formatted("Emial")), code).seen()).isEqualTo("Emial");
    assertThat(rejected(json(unknown.formatted("ada@example.com")), code).seen())
        .isEqualTo("a name of 15 characters");
  }

  @Test
  void identitiesAreDistinctAndOrderedAndAtMostTwenty() {
    String repeated = "{'Email':[{'id':'B@x.org'},{'id':'a@x.org'},{'id':'b@x.org '}]}";
    assertThat(accepted(json("{'identityMap':" + repeated + "}")).identities())
        .containsExactly(new Identity("Email", "a@x.org"), new Identity("Email", "b@x.org"));

    assertThat(accepted(json("{'identityMap':{'ECID':[" + ids(20) + "]}}")).identities())
        .hasSize(20);
    rejected(json("{'identityMap':{'ECID':[" + ids(21) + "]}}"), ProblemCode.IDENTITY_TOO_MANY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "'text'",
        "{",
        "{'a':}",
        "{'a':1,}",
        "{'a':1} {'b':2}",
        "{'_id':'\\ud800'}",
        "{'_id':NaN}",
        "{_id:1}"
      })
  void refusesWhatIsNoObject(String text) {
    rejected(json(text), ProblemCode.EVENT_MALFORMED_JSON);
  }

  @Test
  void refusesDeepNestingAndLongNumbers() {
    rejected(
        json(event("'a':" + "[".repeat(50_000) + "]".repeat(50_000))),
        ProblemCode.EVENT_MALFORMED_JSON);
    rejected(
        json(event("'order':{'items':" + "9".repeat(5_000) + "}")),
        ProblemCode.EVENT_MALFORMED_JSON);
    rejected(json("{'order':".repeat(50_000)), ProblemCode.EVENT_MALFORMED_JSON);
  }

  @Test
  void manyDifferentKeysAreSkipped() {
    String keys =
        IntStream.range(0, 90_000).mapToObj(i -> "'k" + i + "':1").collect(Collectors.joining(","));

    assertThat(accepted(json(event(keys))).fields()).isEmpty();
    assertThat(accepted(json(event("'cartId':'k'"))).fields()).containsEntry("cartId", "k");
  }

  @Test
  void refusesMoreThanOneMebibyteUnread() {
    byte[] payload = new byte[InputDecoder.MAX_PAYLOAD + 1];

    Problem problem = rejected(Workspace.decode(payload, null), ProblemCode.EVENT_TOO_LARGE);

    assertThat(problem.seen()).isEqualTo("1048577 bytes");
    rejected(Workspace.decode(new byte[5 << 20], null), ProblemCode.EVENT_TOO_LARGE);
  }

  private static String event(String fields) {
    return "{'eventType':'commerce.purchases'," + TIME + "," + WHO + "," + fields + "}";
  }

  private static String ids(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "{'id':'" + i + "'}")
        .collect(Collectors.joining(","));
  }

  private static Decoded json(String text) {
    return xdm(text.replace('\'', '"'));
  }
}
