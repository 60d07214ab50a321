package io.sojourn.flink.delivery;

import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Which commands have been dispatched: one small value per command id, for a time.
 *
 * <p>The value is the version of its own format, so that a later one can carry more.
 */
final class DispatchState {
  static final String NAME = "dispatched";
  private static final Byte VERSION = 1;
  private static final int CLEANED_PER_ACCESS = 5;
  private static final long COMPACTION_READS_CLOCK_EVERY = 1000;

  private final ValueState<Byte> dispatched;

  /**
   * The state of a running operator.
   *
   * @param remember how long an id is known, in processing time
   */
  DispatchState(RuntimeContext context, Duration remember) {
    ValueStateDescriptor<Byte> descriptor = new ValueStateDescriptor<>(NAME, Types.BYTE);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(remember)
            .cleanupIncrementally(CLEANED_PER_ACCESS, false)
            .cleanupInRocksdbCompactFilter(COMPACTION_READS_CLOCK_EVERY)
            .build());
    this.dispatched = context.getState(descriptor);
  }

  /** Notes the current key's command; says whether this is the first time. */
  boolean first() throws Exception {
    if (dispatched.value() != null) {
      return false;
    }
    dispatched.update(VERSION);
    return true;
  }
}
