package io.sojourn.schema;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every topic, and what it is created with. {@code TOPICS.md} beside the module's pom is generated
 * from this enum.
 */
public enum Topic {
  EVENTS(
      "events",
      "any; best an identity",
      "events and profile updates, JSON or Avro; feedback on messages",
      2,
      CleanUp.DELETE,
      Duration.ofDays(7),
      TimestampType.LOG_APPEND_TIME,
      8 * Sizes.MIB),
  DEFINITIONS(
      "definitions",
      "`kind/name`, for journeys `kind/name@version`; `workspace` for the manifest",
      "Definition, WorkspaceManifest",
      1,
      CleanUp.COMPACT,
      null,
      TimestampType.CREATE_TIME,
      2 * Sizes.MIB),
  IDENTITY_COMMANDS(
      "identity-commands",
      "none",
      "IdentityCommand",
      1,
      CleanUp.DELETE,
      Duration.ofDays(365),
      TimestampType.LOG_APPEND_TIME,
      Sizes.MIB),
  IDENTITY_CONTROL(
      "identity-control",
      "identity key of the target, 18 bytes",
      "control messages of the identity graph, stamped with the checkpoints between which they were"
          + " sent",
      2,
      CleanUp.DELETE,
      Duration.ofDays(7),
      TimestampType.CREATE_TIME,
      2 * Sizes.MIB),
  PERSON_MOVES(
      "person-moves",
      "identity key of the fragment, 18 bytes",
      "fragments on their way between persons",
      2,
      CleanUp.DELETE,
      Duration.ofDays(7),
      TimestampType.CREATE_TIME,
      2 * Sizes.MIB),
  COMMANDS_EMAIL(
      "commands.email",
      "person id",
      "Command",
      2,
      CleanUp.DELETE,
      Duration.ofDays(7),
      TimestampType.LOG_APPEND_TIME,
      2 * Sizes.MIB),
  COMMANDS_HTTP(
      "commands.http",
      "person id",
      "Command, for all HTTP channels",
      2,
      CleanUp.DELETE,
      Duration.ofDays(7),
      TimestampType.LOG_APPEND_TIME,
      2 * Sizes.MIB),
  CONTENT(
      "content",
      "person id, slash, surface",
      "Content; no value when there is nothing any more",
      2,
      CleanUp.COMPACT,
      null,
      TimestampType.CREATE_TIME,
      2 * Sizes.MIB),
  QUALIFICATIONS(
      "qualifications",
      "person id",
      "Qualification",
      2,
      CleanUp.DELETE,
      Duration.ofDays(30),
      TimestampType.CREATE_TIME,
      Sizes.MIB),
  JOURNEY_STEPS(
      "journey-steps",
      "person id",
      "StepEvent",
      2,
      CleanUp.DELETE,
      Duration.ofDays(30),
      TimestampType.CREATE_TIME,
      Sizes.MIB),
  PROFILES(
      "profiles",
      "person id",
      "ProfileRecord; no value when the last identity has left",
      2,
      CleanUp.COMPACT,
      null,
      TimestampType.CREATE_TIME,
      2 * Sizes.MIB),
  ASSIGNMENTS(
      "assignments",
      "identity key, 18 bytes",
      "Assignment; no value when the identity was forgotten",
      2,
      CleanUp.COMPACT,
      null,
      TimestampType.CREATE_TIME,
      Sizes.MIB),
  IDENTITY_GRAPHS(
      "identity-graphs",
      "identity key of the leader, 18 bytes",
      "IdentityGraph; no value when the identity leads none any more",
      2,
      CleanUp.COMPACT,
      null,
      TimestampType.CREATE_TIME,
      2 * Sizes.MIB),
  OUTCOMES(
      "outcomes",
      "command id",
      "Outcome",
      2,
      CleanUp.DELETE,
      Duration.ofDays(30),
      TimestampType.CREATE_TIME,
      Sizes.MIB),
  REJECTIONS(
      "rejections",
      "none",
      "Rejection",
      2,
      CleanUp.DELETE,
      Duration.ofDays(30),
      TimestampType.CREATE_TIME,
      Sizes.MIB);

  /** The prefix of an installation that names no other. */
  public static final String DEFAULT_PREFIX = "sojourn";

  private final String shortName;
  private final String key;
  private final String carries;
  private final int partitions;
  private final CleanUp cleanUp;
  private final @Nullable Duration retention;
  private final TimestampType timestampType;
  private final int maxMessageBytes;

  Topic(
      String shortName,
      String key,
      String carries,
      int partitions,
      CleanUp cleanUp,
      @Nullable Duration retention,
      TimestampType timestampType,
      int maxMessageBytes) {
    this.shortName = shortName;
    this.key = key;
    this.carries = carries;
    this.partitions = partitions;
    this.cleanUp = cleanUp;
    this.retention = retention;
    this.timestampType = timestampType;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** What happens to old records; {@link #setting()} is Kafka's {@code cleanup.policy}. */
  public enum CleanUp {
    DELETE("delete"),
    COMPACT("compact");

    private final String setting;

    CleanUp(String setting) {
      this.setting = setting;
    }

    public String setting() {
      return setting;
    }
  }

  /** Whose clock a record has; {@link #setting()} is Kafka's {@code message.timestamp.type}. */
  public enum TimestampType {
    CREATE_TIME("CreateTime"),
    LOG_APPEND_TIME("LogAppendTime");

    private final String setting;

    TimestampType(String setting) {
      this.setting = setting;
    }

    public String setting() {
      return setting;
    }
  }

  private static final class Sizes {
    static final int MIB = 1024 * 1024;
  }

  /** The topic of a channel's commands: e-mail has its own, HTTP channels share one. */
  public static Topic commands(String channel) {
    return channel.equals("email") ? COMMANDS_EMAIL : COMMANDS_HTTP;
  }

  /** Its full name, {@code <prefix>.<name>}. */
  public String name(String prefix) {
    return prefix + "." + shortName;
  }

  /** Its name without the prefix. */
  public String shortName() {
    return shortName;
  }

  /** What its records are keyed by, for people. */
  public String key() {
    return key;
  }

  /** What its records hold, for people. */
  public String carries() {
    return carries;
  }

  /** How many partitions it is created with. */
  public int partitions() {
    return partitions;
  }

  public CleanUp cleanUp() {
    return cleanUp;
  }

  /** How long records are kept, or null where the newest of each key is kept for ever. */
  public @Nullable Duration retention() {
    return retention;
  }

  public TimestampType timestampType() {
    return timestampType;
  }

  /** Kafka's {@code max.message.bytes}. */
  public int maxMessageBytes() {
    return maxMessageBytes;
  }
}
