package io.sojourn.connectors.channel;

import static io.sojourn.connectors.channel.Deliveries.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.channel.Delivery;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a channel has no room for is parked, and no channel waits for another. */
@Timeout(60)
class ChannelsApartTest extends SendMessagesFixture {
  @Test
  void whatItHasNoRoomForIsParkedAndSentOnceOverARestart() throws Exception {
    client.hold();
    OperatorSubtaskState state;
    try (SendHarness send = new SendHarness(factory(1, 3), null)) {
      for (int i = 0; i < 50; i++) {
        send.process(delivery("m" + i));
      }
      state = send.snapshot();
      client.release();
      send.until(() -> send.outcomes().size() >= 7);
    }
    try (SendHarness send = new SendHarness(factory(1, 3), state)) {
      send.endInput();
    }
    assertThat(client.taken()).hasSize(50).doesNotHaveDuplicates();
    assertThat(ledger.outcomes()).hasSize(50);
  }

  @Test
  void parkedMessagesThatTheLedgerShowsAreNotSentAgainHoweverLateTheirTurnComes() throws Exception {
    client.hold();
    OperatorSubtaskState state;
    try (SendHarness send = new SendHarness(factory(1, 1), null)) {
      for (int i = 0; i < 20; i++) {
        send.process(delivery("m" + i));
      }
      state = send.snapshot();
      client.release();
      send.until(() -> send.outcomes().size() >= 15);
    }
    client.hold();
    try (SendHarness send = new SendHarness(factory(1, 1), state)) {
      send.watermark(SendHarness.NOW + SettledCommands.CLOCK_SKEW.toMillis());
      client.release();
      send.endInput();
    }
    assertThat(client.taken()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aRefusalBeforeTheFirstMessageOfAChannelIsNoObstacle() throws Exception {
    client.hold();
    OperatorSubtaskState state;
    try (SendHarness send = new SendHarness(factory(1, 100), null)) {
      send.process(delivery("x"));
      send.process(Deliveries.refused("a", "TEMPLATE_UNKNOWN"));
      send.process(delivery("b"));
      send.process(delivery("c"));
      state = send.snapshot();
    }
    client.release();
    for (int index = 0; index < 2; index++) {
      try (SendHarness half =
          new SendHarness(factory(1, 100), SendHarness.split(state, 2, index), 2, index)) {
        half.endInput();
      }
    }
    assertThat(client.taken()).containsExactlyInAnyOrder("x", "b", "c");
    assertThat(ledger.outcomes()).hasSize(4);
  }

  @Test
  void parkedMessagesFollowTheirBucketsWhenItRescales() throws Exception {
    client.hold();
    OperatorSubtaskState state;
    try (SendHarness send = new SendHarness(factory(1, 1), null)) {
      for (int i = 0; i < 40; i++) {
        send.process(delivery("m" + i));
      }
      state = send.snapshot();
    }
    client.release();
    try (SendHarness left = new SendHarness(factory(1, 1), SendHarness.split(state, 2, 0), 2, 0);
        SendHarness right = new SendHarness(factory(1, 1), SendHarness.split(state, 2, 1), 2, 1)) {
      left.endInput();
      right.endInput();
      assertThat(left.outcomes()).hasSizeBetween(5, 35);
    }
    assertThat(client.taken()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void transactionalMessagesGoBeforeMarketing() throws Exception {
    client.hold();
    try (SendHarness send = new SendHarness(factory(1, 1), null)) {
      for (int i = 0; i < 10; i++) {
        send.process(ofClass("m" + i, false));
      }
      for (int i = 0; i < 5; i++) {
        send.process(ofClass("t" + i, true));
      }
      client.release();
      send.endInput();
    }
    assertThat(client.taken().subList(0, 1)).containsExactly("m0");
    assertThat(client.taken().subList(1, 6)).allMatch(id -> id.startsWith("t"));
    assertThat(client.taken()).hasSize(15).doesNotHaveDuplicates();
  }

  private static Delivery ofClass(String id, boolean transactional) {
    return delivery(
        id, "email", transactional, SendHarness.NOW + 1, Deliveries.SHOP, Deliveries.message(id));
  }

  @Test
  void aChannelThatHangsKeepsNoOtherWaiting() throws Exception {
    RecordingChannelClient other = client;
    RecordingChannelClient hanging = new RecordingChannelClient();
    hanging.hold();
    try (SendHarness send = new SendHarness(factory(2, 5), null)) {
      client = hanging;
      for (int i = 0; i < 30; i++) {
        send.process(to("crm", "h" + i));
      }
      send.until(() -> hanging.tried().size() == 2);
      client = other;
      for (int i = 0; i < 30; i++) {
        send.process(delivery("m" + i));
      }
      send.until(() -> send.outcomes().size() == 30);
      assertThat(other.taken()).hasSize(30);
      hanging.release();
      client = hanging;
      send.endInput();
    }
    assertThat(hanging.taken()).hasSize(30).doesNotHaveDuplicates();
  }

  private static Delivery to(String channel, String id) {
    return delivery(
        id, channel, true, SendHarness.NOW + 1, Deliveries.crm(channel), Deliveries.request(id));
  }
}
