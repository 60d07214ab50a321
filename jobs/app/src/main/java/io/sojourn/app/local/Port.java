package io.sojourn.app.local;

/** A port of the platform, always on loopback. */
enum Port {
  KAFKA("SOJOURN_KAFKA_PORT", 9092),
  CONTROLLER("SOJOURN_CONTROLLER_PORT", 9093),
  WEB("SOJOURN_WEB_PORT", 8081),
  RPC("SOJOURN_RPC_PORT", 6123),
  SMTP("SOJOURN_SMTP_PORT", 1025),
  INBOX("SOJOURN_INBOX_PORT", 8025);

  private final String variable;
  private final int usual;

  Port(String variable, int usual) {
    this.variable = variable;
    this.usual = usual;
  }

  /** The environment variable that changes it. */
  String variable() {
    return variable;
  }

  /** The port without that variable. */
  int usual() {
    return usual;
  }
}
