package io.sojourn.flink.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.DefinitionCodec;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Definition;
import io.sojourn.schema.WorkspaceManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness that is interrupted on close fails its test
class AssembleWorkspacesTest {
  private static final OutputTag<OutputRecord> REJECTIONS = new OutputTag<>("rejections") {};
  private static final Instant AT = Instant.ofEpochMilli(1_000);

  private final DefinitionCodec codec = new DefinitionCodec();
  private long offset;

  private static OneInputStreamOperatorTestHarness<DefinitionRecord, WorkspaceUpdate> harness()
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new AssembleWorkspaces("test", "sojourn.definitions", REJECTIONS)));
  }

  private DefinitionRecord record(OutputRecord record) {
    byte[] key = record.key();
    return new DefinitionRecord(
        key == null ? new byte[0] : key, record.value(), 0, offset++, record.timestamp());
  }

  private static Definition definition(SourceFile file) {
    String[] path = file.path().replace(".yaml", "").split("/");
    return new Definition(
        "test", path[0], path.length == 1 ? "workspace" : path[1], 0, file.path(), file.text());
  }

  private List<DefinitionRecord> definitions(List<SourceFile> files) {
    List<DefinitionRecord> records = new ArrayList<>();
    files.forEach(file -> records.add(record(codec.encode(definition(file), 1_000))));
    return records;
  }

  private DefinitionRecord manifest(List<SourceFile> files) {
    Map<String, String> hashes = new TreeMap<>();
    for (SourceFile file : files) {
      hashes.put(DefinitionCodec.key(definition(file)), WorkspaceAssembler.sha256(file.text()));
    }
    return record(codec.encode(new WorkspaceManifest("test", "w", hashes, 1L, AT)));
  }

  private static List<Rejection> rejections(OneInputStreamOperatorTestHarness<?, ?> harness) {
    if (harness.getSideOutput(REJECTIONS) == null) {
      return List.of();
    }
    return harness.getSideOutput(REJECTIONS).stream()
        .map(record -> (Rejection) new OutputDecoder().decode(record.getValue()))
        .toList();
  }

  @Test
  void switchesOnACompleteManifestAndNeverOnAPart() throws Exception {
    try (var harness = harness()) {
      harness.open();
      List<DefinitionRecord> records = definitions(TestDefinitions.FILES);
      for (DefinitionRecord record : records.subList(0, records.size() - 1)) {
        harness.processElement(record, 0);
      }
      harness.processElement(manifest(TestDefinitions.FILES), 0);
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(rejections(harness))
          .extracting(r -> r.problem().code())
          .containsExactly(ProblemCode.MANIFEST_INCOMPLETE);

      harness.processElement(records.get(records.size() - 1), 0);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement(manifest(TestDefinitions.FILES), 0);
      assertThat(harness.extractOutputValues())
          .extracting(WorkspaceUpdate::version)
          .containsExactly(TestDefinitions.update().version());
      assertThat(rejections(harness)).hasSize(1);
    }
  }

  @Test
  void aWorkspaceThatDoesNotCompileIsRefusedOnceWithItsPlace() throws Exception {
    SourceFile wrong =
        new SourceFile(
            "audiences/wrong.yaml",
            "audience: wrong\nsignals:\n  n: {event: view, exists: true, within: 1s}\nmember: m\n");
    List<SourceFile> files = new ArrayList<>(TestDefinitions.FILES);
    files.add(wrong);
    try (var harness = harness()) {
      harness.open();
      for (DefinitionRecord record : definitions(files)) {
        harness.processElement(record, 0);
      }
      harness.processElement(manifest(files), 0);
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(rejections(harness))
          .singleElement()
          .matches(r -> r.problem().place().equals("workspace w audiences/wrong.yaml:4:9"));
    }
  }

  @Test
  void aRecordThatIsNoDefinitionIsRefusedAndChangesNothing() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(new DefinitionRecord(new byte[] {'x'}, new byte[] {1}, 0, 77, 5), 0);
      assertThat(rejections(harness)).extracting(Rejection::offset).containsExactly(77L);
      for (DefinitionRecord record : definitions(TestDefinitions.FILES)) {
        harness.processElement(record, 0);
      }
      harness.processElement(manifest(TestDefinitions.FILES), 0);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void definitionsAreKnownAfterARestoreAndAWithdrawnOneIsNot() throws Exception {
    OperatorSubtaskState state;
    List<SourceFile> withoutJourney = TestDefinitions.FILES.subList(0, 3);
    try (var harness = harness()) {
      harness.open();
      for (DefinitionRecord record : definitions(TestDefinitions.FILES)) {
        harness.processElement(record, 0);
      }
      harness.processElement(record(codec.tombstone("journeys/cart", 5)), 0);
      state = harness.snapshot(1, 0);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement(manifest(TestDefinitions.FILES), 0);
      harness.processElement(manifest(withoutJourney), 0);
      assertThat(rejections(harness))
          .extracting(r -> r.problem().code())
          .containsExactly(ProblemCode.MANIFEST_INCOMPLETE);
      assertThat(harness.extractOutputValues())
          .singleElement()
          .matches(update -> update.files().size() == 3);
    }
  }
}
