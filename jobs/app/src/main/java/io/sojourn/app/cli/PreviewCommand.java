package io.sojourn.app.cli;

import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.OutgoingMail;
import io.sojourn.core.channel.OutgoingMessage;
import io.sojourn.core.channel.OutgoingPush;
import io.sojourn.core.channel.OutgoingRequest;
import io.sojourn.core.definition.Scenario;
import io.sojourn.core.output.Content;
import io.sojourn.core.simulation.ScenarioResult;
import io.sojourn.core.simulation.ScenarioRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sojourn preview}. */
@Command(
    name = "preview",
    description = "Shows the messages and the content that the customers of the scenarios get.",
    mixinStandardHelpOptions = true)
public final class PreviewCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder of the workspace.")
  private Path folder = Path.of("");

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "Only this one, by its name or by that of its file.")
  private @Nullable String only;

  PreviewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CheckedWorkspace checked = CheckedWorkspace.withScenarios(folder);
    List<Scenario> scenarios = checked.scenarios(only, folder, console);
    ScenarioRunner runner = new ScenarioRunner(checked.sound(), new InputDecoder());
    int refused = 0;
    for (Scenario scenario : scenarios) {
      ScenarioResult result = runner.run(scenario);
      for (Delivery delivery : result.deliveries()) {
        head(scenario, delivery.journey(), delivery.step(), delivery.channel());
        OutgoingMessage message = delivery.message();
        if (message instanceof OutgoingMail mail) {
          show(mail);
        } else if (message instanceof OutgoingRequest request) {
          show(request);
        } else if (message instanceof OutgoingPush push) {
          part("push", push.content());
        } else {
          refused++;
          console.line("NOT SENT: " + delivery.refusal());
        }
        console.line("");
      }
      for (Content.Item content : result.contents()) {
        head(scenario, content.journey(), content.step(), content.channel());
        part("priority " + content.priority(), content.body());
        console.line("");
      }
    }
    return refused == 0 ? 0 : 1;
  }

  private void head(Scenario scenario, String journey, String step, String channel) {
    console.line("=== %s (%s)".formatted(scenario.name(), scenario.place().file()));
    console.line("%s/%s on %s".formatted(journey, step, channel));
  }

  private void show(OutgoingMail mail) {
    console.line("From: " + mail.from());
    console.line("To: " + mail.recipient());
    console.line("Subject: " + mail.subject());
    if (mail.unsubscribe() != null) {
      console.line("List-Unsubscribe: <" + mail.unsubscribe() + ">");
    }
    part("text", mail.text());
    part("html", mail.html());
  }

  private void show(OutgoingRequest request) {
    console.line(request.method() + " " + (request.path().isEmpty() ? "/" : request.path()));
    request.headers().forEach((name, value) -> console.line(name + ": " + value));
    OutgoingRequest.Body body = request.body();
    if (body != null) {
      part(body.type(), body.text());
    }
  }

  private void part(String name, @Nullable String text) {
    if (text != null) {
      console.line("--- " + name);
      console.line(text.stripTrailing());
    }
  }
}
