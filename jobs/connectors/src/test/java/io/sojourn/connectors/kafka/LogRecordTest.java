package io.sojourn.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

final class LogRecordTest {
  @Test
  void travelsWithoutAGenericSerializer() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(LogRecord.class);
  }

  @Test
  void keepsKeyAndValueOutOfLogs() {
    LogRecord read = new LogRecord("t", 1, 2, 3, new byte[] {65}, new byte[] {66}, "segment");

    assertThat(read).hasToString("LogRecord[t-1@2]");
  }
}
