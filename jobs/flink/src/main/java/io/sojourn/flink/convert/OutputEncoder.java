package io.sojourn.flink.convert;

import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.Time;
import io.sojourn.schema.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Outputs of the engines as records for their topics. Equal outputs give equal bytes. Not
 * thread-safe.
 */
public final class OutputEncoder {
  private final String sandbox;
  private final SingleObject avro = new SingleObject();

  public OutputEncoder(String sandbox) {
    this.sandbox = sandbox;
  }

  public OutputRecord encode(Output output) {
    if (output instanceof Command command) {
      return record(Topic.commands(command.channel()), command.person(), avroOf(command));
    }
    if (output instanceof Qualification qualification) {
      return record(Topic.QUALIFICATIONS, qualification.person(), avroOf(qualification));
    }
    if (output instanceof StepEvent step) {
      return record(Topic.JOURNEY_STEPS, step.person(), avroOf(step));
    }
    if (output instanceof ProfileRecord profile) {
      return record(
          Topic.PROFILES,
          profile.person(),
          profile.identities().isEmpty() ? null : avroOf(profile));
    }
    if (output instanceof Assignment assignment) {
      return new OutputRecord(
          Topic.ASSIGNMENTS, bytes(assignment.key()), avro.encode(avroOf(assignment)));
    }
    return new OutputRecord(Topic.REJECTIONS, null, avro.encode(avroOf((Rejection) output)));
  }

  private OutputRecord record(Topic topic, PersonId person, @Nullable SpecificRecord value) {
    return new OutputRecord(
        topic,
        person.text().getBytes(StandardCharsets.UTF_8),
        value == null ? null : avro.encode(value));
  }

  private SpecificRecord avroOf(Command command) {
    return io.sojourn.schema.Command.newBuilder()
        .setSandbox(sandbox)
        .setAt(Instant.ofEpochMilli(command.at()))
        .setCommandId(command.commandId())
        .setPerson(command.person().text())
        .setIdentity(avroOf(command.identity()))
        .setJourney(command.journey())
        .setJourneyVersion(command.journeyVersion())
        .setInstance(command.instance())
        .setStep(command.step())
        .setChannel(command.channel())
        .setTemplate(command.template())
        .setMessageClass(command.messageClass())
        .setRecipient(command.recipient())
        .setData(values(command.data()))
        .setVersion(command.version())
        .build();
  }

  private SpecificRecord avroOf(Qualification qualification) {
    return io.sojourn.schema.Qualification.newBuilder()
        .setSandbox(sandbox)
        .setAt(Instant.ofEpochMilli(qualification.at()))
        .setPerson(qualification.person().text())
        .setIdentity(avroOf(qualification.identity()))
        .setAudience(qualification.audience())
        .setStatus(qualification.status().name().toLowerCase(Locale.ROOT))
        .setCause(qualification.cause())
        .setVersion(qualification.version())
        .build();
  }

  private SpecificRecord avroOf(StepEvent step) {
    return io.sojourn.schema.StepEvent.newBuilder()
        .setSandbox(sandbox)
        .setAt(Instant.ofEpochMilli(step.at()))
        .setPerson(step.person().text())
        .setIdentity(avroOf(step.identity()))
        .setJourney(step.journey())
        .setJourneyVersion(step.journeyVersion())
        .setInstance(step.instance())
        .setStep(step.step())
        .setEvent(step.event().name().toLowerCase(Locale.ROOT))
        .setCause(step.cause())
        .setVersion(step.version())
        .build();
  }

  private SpecificRecord avroOf(ProfileRecord profile) {
    return io.sojourn.schema.ProfileRecord.newBuilder()
        .setSandbox(sandbox)
        .setAt(Instant.ofEpochMilli(profile.at()))
        .setPerson(profile.person().text())
        .setIdentities(profile.identities().stream().map(OutputEncoder::avroOf).toList())
        .setAttributes(values(profile.attributes()))
        .setAudiences(List.copyOf(profile.audiences()))
        .setVersion(profile.version())
        .build();
  }

  private SpecificRecord avroOf(Assignment assignment) {
    io.sojourn.schema.Assignment.Builder builder =
        io.sojourn.schema.Assignment.newBuilder()
            .setSandbox(sandbox)
            .setAt(Instant.ofEpochMilli(assignment.at()))
            .setKey(ByteBuffer.wrap(bytes(assignment.key())))
            .setIdentity(avroOf(assignment.identity()))
            .setPerson(assignment.person().text());
    PersonId previous = assignment.previous();
    return previous == null ? builder.build() : builder.setPrevious(previous.text()).build();
  }

  private SpecificRecord avroOf(Rejection rejection) {
    return io.sojourn.schema.Rejection.newBuilder()
        .setSandbox(sandbox)
        .setAt(Instant.ofEpochMilli(rejection.at()))
        .setStage(rejection.problem().code().stage())
        .setCode(rejection.problem().code().name())
        .setPlace(rejection.problem().place())
        .setSeen(rejection.problem().seen())
        .setSource(rejection.source())
        .setOffset(rejection.offset())
        .setPayload(ByteBuffer.wrap(rejection.payload()))
        .setPayloadSize(rejection.payloadSize())
        .setPayloadSha256(rejection.payloadSha256())
        .build();
  }

  private static io.sojourn.schema.Identity avroOf(Identity identity) {
    return new io.sojourn.schema.Identity(identity.namespace(), identity.value());
  }

  private static Map<String, Object> values(Map<String, Object> values) {
    Map<String, Object> sorted = new TreeMap<>(values);
    sorted.replaceAll(
        (path, value) -> value instanceof Instant time ? new Time(time.toEpochMilli()) : value);
    return sorted;
  }

  private static byte[] bytes(IdentityKey key) {
    ByteWriter out = new ByteWriter(18);
    Keys.write(out, key);
    return out.toBytes();
  }
}
