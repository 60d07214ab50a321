package io.sojourn.bench;

import io.sojourn.connectors.kafka.LogClock;
import io.sojourn.connectors.kafka.LogRecord;
import io.sojourn.connectors.kafka.LogSource;
import io.sojourn.connectors.kafka.LogTimeSource;
import io.sojourn.schema.Topic;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The events of the plainer jobs, read with the source that the engagement job reads with. */
final class EventSource {
  private EventSource() {}

  static DataStream<LogRecord> of(StreamExecutionEnvironment env, Properties kafka, String prefix) {
    LogSource source =
        LogTimeSource.of(
            kafka,
            prefix,
            List.of(Topic.EVENTS.name(prefix)),
            LogSource.Start.EARLIEST,
            LogClock.event());
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Read events").uid("read");
  }
}
