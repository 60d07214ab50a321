package io.sojourn.flink.definition;

import io.sojourn.core.error.Problem;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.DefinitionCodec;
import io.sojourn.flink.convert.OutputEncoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.WorkspaceAssembler.Assembly;
import io.sojourn.flink.support.CodecTypeInfo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Checks workspaces in one place, so that every subtask sees one order and each refusal is told
 * once. Runs at parallelism 1. Operator state {@code definitions}: the newest record of every key,
 * as the compacted topic holds it.
 */
public final class AssembleWorkspaces extends ProcessFunction<DefinitionRecord, WorkspaceUpdate>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;
  private static final ListStateDescriptor<DefinitionRecord> STATE =
      new ListStateDescriptor<>("definitions", new CodecTypeInfo<>(new DefinitionRecord.Format()));

  private final String sandbox;
  private final String topic;
  private final OutputTag<OutputRecord> rejections;
  private transient @Nullable Map<String, DefinitionRecord> records;
  private transient @Nullable WorkspaceAssembler assembler;
  private transient @Nullable ListState<DefinitionRecord> state;
  private transient @Nullable Counter applied;
  private transient @Nullable Counter refused;

  /**
   * @param topic full name of the topic that the records come from
   */
  public AssembleWorkspaces(String sandbox, String topic, OutputTag<OutputRecord> rejections) {
    this.sandbox = sandbox;
    this.topic = topic;
    this.rejections = rejections;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state = context.getOperatorStateStore().getListState(STATE);
    records = new LinkedHashMap<>();
    assembler = new WorkspaceAssembler();
    for (DefinitionRecord record : state.get()) {
      note(record);
      if (!key(record).equals(DefinitionCodec.MANIFEST_KEY)) {
        assembler.accept(record.key(), record.value());
      }
    }
  }

  @Override
  public void open(OpenContext context) {
    applied = getRuntimeContext().getMetricGroup().counter("workspacesApplied");
    refused = getRuntimeContext().getMetricGroup().counter("workspacesRefused");
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Objects.requireNonNull(state).update(List.copyOf(Objects.requireNonNull(records).values()));
  }

  @Override
  public void processElement(
      DefinitionRecord record, Context context, Collector<WorkspaceUpdate> out) {
    note(record);
    Assembly assembly = Objects.requireNonNull(assembler).accept(record.key(), record.value());
    if (assembly.update() != null) {
      Objects.requireNonNull(applied).inc();
      out.collect(assembly.update());
    }
    for (Problem problem : assembly.problems()) {
      Objects.requireNonNull(refused).inc();
      byte[] payload = record.value() == null ? new byte[0] : record.value();
      Rejection rejection =
          Rejection.of(
              record.timestamp(),
              problem,
              topic + "-" + record.partition(),
              record.offset(),
              payload);
      context.output(rejections, new OutputEncoder(sandbox).encode(rejection));
    }
  }

  private void note(DefinitionRecord record) {
    if (record.value() == null) {
      Objects.requireNonNull(records).remove(key(record));
    } else {
      Objects.requireNonNull(records).put(key(record), record);
    }
  }

  private static String key(DefinitionRecord record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }
}
