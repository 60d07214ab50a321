package io.sojourn.flink.delivery;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.CommandCodec;
import io.sojourn.flink.convert.OutputEncoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.event.InputRecord;
import io.sojourn.schema.WireException;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Reads commands from their topic; what is none goes to the side output. */
public final class DecodeCommands extends ProcessFunction<InputRecord, Command> {
  private static final long serialVersionUID = 1L;

  private final String sandbox;
  private final OutputTag<OutputRecord> rejections;
  private transient @Nullable CommandCodec codec;
  private transient @Nullable OutputEncoder encoder;

  public DecodeCommands(String sandbox, OutputTag<OutputRecord> rejections) {
    this.sandbox = sandbox;
    this.rejections = rejections;
  }

  @Override
  public void open(OpenContext context) {
    codec = new CommandCodec(sandbox);
    encoder = new OutputEncoder(sandbox);
  }

  @Override
  public void processElement(InputRecord record, Context context, Collector<Command> out) {
    Command command;
    try {
      command = Objects.requireNonNull(codec).decode(record.payload());
    } catch (WireException | IllegalArgumentException e) {
      Rejection rejection =
          record.rejection(
              new Problem(ProblemCode.COMMAND_MALFORMED, "", "a record that is no command"));
      context.output(rejections, Objects.requireNonNull(encoder).encode(rejection));
      return;
    }
    out.collect(command);
  }
}
