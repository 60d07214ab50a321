package io.sojourn.flink.delivery;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.DeliveryDefinitions;
import io.sojourn.core.channel.Dispatch;
import io.sojourn.core.output.Command;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Renders each command once, however often it is said; keyed by command id.
 *
 * <p>A subclass takes the broadcast definitions ({@code processBroadcastElement}) and hands out
 * those that are live. It must know them before the first command: a template it does not know yet
 * is a template the workspace does not have.
 *
 * @param <B> what is broadcast
 */
public abstract class DispatchCommands<B>
    extends KeyedBroadcastProcessFunction<String, Command, B, Delivery> {
  private static final long serialVersionUID = 1L;

  /** As long as the commands topic keeps a command. */
  public static final Duration REMEMBER = Duration.ofDays(7);

  // Configuration
  private final String sandbox;
  private final Duration remember;

  // Runtime
  @SuppressWarnings("NullAway.Init") // open comes first
  private transient Dispatch dispatch;

  @SuppressWarnings("NullAway.Init")
  private transient DispatchState state;

  @SuppressWarnings("NullAway.Init")
  private transient Counter repeated;

  /**
   * A dispatcher for one sandbox.
   *
   * @param remember how long a command id is known, see {@link #REMEMBER}
   */
  protected DispatchCommands(String sandbox, Duration remember) {
    this.sandbox = sandbox;
    this.remember = remember;
  }

  /** The definitions that are live now. */
  protected abstract DeliveryDefinitions definitions(ReadOnlyContext context) throws Exception;

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    dispatch = new Dispatch(sandbox);
    state = new DispatchState(getRuntimeContext(), remember);
    repeated = getRuntimeContext().getMetricGroup().counter("commandsRepeated");
  }

  @Override
  public void processElement(Command command, ReadOnlyContext context, Collector<Delivery> out)
      throws Exception {
    if (state.first()) {
      out.collect(dispatch.dispatch(command, definitions(context)));
    } else {
      repeated.inc();
    }
  }
}
