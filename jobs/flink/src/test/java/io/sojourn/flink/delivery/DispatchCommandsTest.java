package io.sojourn.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.DeliveryDefinitions;
import io.sojourn.core.channel.Dispatch;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.Endpoint;
import io.sojourn.core.channel.MessageTemplate;
import io.sojourn.core.channel.OutgoingMail;
import io.sojourn.core.channel.TemplateException;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness that is interrupted on close fails its test
class DispatchCommandsTest {
  private static final MapStateDescriptor<String, String> SUBJECTS =
      new MapStateDescriptor<>("subjects", Types.STRING, Types.STRING);
  private static final Duration REMEMBER = Duration.ofDays(7);

  /** The broadcast element is the subject of the template {@code reminder}. */
  private static final class WithSubject extends DispatchCommands<String> {
    private static final long serialVersionUID = 1L;

    WithSubject() {
      super("test", REMEMBER);
    }

    @Override
    public void processBroadcastElement(String subject, Context context, Collector<Delivery> out)
        throws Exception {
      context.getBroadcastState(SUBJECTS).put("reminder", subject);
    }

    @Override
    protected DeliveryDefinitions definitions(ReadOnlyContext context) throws Exception {
      return new Definitions(context.getBroadcastState(SUBJECTS).get("reminder"));
    }
  }

  private record Definitions(@Nullable String subject) implements DeliveryDefinitions {
    @Override
    public @Nullable MessageTemplate template(String name) {
      try {
        return subject == null ? null : MessageTemplate.parse(subject, null, "", null);
      } catch (TemplateException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean wantsFeedback() {
      return false;
    }

    @Override
    public Endpoint endpoint(String channel) {
      return new EmailChannel(
          "localhost",
          25,
          EmailChannel.Tls.NONE,
          null,
          null,
          "a@b.example",
          null,
          null,
          1,
          Channel.STANDARD_VALIDITY);
    }
  }

  private static KeyedBroadcastOperatorTestHarness<String, Command, String, Delivery> harness()
      throws Exception {
    return new KeyedBroadcastOperatorTestHarness<>(
        new CoBroadcastWithKeyedOperator<>(new WithSubject(), List.of(SUBJECTS)),
        Command::commandId,
        Types.STRING,
        720,
        1,
        0);
  }

  private static Command command(String id) {
    return new Command(
        5,
        id,
        new PersonId(1, 2),
        new Identity("CRMID", "42"),
        "cart",
        1,
        "i1",
        "remind",
        "email",
        "reminder",
        "marketing",
        "ada@example.com",
        Map.of(),
        "v1");
  }

  @Test
  void rendersWithTheDefinitionsThatAreLive() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(command("a"), 5);
      harness.processBroadcastElement("one", 5);
      harness.processElement(command("b"), 5);
      harness.processBroadcastElement("two", 5);
      harness.processElement(command("c"), 5);

      assertThat(harness.extractOutputValues())
          .extracting(d -> d.message() instanceof OutgoingMail mail ? mail.subject() : d.refusal())
          .containsExactly(Dispatch.TEMPLATE_UNKNOWN, "one", "two");
    }
  }

  @Test
  void dispatchesEachCommandOnceOverARestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      harness.processElement(command("a"), 5);
      harness.processElement(command("a"), 6);
      assertThat(harness.extractOutputValues()).hasSize(1);
      state = harness.snapshot(1, 7);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(command("a"), 8);
      harness.processElement(command("b"), 8);
      assertThat(harness.extractOutputValues())
          .extracting(Delivery::commandId)
          .containsExactly("b");
    }
  }

  @Test
  void forgetsACommandAfterItsTime() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.setStateTtlProcessingTime(0);
      harness.processElement(command("a"), 5);
      harness.setStateTtlProcessingTime(REMEMBER.toMillis() - 1);
      harness.processElement(command("a"), 5);
      assertThat(harness.extractOutputValues()).hasSize(1);

      harness.setStateTtlProcessingTime(REMEMBER.toMillis());
      harness.processElement(command("a"), 5);
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }
}
