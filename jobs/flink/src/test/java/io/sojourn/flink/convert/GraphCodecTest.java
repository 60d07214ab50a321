package io.sojourn.flink.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.identity.GraphSnapshot;
import io.sojourn.core.identity.GraphSnapshot.Edge;
import io.sojourn.core.identity.GraphSnapshot.Member;
import io.sojourn.core.identity.GraphSnapshot.Status;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Link;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.schema.Topic;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraphCodecTest {
  private static final IdentityKey LEADER = new IdentityKey(0, 1, 2);
  private static final IdentityKey OTHER = new IdentityKey(512, -3, 4);

  private final GraphCodec codec = new GraphCodec("prod");

  @ParameterizedTest
  @EnumSource
  void everyStatusComesBack(Status status) {
    GraphSnapshot graph =
        new GraphSnapshot(
            7,
            LEADER,
            List.of(
                new Member(
                    new LinkedIdentity(LEADER, new Identity("CRMID", "c-1")), new PersonId(1, 2))),
            List.of(
                new Edge(new Link(LEADER, OTHER), status, 5L, null),
                new Edge(new Link(LEADER, OTHER), status, null, 6L)));
    OutputRecord record = codec.encode(graph);

    assertThat(record.topic()).isEqualTo(Topic.IDENTITY_GRAPHS);
    assertThat(record.key()).isEqualTo(Keys.identity(LEADER));
    assertThat(codec.decode(Objects.requireNonNull(record.value()))).isEqualTo(graph);
  }

  @Test
  void aGraphThatIsNoMoreIsATombstone() {
    OutputRecord record = codec.encode(new GraphSnapshot(7, LEADER, List.of(), List.of()));

    assertThat(record.key()).isEqualTo(Keys.identity(LEADER));
    assertThat(record.value()).isNull();
  }
}
