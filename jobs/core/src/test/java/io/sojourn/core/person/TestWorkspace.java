package io.sojourn.core.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.DefinitionProblem;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.core.definition.WorkspaceCompiler.Compilation;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Small workspaces over one schema; a file is added by its name and text. */
public final class TestWorkspace {
  private final Map<String, String> files = new TreeMap<>();

  private TestWorkspace() {
    with(
        "namespaces.yaml",
        """
        namespaces:
          - {name: CRMID, type: person}
          - {name: Email, type: person}
          - {name: ECID, type: cookie}
        """);
    with(
        "schema.yaml",
        """
        profile:
          person.name.firstName: string
          consents.marketing.email.val: string
          loyalty.points: int
        events:
          view: {sku: string}
          cart: {cartId: string, price: double, count: int}
          buy: {cartId: string, price: double, count: int}
        """);
    with(
        "channels/email.yaml", "channel: email\nsmtp: {host: h, port: 25, tls: none}\nfrom: a@b.c");
    with(
        "templates/note.yaml",
        "template: note\nsubject: Hello\ntext: '{{default profile.person.name.firstName \"\"}}'\n");
  }

  public static TestWorkspace empty() {
    return new TestWorkspace();
  }

  public TestWorkspace with(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** An audience; the signals are the lines of a YAML map in flow style, or empty. */
  public TestWorkspace audience(String name, String signals, String member) {
    return with(
        "audiences/" + name + ".yaml",
        "audience: " + name + "\nsignals: {" + signals + "}\nmember: \"" + member + "\"\n");
  }

  /** A journey; the text is what follows its name. */
  public TestWorkspace journey(String name, String text) {
    return with("journeys/" + name + ".yaml", "journey: " + name + "\n" + text);
  }

  /** Reminds of a cart that is not bought within 50 s. */
  TestWorkspace cartJourney() {
    return journey(
        "cart",
        """
        entry: {event: cart, key: event.cartId}
        exit: [{event: buy, where: event.cartId == instance.key}]
        start: settle
        steps:
          settle: {wait: 50s, next: remind}
          remind: {message: email, template: note, class: transactional, next: done}
          done: {end: reminded}
        """);
  }

  public Workspace compile() {
    Compilation compilation =
        WorkspaceCompiler.compile(
            files.entrySet().stream().map(f -> new SourceFile(f.getKey(), f.getValue())).toList(),
            1);
    assertThat(compilation.problems().stream().map(DefinitionProblem::message)).isEmpty();
    return Objects.requireNonNull(compilation.workspace());
  }
}
