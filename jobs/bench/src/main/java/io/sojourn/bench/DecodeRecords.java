package io.sojourn.bench;

import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.connectors.kafka.LogRecord;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.Identity;
import io.sojourn.flink.event.EventCodec;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Decodes events as the engagement job does, and encodes them in its compact form. Out come the
 * primary identity and the bytes; what is refused is counted.
 */
final class DecodeRecords extends RichFlatMapFunction<LogRecord, Tuple2<String, byte[]>> {
  private static final long serialVersionUID = 1L;

  static final String ACCEPTED = "benchAccepted";
  static final String REJECTED = "benchRejected";

  private final String folder;
  private transient @Nullable Workspace workspace;
  private transient @Nullable InputDecoder decoder;
  private transient @Nullable Counter accepted;
  private transient @Nullable Counter rejected;

  /**
   * @param workspace its folder
   */
  DecodeRecords(Path workspace) {
    this.folder = workspace.toString();
  }

  @Override
  public void open(OpenContext context) throws Exception {
    var files = WorkspaceFolder.definitions(Path.of(folder));
    workspace = Objects.requireNonNull(WorkspaceCompiler.compile(files, 1).workspace());
    decoder = new InputDecoder();
    accepted = getRuntimeContext().getMetricGroup().counter(ACCEPTED);
    rejected = getRuntimeContext().getMetricGroup().counter(REJECTED);
  }

  @Override
  public void flatMap(LogRecord record, Collector<Tuple2<String, byte[]>> out) {
    Workspace rules = Objects.requireNonNull(workspace);
    byte[] payload = record.value() == null ? new byte[0] : record.value();
    Decoded decoded =
        Objects.requireNonNull(decoder)
            .decode(
                payload, record.format(), record.timestamp(), rules.namespaces(), rules.schema());
    if (decoded instanceof Decoded.Accepted taken) {
      Event event = taken.event();
      Identity primary = event.primary();
      Objects.requireNonNull(accepted).inc();
      out.collect(Tuple2.of(primary.namespace() + ":" + primary.value(), EventCodec.encode(event)));
    } else {
      Objects.requireNonNull(rejected).inc();
    }
  }
}
