package io.sojourn.app.support;

import io.sojourn.connectors.channel.http.AddressGuard;
import io.sojourn.connectors.kafka.LogClock;
import io.sojourn.core.identity.NodeSettings;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every job and every command that talks to Kafka is told. */
public final class JobOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  /** For trying out, on a machine of one's own. Everybody knows it. */
  private static final String DEMO_SECRET = "sojourn-demo-identity-secret";

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = {
        "Kafka brokers (default: ${DEFAULT-VALUE}).",
        "SOJOURN_BOOTSTRAP in the environment changes the default, SOJOURN_KAFKA_PORT its port."
      })
  private String bootstrap = defaultBootstrap(System.getenv());

  @Option(
      names = "--kafka",
      paramLabel = "NAME=VALUE",
      description = "A setting for every Kafka client, for example security.protocol=SASL_SSL.")
  private Map<String, String> kafka = new LinkedHashMap<>();

  @Option(
      names = "--prefix",
      defaultValue = "sojourn",
      description = "What topic names begin with (default: ${DEFAULT-VALUE}).")
  private String prefix = "sojourn";

  @Option(
      names = "--sandbox",
      defaultValue = "prod",
      description = "The sandbox; sandboxes share nothing (default: ${DEFAULT-VALUE}).")
  private String sandbox = "prod";

  @Option(
      names = "--identity-secret",
      paramLabel = "REFERENCE",
      description = {
        "Where the secret is that identities are hashed with: $${env:NAME} or $${file:/path}.",
        "Without it a demo secret that everybody knows."
      })
  private String identitySecret = "";

  @Option(
      names = "--clock",
      defaultValue = "append",
      description = "append: a quiet topic follows the wall clock; event: only records move time.")
  private Clock clock = Clock.append;

  @Option(
      names = "--identity-refresh",
      paramLabel = "DURATION",
      description = {
        "After how long identities that are seen together again are told to the identity graph",
        "again, as in PT15M (default: ${DEFAULT-VALUE})."
      })
  private Duration identityRefresh = Duration.ofMillis(NodeSettings.DEFAULT.refresh());

  @Option(
      names = "--identity-granularity",
      paramLabel = "DURATION",
      description = {
        "How much later than before they must be seen for that to be noted",
        "(default: ${DEFAULT-VALUE}). PT0S is exact, and costs a write for each event."
      })
  private Duration identityGranularity = Duration.ofMillis(NodeSettings.DEFAULT.granularity());

  @Option(
      names = "--allow-address",
      paramLabel = "BLOCK[,BLOCK]",
      converter = AllowedAddresses.class,
      description = {
        "Private addresses that HTTP channels may be sent to, as in 10.1.0.0/16. Without it none:",
        "no loopback, private, link-local or reserved one."
      })
  private AddressGuard addressGuard = AddressGuard.allowing(List.of());

  /** Which clock moves event time. */
  public enum Clock {
    append,
    event
  }

  /** The options of a job's command line. */
  public static JobOptions parse(String... args) {
    JobOptions options = new JobOptions();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options)).parseArgs(args);
    return options;
  }

  /** The brokers where none are named: in the environment, else on this machine. */
  static String defaultBootstrap(Map<String, String> environment) {
    String port = environment.getOrDefault("SOJOURN_KAFKA_PORT", "9092");
    return environment.getOrDefault("SOJOURN_BOOTSTRAP", "127.0.0.1:" + port);
  }

  /** The brokers, {@code HOST:PORT}, separated by commas. */
  public String bootstrap() {
    return bootstrap;
  }

  /** Settings for Kafka clients. */
  public Properties kafka() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty("bootstrap.servers", bootstrap);
    return properties;
  }

  public String prefix() {
    return prefix;
  }

  public String sandbox() {
    return sandbox;
  }

  /** The secret itself; never put into a log. */
  public byte[] identitySecret() {
    String secret = identitySecret.isEmpty() ? DEMO_SECRET : SecretValue.resolve(identitySecret);
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  public LogClock clock() {
    return clock == Clock.append ? LogClock.append() : LogClock.event();
  }

  /** How often known links are reported again. */
  public NodeSettings identitySettings() {
    return new NodeSettings(identityRefresh.toMillis(), identityGranularity.toMillis());
  }

  /** Where HTTP channels may be sent to. */
  public AddressGuard addressGuard() {
    return addressGuard;
  }

  @Override
  public String toString() {
    return "JobOptions["
        + prefix
        + "/"
        + sandbox
        + " "
        + clock.name().toLowerCase(Locale.ROOT)
        + "]";
  }
}
