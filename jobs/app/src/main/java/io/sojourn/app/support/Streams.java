package io.sojourn.app.support;

import io.sojourn.connectors.kafka.FeedbackSource;
import io.sojourn.connectors.kafka.LogRecord;
import io.sojourn.connectors.kafka.LogSource;
import io.sojourn.connectors.kafka.LogTimeSource;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.convert.OutputRecordFormat;
import io.sojourn.flink.definition.AssembleWorkspaces;
import io.sojourn.flink.definition.DefinitionRecord;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.event.InputRecord;
import io.sojourn.flink.event.InputRecordFormat;
import io.sojourn.flink.support.CodecTypeInfo;
import io.sojourn.schema.Topic;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** The streams that both jobs are made of. */
public final class Streams {
  public static final TypeInformation<OutputRecord> OUTPUT =
      new CodecTypeInfo<>(new OutputRecordFormat());

  /**
   * How long a record of what is rare may wait to be passed on, milliseconds: each output is looked
   * after that often, whether there is something or not.
   */
  public static final long RARE_MILLIS = 100;

  private static final TypeInformation<InputRecord> INPUT =
      new CodecTypeInfo<>(new InputRecordFormat());
  private static final TypeInformation<DefinitionRecord> DEFINITION =
      new CodecTypeInfo<>(new DefinitionRecord.Format());
  private static final TypeInformation<WorkspaceUpdate> WORKSPACE =
      new CodecTypeInfo<>(new WorkspaceUpdate.Format());
  private static final OutputTag<OutputRecord> REFUSALS = new OutputTag<>("refusals", OUTPUT);

  private final StreamExecutionEnvironment env;
  private final JobOptions options;
  private final String group;

  /**
   * @param job name of the job, for consumer groups
   */
  public Streams(StreamExecutionEnvironment env, JobOptions options, String job) {
    this.env = env;
    this.options = options;
    this.group = options.prefix() + "-" + options.sandbox() + "-" + job;
  }

  /** Records in the time of their log. */
  public DataStream<InputRecord> timed(Topic topic, String uid, String name) {
    LogSource source =
        LogTimeSource.of(
            options.kafka(),
            group,
            List.of(name(topic)),
            LogSource.Start.EARLIEST,
            options.clock());
    return inputs(source, uid, name);
  }

  /** Many records that have no say in time. */
  public DataStream<InputRecord> feedback(Topic topic, String uid, String name) {
    return inputs(
        FeedbackSource.batched(
            options.kafka(), group, List.of(name(topic)), LogSource.Start.EARLIEST),
        uid,
        name);
  }

  /** Few records that have no say in time. */
  public DataStream<InputRecord> rare(Topic topic, String uid, String name) {
    return inputs(rare(topic), uid, name).setBufferTimeout(RARE_MILLIS);
  }

  private LogSource rare(Topic topic) {
    return FeedbackSource.of(
        options.kafka(), group, List.of(name(topic)), LogSource.Start.EARLIEST);
  }

  /** Checked workspaces, to be broadcast; refusals are written to {@code rejections}. */
  public DataStream<WorkspaceUpdate> workspaces(Sink<OutputRecord> sink) {
    SingleOutputStreamOperator<WorkspaceUpdate> workspaces =
        env.fromSource(
                rare(Topic.DEFINITIONS), WatermarkStrategy.noWatermarks(), "Read definitions")
            .uid(Uids.READ_DEFINITIONS)
            .setParallelism(1)
            .map(
                record ->
                    new DefinitionRecord(
                        record.key() == null ? new byte[0] : record.key(),
                        record.value(),
                        record.partition(),
                        record.offset(),
                        record.timestamp()),
                DEFINITION)
            .name("Definition records")
            .uid(Uids.READ_DEFINITIONS + "-records")
            .setParallelism(1)
            .process(
                new AssembleWorkspaces(options.sandbox(), name(Topic.DEFINITIONS), REFUSALS),
                WORKSPACE)
            .name("Check workspaces")
            .uid(Uids.ASSEMBLE_WORKSPACES)
            .setParallelism(1)
            .setMaxParallelism(1)
            .setBufferTimeout(RARE_MILLIS);
    workspaces
        .getSideOutput(REFUSALS)
        .sinkTo(sink)
        .name("Write refused workspaces")
        .uid(Uids.WRITE_REFUSALS)
        .setParallelism(1);
    return workspaces;
  }

  private SingleOutputStreamOperator<InputRecord> inputs(
      LogSource source, String uid, String name) {
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), name)
        .uid(uid)
        .map(Streams::input, INPUT)
        .name(name + ": records")
        .uid(uid + "-records");
  }

  private static InputRecord input(LogRecord record) {
    return new InputRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.format(),
        record.value() == null ? new byte[0] : record.value());
  }

  private String name(Topic topic) {
    return topic.name(options.prefix());
  }
}
