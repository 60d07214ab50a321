package io.sojourn.core.error;

/**
 * Every way in which an input can be refused. The name is the code that users see and search for;
 * the rule says what is expected, the remedy what to do. Neither ever contains input data.
 */
public enum ProblemCode {
  // Events
  EVENT_MALFORMED_JSON(
      "decode", "an event is one JSON object", "Send one well-formed JSON object per record."),
  EVENT_MALFORMED_AVRO(
      "decode",
      "an Avro event is single-object encoded with a released schema",
      "Encode with a released version of io.sojourn.schema.Event (C3 01 + fingerprint)."),
  MAIL_REPORT_MALFORMED(
      "decode",
      "a mail report is a multipart/report with a delivery status (RFC 3464) or a complaint"
          + " (RFC 5965), and says whom the mail was for",
      "Send what the mail system wrote, unchanged; leave other mails out."),
  EVENT_TOO_LARGE("decode", "an event has at most 1 MiB", "Send large content by reference."),
  EVENT_TYPE_MISSING("decode", "an experience event names its eventType", "Set eventType."),
  EVENT_TIME_MISSING("decode", "an event carries its time", "Set timestamp to an RFC 3339 time."),
  EVENT_TIME_INVALID(
      "decode", "a time is RFC 3339, for example 2026-11-24T09:30:00Z", "Correct the timestamp."),
  EVENT_TIME_OUT_OF_RANGE(
      "decode", "a time lies in the years 2000 to 2100", "Correct the clock of the sender."),
  EVENT_TIME_IN_FUTURE(
      "decode",
      "a time is at most one hour ahead of its arrival",
      "Correct the clock of the sender."),
  EVENT_FIELD_TYPE(
      "decode",
      "a field has the type that schema.yaml declares",
      "Correct the value, or the declaration."),
  EVENT_CALL_UNSUPPORTED(
      "decode",
      "of the Segment spec identify, track, page and screen are processed",
      "Use one of the supported calls; alias and group are not yet supported."),
  EVENT_CALL_INVALID(
      "decode",
      "a Segment call follows the Segment spec",
      "Compare the call with the Segment spec."),
  IDENTITY_MISSING(
      "decode", "an event names at least one identity", "Set identityMap, userId or anonymousId."),
  IDENTITY_NAMESPACE_UNKNOWN(
      "decode",
      "an identity namespace is declared in namespaces.yaml",
      "Declare the namespace, or correct its name."),
  IDENTITY_VALUE_INVALID(
      "decode",
      "an identity value is 1 to 1024 characters in the format of its namespace",
      "Correct the value."),
  IDENTITY_BLOCKED(
      "decode",
      "an event names at least one identity that is not blocked",
      "Send an identity, or unblock the value in namespaces.yaml."),
  IDENTITY_TOO_MANY(
      "decode", "a record has at most 20 identities", "Send fewer identities per record."),
  IDENTITY_AMBIGUOUS(
      "decode",
      "a record has at most one value of a unique namespace",
      "Send one record per person."),
  PERSON_TOO_LARGE(
      "person",
      "the state of one person has at most 1 MiB",
      "Look for a shared or hard-coded identity value."),
  // Identity control
  CONTROL_MALFORMED(
      "identity", "a control or move record is one of ours", "Do not write to this topic."),
  CONTROL_UNDELIVERABLE(
      "identity",
      "a control message arrives within 16 hops",
      "Report it: the identity graph should not do this."),
  IDENTITY_GRAPH_FULL(
      "identity",
      "an identity graph has at most 256 identities and 1,024 links",
      "Look for a shared or hard-coded identity value."),
  IDENTITY_TOO_BUSY(
      "identity",
      "an identity has at most 12,000 events at once and 200 a second",
      "Look for a script or a hard-coded identity value, and block it in namespaces.yaml."),
  IDENTITY_FORGOTTEN(
      "identity",
      "a record from before its identity was forgotten is not kept",
      "None: that was asked for. Records from later on begin anew."),
  // Operator commands
  IDENTITY_COMMAND_MALFORMED(
      "identity",
      "a record of identity-commands is an IdentityCommand that this release knows",
      "Send commands with the command line, or encode a released"
          + " io.sojourn.schema.IdentityCommand."),
  IDENTITY_COMMAND_ENDS(
      "identity",
      "a decision about a link names two different identities",
      "Name both ends of the link."),
  IDENTITY_COMMAND_ONE_TOO_MANY(
      "identity",
      "of the links of one identity at most 64 are decided about",
      "Look for a shared or hard-coded identity value, and block it in namespaces.yaml."),
  // Definitions
  DEFINITION_SYNTAX("definition", "a definition is well-formed YAML", "Correct the YAML."),
  DEFINITION_UNKNOWN_KEY(
      "definition", "a definition has only the documented keys", "Remove or correct the key."),
  DEFINITION_MISSING_KEY("definition", "a required key is present", "Add the key."),
  DEFINITION_VALUE("definition", "a value has the documented form", "Correct the value."),
  DEFINITION_REFERENCE(
      "definition", "a name that is used is defined", "Define it, or correct the name."),
  DEFINITION_EXPRESSION(
      "definition",
      "an expression is CEL and names only declared fields",
      "Correct the expression."),
  DEFINITION_TEMPLATE(
      "definition",
      "a template is Handlebars and names only declared fields",
      "Correct the template."),
  DEFINITION_LIMIT(
      "definition", "a workspace stays inside the documented guardrails", "Split or simplify it."),
  WORKSPACE_MISSING(
      "decode",
      "a workspace is applied before events arrive",
      "Apply a workspace, then send again."),
  MANIFEST_INCOMPLETE(
      "definition",
      "a manifest names only definitions that are on the topic",
      "Apply the workspace again."),
  // Delivery
  COMMAND_MALFORMED("delivery", "a command is one of ours", "Do not write to this topic."),
  COMMAND_UNRENDERABLE(
      "delivery", "a template renders with the command's data", "Correct the template.");

  private final String stage;
  private final String rule;
  private final String remedy;

  ProblemCode(String stage, String rule, String remedy) {
    this.stage = stage;
    this.rule = rule;
    this.remedy = remedy;
  }

  /** The part of Sojourn that refuses: {@code decode identity person definition delivery}. */
  public String stage() {
    return stage;
  }

  /** What is expected, as a sentence without input data. */
  public String rule() {
    return rule;
  }

  /** What the sender or author can do. */
  public String remedy() {
    return remedy;
  }
}
