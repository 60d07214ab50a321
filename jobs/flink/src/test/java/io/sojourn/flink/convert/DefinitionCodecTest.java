package io.sojourn.flink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.schema.Definition;
import io.sojourn.schema.Outcome;
import io.sojourn.schema.OutcomeStatus;
import io.sojourn.schema.Topic;
import io.sojourn.schema.WireException;
import io.sojourn.schema.WorkspaceManifest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionCodecTest {
  private static final Instant AT = Instant.parse("2026-11-24T09:30:00Z");
  private final DefinitionCodec codec = new DefinitionCodec();

  @Test
  void definition() {
    Definition journey = new Definition("prod", "journey", "cart", 3, "journeys/cart.yaml", "x");
    OutputRecord record = codec.encode(journey, AT.toEpochMilli());

    assertThat(record.topic()).isEqualTo(Topic.DEFINITIONS);
    assertThat(key(record)).isEqualTo("journey/cart@3");
    assertThat(record.timestamp()).isEqualTo(AT.toEpochMilli());
    assertThat(codec.decode(record.value())).isEqualTo(new DefinitionCodec.Decoded(journey, null));
  }

  @Test
  void aKindWithoutVersionsHasNoneInItsKey() {
    assertThat(DefinitionCodec.key(new Definition("prod", "audience", "vips", 0, "a.yaml", "x")))
        .isEqualTo("audience/vips");
  }

  @Test
  void manifest() {
    WorkspaceManifest manifest =
        new WorkspaceManifest("prod", "w7", Map.of("audience/vips", "ab"), 60L, AT);
    OutputRecord record = codec.encode(manifest);

    assertThat(key(record)).isEqualTo("workspace");
    assertThat(record.timestamp()).isEqualTo(AT.toEpochMilli());
    assertThat(codec.decode(record.value())).isEqualTo(new DefinitionCodec.Decoded(null, manifest));
  }

  @Test
  void tombstone() {
    OutputRecord record = codec.tombstone("journey/cart@2", 5);

    assertThat(key(record)).isEqualTo("journey/cart@2");
    assertThat(record.value()).isNull();
  }

  @Test
  void outcome() {
    OutcomeCodec outcomes = new OutcomeCodec();
    Outcome outcome =
        new Outcome("prod", AT, "c0", "cart", "i0", "s", "email", OutcomeStatus.FAILED, "550", 2);
    OutputRecord record = outcomes.encode(outcome);

    assertThat(record.topic()).isEqualTo(Topic.OUTCOMES);
    assertThat(key(record)).isEqualTo("c0");
    assertThat(outcomes.decode(record.value())).isEqualTo(outcome);
    assertThatThrownBy(() -> codec.decode(record.value()))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("no definition or manifest");
  }

  private static String key(OutputRecord record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }
}
