package io.sojourn.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.channel.OutgoingMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every client of a provider does, whatever the provider. */
public abstract class ChannelClientContract {

  protected abstract ChannelClient client();

  /** The command ids of the messages that the provider took over, in their order. */
  protected abstract List<String> taken();

  /** Makes the provider answer the next message like this. */
  protected abstract void answerNext(SendResult.Kind kind);

  /** Of the kind that the client takes. */
  protected OutgoingMessage message(String commandId) {
    return Deliveries.message(commandId);
  }

  @Test
  void sendsEachMessageOnce() {
    for (String id : List.of("a", "b", "c")) {
      assertThat(client().send(message(id))).isEqualTo(SendResult.SENT);
    }
    assertThat(taken()).containsExactly("a", "b", "c");
  }

  @Test
  void sendsAgainAfterItWasClosed() {
    client().send(message("a"));
    client().close();
    client().close();

    assertThat(client().send(message("b"))).isEqualTo(SendResult.SENT);
    assertThat(taken()).containsExactly("a", "b");
  }

  @Test
  void tellsATemporaryFailureFromAPermanentOneAndGoesOn() {
    answerNext(SendResult.Kind.TEMPORARY);
    SendResult temporary = client().send(message("a"));
    answerNext(SendResult.Kind.PERMANENT);
    SendResult permanent = client().send(message("b"));
    SendResult sent = client().send(message("a"));

    assertThat(temporary.kind()).isEqualTo(SendResult.Kind.TEMPORARY);
    assertThat(permanent.kind()).isEqualTo(SendResult.Kind.PERMANENT);
    assertThat(sent).isEqualTo(SendResult.SENT);
    assertThat(taken()).containsExactly("a");
  }

  @Test
  void saysWhyInACodeWithoutContent() {
    for (SendResult.Kind kind : List.of(SendResult.Kind.TEMPORARY, SendResult.Kind.PERMANENT)) {
      answerNext(kind);
      assertThat(client().send(message("a")).code()).matches("[A-Z][A-Z0-9_]{2,40}");
    }
  }
}
