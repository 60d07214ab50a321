package io.sojourn.flink.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.codec.MalformedBytesException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageFenceTest {
  private static final byte[] MESSAGE = {1, 42};

  private final MessageFence first = new MessageFence(List.of(), 0);

  @Test
  void anAttemptReadsWhatItSends() {
    assertThat(first.admit(first.stamp(MESSAGE))).isEqualTo(MESSAGE);
    first.checkpoint(1);
    assertThat(first.admit(first.stamp(MESSAGE))).isEqualTo(MESSAGE);
    assertThat(MessageFence.message(first.stamp(MESSAGE))).isEqualTo(MESSAGE);
  }

  @Test
  void aMessageFromBeforeThereWereStampsCounts() {
    assertThat(first.admit(MESSAGE)).isEqualTo(MESSAGE);
    assertThat(MessageFence.message(MESSAGE)).isEqualTo(MESSAGE);
  }

  @Test
  void whatWasSentAfterTheCheckpointThatIsGoneBackToIsAGhost() {
    byte[] before = first.stamp(MESSAGE);
    byte[] stored = first.checkpoint(1);
    byte[] after = first.stamp(MESSAGE);
    first.checkpoint(2);
    byte[] later = first.stamp(MESSAGE);

    MessageFence second = new MessageFence(List.of(stored), 1);
    assertThat(second.admit(before)).isEqualTo(MESSAGE);
    assertThat(second.admit(after)).isNull();
    assertThat(second.admit(later)).isNull();
    assertThat(second.admit(second.stamp(MESSAGE))).isEqualTo(MESSAGE);
  }

  @Test
  void aThirdAttemptStillKnowsTheGhostsOfTheFirst() {
    byte[] before = first.stamp(MESSAGE);
    byte[] stored = first.checkpoint(1);
    first.checkpoint(2);
    byte[] ghost = first.stamp(MESSAGE);
    MessageFence second = new MessageFence(List.of(stored), 1);
    byte[] own = second.stamp(MESSAGE);
    MessageFence third = new MessageFence(List.of(second.checkpoint(4), second.checkpoint(4)), 4);
    assertThat(third.admit(before)).isEqualTo(MESSAGE);
    assertThat(third.admit(ghost)).isNull();
    assertThat(third.admit(own)).isEqualTo(MESSAGE);
    assertThat(third.admit(second.stamp(MESSAGE))).isNull();
  }

  @Test
  void anAttemptThatDoesNotLeadHereIsAGhost() {
    byte[] old = first.checkpoint(1);
    MessageFence branch = new MessageFence(List.of(first.checkpoint(3)), 3);
    byte[] ghost = branch.stamp(MESSAGE);
    MessageFence fromOld = new MessageFence(List.of(old), 1);
    assertThat(fromOld.admit(ghost)).isNull();
  }

  @Test
  void theOldestOriginsMakeRoom() {
    byte[] stored = first.checkpoint(1);
    byte[] oldest = first.stamp(MESSAGE);
    for (int id = 1; id < 500; id++) {
      stored = new MessageFence(List.of(stored), id).checkpoint(id + 1);
    }
    assertThat(stored).hasSizeLessThan(300);
    assertThat(new MessageFence(List.of(stored), 500).admit(oldest)).isNull();
  }

  @Test
  void whatIsNeitherOriginsNorAStampIsRefused() {
    assertThatThrownBy(() -> new MessageFence(List.of(new byte[] {9}), 1))
        .isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> MessageFence.message(new byte[] {2, -1}))
        .isInstanceOf(MalformedBytesException.class);
  }
}
