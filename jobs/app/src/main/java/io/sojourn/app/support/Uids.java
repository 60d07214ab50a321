package io.sojourn.app.support;

/**
 * The uid of every operator: {@code area.verb-object}. State is found by them, so they are never
 * changed.
 */
public final class Uids {
  public static final String READ_EVENTS = "events.read";
  public static final String DECODE_EVENTS = "events.decode";
  public static final String WRITE_REJECTIONS = "events.write-rejections";
  public static final String READ_DEFINITIONS = "definitions.read";
  public static final String ASSEMBLE_WORKSPACES = "definitions.assemble-workspaces";
  public static final String WRITE_REFUSALS = "definitions.write-refusals";
  public static final String NOTICE_WORKSPACES = "definitions.notices";
  public static final String READ_CONTROL = "identity.read-control";
  public static final String READ_MOVES = "identity.read-moves";
  public static final String READ_IDENTITY_COMMANDS = "identity.read-commands";
  public static final String DECODE_IDENTITY_COMMANDS = "identity.decode-commands";
  public static final String WRITE_IDENTITY_REJECTIONS = "identity.write-rejections";
  public static final String NAME_PERSONS = "identity.name-persons";
  public static final String STITCH_IDENTITIES = "identity.stitch";
  public static final String WRITE_IDENTITY = "identity.write-outputs";
  public static final String ADVANCE_PERSON = "person.advance";
  public static final String WRITE_COMMANDS = "person.write-commands";
  public static final String WRITE_PERSON = "person.write-outputs";

  /** In the delivery job, each after the kind of channel: see {@link #of}. */
  public static final String READ_COMMANDS = "read-commands";

  public static final String DECODE_COMMANDS = "decode-commands";
  public static final String WRITE_COMMAND_REJECTIONS = "write-rejections";
  public static final String DISPATCH_COMMANDS = "dispatch";
  public static final String SEND_MESSAGES = "send";
  public static final String COUNT_OUTCOMES = "count-outcomes";

  /** The uid of an operator of the delivery job, which has each once for a kind of channel. */
  public static String of(String kind, String operator) {
    return kind + "." + operator;
  }

  private Uids() {}
}
