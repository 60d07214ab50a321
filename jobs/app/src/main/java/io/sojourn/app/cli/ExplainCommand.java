package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sojourn explain}. */
@Command(
    name = "explain",
    description = {
      "Shows the identity graph of a person: who it is made of, each link with when it was last",
      "seen, and each link that is not alive with the rule that says so.",
      "Reads the topics assignments and identity-graphs from their beginning. Personal data."
    },
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @ArgGroup(multiplicity = "1")
  private Subject subject = new Subject();

  @Mixin private JobOptions options = new JobOptions();

  /** Whom to explain. */
  static final class Subject {
    @Option(
        names = "--person",
        paramLabel = "ID",
        converter = PersonText.class,
        description = "A person id, as in commands and profiles.")
    private @Nullable PersonId person;

    @Option(
        names = "--identity",
        paramLabel = "IDENTITY",
        converter = IdentityText.class,
        description = "Or one of its identities, NAMESPACE:value.")
    private @Nullable Identity identity;
  }

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Brokers brokers = new Brokers(options);
    brokers.reach();
    List<String> lines =
        brokers.call(
            () -> {
              IdentityGraphs graphs =
                  console.during("Reading the identity graphs", () -> IdentityGraphs.read(options));
              Identity identity = subject.identity;
              if (identity != null) {
                return graphs.explain(IdentityKeys.read(options).key(identity), identity);
              }
              PersonId person = subject.person;
              return person == null ? List.of() : graphs.explain(person);
            });
    console.lines(lines);
    return 0;
  }
}
