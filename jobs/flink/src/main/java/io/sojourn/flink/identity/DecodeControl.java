package io.sojourn.flink.identity;

import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.ControlMessage;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.OutputEncoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.event.InputRecord;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads what the job sent to itself, control messages or fragments; what is neither goes to the
 * side output.
 */
public final class DecodeControl extends ProcessFunction<InputRecord, StitchInput> {
  private static final long serialVersionUID = 1L;

  private final String sandbox;
  private final boolean messages;
  private final OutputTag<OutputRecord> rejections;

  /**
   * @param messages whether the records are control messages; otherwise they are fragments
   */
  public DecodeControl(String sandbox, boolean messages, OutputTag<OutputRecord> rejections) {
    this.sandbox = sandbox;
    this.messages = messages;
    this.rejections = rejections;
  }

  @Override
  public void processElement(InputRecord record, Context context, Collector<StitchInput> out) {
    byte[] bytes = record.payload();
    StitchInput input;
    try {
      input =
          messages
              ? StitchInput.control(
                  ControlMessage.decode(MessageFence.message(bytes)).target(), bytes)
              : StitchInput.payload(FragmentPayload.decode(bytes).fragment(), bytes);
    } catch (MalformedBytesException e) {
      Rejection rejection =
          record.rejection(
              new Problem(ProblemCode.CONTROL_MALFORMED, "", "a record that is not ours"));
      context.output(rejections, new OutputEncoder(sandbox).encode(rejection));
      return;
    }
    out.collect(input);
  }
}
