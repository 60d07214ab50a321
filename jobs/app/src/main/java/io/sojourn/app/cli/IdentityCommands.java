package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.RecordPublisher;
import io.sojourn.core.identity.ForgetCommand;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.IdentityRequest;
import io.sojourn.core.identity.OperatorCommand;
import io.sojourn.core.identity.PersonId;
import io.sojourn.flink.convert.IdentityCommandCodec;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sojourn identity}: what operators decide about links, and who is forgotten. */
@Command(
    name = "identity",
    description = {
      "Decides about links of the identity graph, and forgets identities, while the job runs.",
      "Decisions are kept for a year on the topic identity-commands, with who and why."
    },
    mixinStandardHelpOptions = true)
public final class IdentityCommands {
  private final Console console;

  IdentityCommands(Console console) {
    this.console = console;
  }

  /** The two ends of a link. */
  static final class Ends {
    @Parameters(
        index = "0",
        paramLabel = "IDENTITY",
        converter = IdentityText.class,
        description = "One end of the link, NAMESPACE:value.")
    private Identity one = new Identity("", "");

    @Parameters(
        index = "1",
        paramLabel = "IDENTITY",
        converter = IdentityText.class,
        description = "The other end.")
    private Identity other = new Identity("", "");
  }

  /** For the audit. */
  static final class Audit {
    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "Why, for the audit; no personal data.")
    private String reason = "";

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who decides, for the audit (default: ${DEFAULT-VALUE}).")
    private String by = System.getProperty("user.name", "unknown");
  }

  @Command(
      description = {
        "Cuts a link, until its ends are seen together again; each end goes back to whom it was",
        "linked with before."
      },
      mixinStandardHelpOptions = true)
  int unlink(
      @Mixin Ends ends,
      @Option(names = "--for-good", description = "Also when they are seen together again.")
          boolean forGood,
      @Mixin Audit audit,
      @Mixin JobOptions options)
      throws Exception {
    OperatorCommand.Kind kind = forGood ? OperatorCommand.Kind.BAR : OperatorCommand.Kind.UNLINK;
    return send(kind, ends.one, ends.other, audit, options);
  }

  @Command(
      description = "Links two identities, whatever else each of them is seen with.",
      mixinStandardHelpOptions = true)
  int pin(@Mixin Ends ends, @Mixin Audit audit, @Mixin JobOptions options) throws Exception {
    return send(OperatorCommand.Kind.PIN, ends.one, ends.other, audit, options);
  }

  @Command(
      description = "Withdraws a pin, or an unlink --for-good.",
      mixinStandardHelpOptions = true)
  int unpin(@Mixin Ends ends, @Mixin Audit audit, @Mixin JobOptions options) throws Exception {
    return send(OperatorCommand.Kind.UNPIN, ends.one, ends.other, audit, options);
  }

  @Command(
      description = "Decides and says again who an identity is, and all that it leads.",
      mixinStandardHelpOptions = true)
  int recheck(
      @Parameters(
              paramLabel = "IDENTITY",
              converter = IdentityText.class,
              description = "NAMESPACE:value.")
          Identity identity,
      @Mixin Audit audit,
      @Mixin JobOptions options)
      throws Exception {
    return send(OperatorCommand.Kind.RECHECK, identity, null, audit, options);
  }

  /** Whom to forget. */
  static final class Subject {
    @Parameters(
        paramLabel = "IDENTITY",
        arity = "1..*",
        converter = IdentityText.class,
        description = "Identities, NAMESPACE:value.")
    private List<Identity> identities = List.of();

    @Option(
        names = "--person",
        paramLabel = "ID",
        converter = PersonText.class,
        description = "Or all identities of a person, by its id.")
    private @Nullable PersonId person;
  }

  @Command(
      description = {
        "Forgets identities: what was said of them counts no more, and is erased from state and",
        "compacted topics. Cannot be undone. Name all identities of somebody at once, for each",
        "command looks at everything that is stored."
      },
      mixinStandardHelpOptions = true)
  int forget(
      @ArgGroup(multiplicity = "1") Subject subject, @Mixin Audit audit, @Mixin JobOptions options)
      throws Exception {
    Brokers brokers = new Brokers(options);
    brokers.reach(Topic.IDENTITY_COMMANDS.name(options.prefix()));
    List<IdentityKey> keys =
        brokers.call(
            () -> {
              PersonId person = subject.person;
              if (person == null) {
                IdentityKeys known = IdentityKeys.read(options);
                return subject.identities.stream().map(known::key).distinct().toList();
              }
              return console
                  .during("Reading the identity graphs", () -> IdentityGraphs.read(options))
                  .of(person);
            });
    if (keys.isEmpty()) {
      throw new CommandFailure("no linked identity belongs to that person; name its identities");
    }
    if (keys.size() > ForgetCommand.MOST) {
      throw new CommandFailure(
          "at most " + ForgetCommand.MOST + " identities can be named at once");
    }
    return send(new ForgetCommand(keys), audit, options);
  }

  private int send(
      OperatorCommand.Kind kind,
      Identity one,
      @Nullable Identity other,
      Audit audit,
      JobOptions options)
      throws Exception {
    return send(new OperatorCommand(kind, one, other), audit, options);
  }

  private int send(IdentityRequest request, Audit audit, JobOptions options) throws Exception {
    byte[] value =
        new IdentityCommandCodec().encode(options.sandbox(), request, audit.by, audit.reason);
    Brokers brokers = new Brokers(options);
    String topic = Topic.IDENTITY_COMMANDS.name(options.prefix());
    brokers.reach(topic);
    brokers.call(
        () -> {
          OutputRecord record =
              new OutputRecord(Topic.IDENTITY_COMMANDS, null, value, System.currentTimeMillis());
          new RecordPublisher(options).publish(List.of(record));
          return 0;
        });
    console.line("Sent to " + topic + "; what is refused is in rejections");
    return 0;
  }
}
