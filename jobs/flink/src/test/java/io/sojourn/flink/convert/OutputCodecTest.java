package io.sojourn.flink.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import io.sojourn.schema.Outcome;
import io.sojourn.schema.OutcomeStatus;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.Topic;
import io.sojourn.schema.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputCodecTest {
  private static final long AT = Instant.parse("2026-11-24T09:30:00.125Z").toEpochMilli();
  private static final PersonId PERSON = new PersonId(1, 2);
  private static final byte[] PERSON_KEY =
      "00000000-0000-0001-0000-000000000002".getBytes(StandardCharsets.UTF_8);
  private static final Identity CRM = new Identity("CRMID", "c-1");
  private static final IdentityKey KEY = new IdentityKey(0x0102, -3, 4);
  private static final Map<String, Object> VALUES =
      Map.of("s", "x", "i", 1L, "d", 1.5, "b", true, "t", Instant.ofEpochMilli(7));

  private final OutputEncoder encoder = new OutputEncoder("prod");
  private final OutputDecoder decoder = new OutputDecoder();

  @Test
  void profile() {
    OutputRecord record =
        roundTrip(new ProfileRecord(AT, PERSON, List.of(CRM), VALUES, List.of("vips"), "w7"));

    assertThat(record.topic()).isEqualTo(Topic.PROFILES);
    assertThat(record.key()).isEqualTo(PERSON_KEY);
  }

  @Test
  void aProfileWithoutIdentitiesIsATombstone() {
    OutputRecord record =
        roundTrip(new ProfileRecord(AT, PERSON, List.of(), Map.of(), List.of(), ""));

    assertThat(record.key()).isEqualTo(PERSON_KEY);
    assertThat(record.value()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void qualification(Qualification.Status status) {
    OutputRecord record =
        roundTrip(new Qualification(AT, PERSON, CRM, "vips", status, "event", "w7"));

    assertThat(record.topic()).isEqualTo(Topic.QUALIFICATIONS);
    assertThat(record.key()).isEqualTo(PERSON_KEY);
  }

  @ParameterizedTest
  @EnumSource
  void step(StepEvent.Kind kind) {
    OutputRecord record =
        roundTrip(new StepEvent(AT, PERSON, CRM, "cart", 3, "i0", "s", kind, "timeout", "w7"));

    assertThat(record.topic()).isEqualTo(Topic.JOURNEY_STEPS);
    assertThat(record.key()).isEqualTo(PERSON_KEY);
  }

  @Test
  void command() {
    Command command = command("email");
    OutputRecord record = roundTrip(command);
    CommandCodec codec = new CommandCodec("prod");

    assertThat(record.topic()).isEqualTo(Topic.COMMANDS_EMAIL);
    assertThat(record.key()).isEqualTo(PERSON_KEY);
    assertThat(codec.decode(record.value())).isEqualTo(command);
    assertThat(codec.encode(command)).isEqualTo(record.value());
    assertThat(roundTrip(command("crm")).topic()).isEqualTo(Topic.COMMANDS_HTTP);
  }

  @Test
  void content() {
    Content.Item item =
        new Content.Item("c1", "banner", 2, "i1", "show", "home", "tile", 60, AT, AT + 5, "{}");
    OutputRecord record = roundTrip(new Content(AT, PERSON, "web://shop/home", List.of(item), "v"));
    OutputRecord nothing = roundTrip(new Content(AT, PERSON, "web://shop/home", List.of(), ""));

    assertThat(record.topic()).isEqualTo(Topic.CONTENT);
    assertThat(record.key()).asString(UTF_8).isEqualTo(PERSON.text() + "/web://shop/home");
    assertThat(nothing.key()).isEqualTo(record.key());
    assertThat(nothing.value()).isNull();
  }

  @Test
  void assignment() {
    roundTrip(new Assignment(AT, KEY, CRM, PERSON, null));
    OutputRecord record = roundTrip(new Assignment(AT, KEY, CRM, PERSON, new PersonId(5, 6)));

    assertThat(record.topic()).isEqualTo(Topic.ASSIGNMENTS);
    assertThat(record.key())
        .containsExactly(1, 2, -1, -1, -1, -1, -1, -1, -1, -3, 0, 0, 0, 0, 0, 0, 0, 4);
  }

  @ParameterizedTest
  @EnumSource
  void rejection(ProblemCode code) {
    Problem problem = new Problem(code, "place", "seen");
    OutputRecord record =
        encoder.encode(new Rejection(AT, problem, "events-0", 42, new byte[] {1, 2}, 2, "ab"));

    Rejection decoded = (Rejection) decoder.decode(record);

    assertThat(record.topic()).isEqualTo(Topic.REJECTIONS);
    assertThat(record.key()).isNull();
    assertThat(decoded)
        .usingRecursiveComparison()
        .isEqualTo(new Rejection(AT, problem, "events-0", 42, new byte[] {1, 2}, 2, "ab"));
  }

  @Test
  void equalMapsBecomeEqualBytes() {
    Map<String, Object> reversed = new LinkedHashMap<>();
    VALUES.keySet().stream()
        .sorted(java.util.Comparator.reverseOrder())
        .forEach(path -> reversed.put(path, VALUES.get(path)));

    assertThat(encoder.encode(profileOf(reversed)).value())
        .isEqualTo(encoder.encode(profileOf(VALUES)).value());
  }

  @Test
  void refusesWhatIsNoOutput() {
    Outcome outcome =
        new Outcome(
            "prod",
            Instant.ofEpochMilli(AT),
            "c0",
            "cart",
            "i0",
            "s",
            "email",
            OutcomeStatus.SENT,
            "250",
            1);
    io.sojourn.schema.Qualification later =
        new io.sojourn.schema.Qualification(
            "prod",
            Instant.ofEpochMilli(AT),
            PERSON.text(),
            new io.sojourn.schema.Identity("CRMID", "c-1"),
            "vips",
            "of a later release",
            "event",
            "w7");
    SingleObject codec = new SingleObject();

    refused(Topic.OUTCOMES, codec.encode(outcome), "a Outcome, which is no output");
    refused(Topic.QUALIFICATIONS, codec.encode(later), "none of ours");
    refused(Topic.QUALIFICATIONS, null, "no value");
    refused(Topic.QUALIFICATIONS, new byte[] {1}, "1 bytes without the header");
  }

  private void refused(Topic topic, byte[] value, String message) {
    assertThatThrownBy(() -> decoder.decode(new OutputRecord(topic, PERSON_KEY, value, AT)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining(message);
  }

  private OutputRecord roundTrip(Output output) {
    OutputRecord record = encoder.encode(output);
    assertThat(record.timestamp()).isEqualTo(AT);
    assertThat(decoder.decode(record)).isEqualTo(output);
    return record;
  }

  private static ProfileRecord profileOf(Map<String, Object> attributes) {
    return new ProfileRecord(AT, PERSON, List.of(CRM), attributes, List.of(), "w7");
  }

  private static Command command(String channel) {
    return new Command(
        AT,
        "c0",
        PERSON,
        CRM,
        "cart",
        3,
        "i0",
        "s",
        channel,
        "tpl",
        "marketing",
        "ada@x.org",
        VALUES,
        "w7");
  }
}
