package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import java.util.List;
import java.util.Objects;
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

  @Option(
      names = "--sources",
      description = {
        "Finds the event of each link, too: reads the topic events from the oldest of these links",
        "on."
      })
  private boolean sources;

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
              return identity == null
                  ? explain(graphs, Objects.requireNonNull(subject.person))
                  : explain(graphs, identity);
            });
    console.lines(lines);
    return 0;
  }

  private List<String> explain(IdentityGraphs graphs, Identity identity) throws Exception {
    IdentityKey key = IdentityKeys.read(options).key(identity);
    PersonId person = graphs.person(key);
    return person == null
        ? List.of(
            "person " + PersonId.birth(key).text(),
            "  " + identity.text() + " was never linked with another identity")
        : explain(graphs, person);
  }

  private List<String> explain(IdentityGraphs graphs, PersonId person) throws Exception {
    LinkSources found =
        sources
            ? console.during(
                "Looking for events", () -> LinkSources.find(options, graphs.links(person)))
            : LinkSources.UNASKED;
    return graphs.explain(person, found);
  }
}
