package io.sojourn.app.delivery;

import io.sojourn.app.support.Environments;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.Streams;
import io.sojourn.app.support.TopicWorkspaceLoader;
import io.sojourn.app.support.Uids;
import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.DeliveryCodecs;
import io.sojourn.connectors.channel.KafkaOutcomeLedger;
import io.sojourn.connectors.channel.OutcomeLedger;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendMessagesFactory;
import io.sojourn.connectors.channel.SendSettings;
import io.sojourn.connectors.channel.email.SmtpClient;
import io.sojourn.connectors.channel.email.SmtpTimeouts;
import io.sojourn.connectors.kafka.Sinks;
import io.sojourn.connectors.kafka.Sinks.Pace;
import io.sojourn.core.output.Command;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.delivery.CommandFormat;
import io.sojourn.flink.delivery.DecodeCommands;
import io.sojourn.flink.delivery.DispatchUnderWorkspace;
import io.sojourn.flink.support.CodecTypeInfo;
import io.sojourn.schema.Topic;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.OutputTag;

/**
 * commands.email → decode → (by command id) dispatch → send → outcomes, which the sending operator
 * writes itself.
 */
public final class DeliveryTopology {
  private static final TypeInformation<Command> COMMAND = new CodecTypeInfo<>(new CommandFormat());
  private static final OutputTag<OutputRecord> REJECTIONS =
      new OutputTag<>("rejections", Streams.OUTPUT);

  private DeliveryTopology() {}

  public static void build(StreamExecutionEnvironment env, JobOptions options) {
    Environments.configure(env);
    Streams streams = new Streams(env, options, "delivery");
    Sink<OutputRecord> sink = Sinks.atLeastOnce(options.kafka(), options.prefix(), Pace.BULK);
    BroadcastStream<WorkspaceUpdate> workspaces =
        streams.workspaces(sink).broadcast(LiveWorkspace.STATE);
    ChannelClient.Factory smtp =
        endpoint -> new SmtpClient(endpoint, SmtpTimeouts.STANDARD, new Secrets());
    OutcomeLedger.Factory ledger =
        KafkaOutcomeLedger.on(
            options.kafka(),
            Topic.OUTCOMES.name(options.prefix()),
            new OutcomeBytes.Encoder(options.sandbox()),
            new OutcomeBytes.Decoder());

    SingleOutputStreamOperator<Command> commands =
        streams
            .timed(Topic.COMMANDS_EMAIL, Uids.READ_COMMANDS, "Read e-mail commands")
            .process(new DecodeCommands(options.sandbox(), REJECTIONS), COMMAND)
            .name("Decode commands")
            .uid(Uids.DECODE_COMMANDS);
    commands
        .getSideOutput(REJECTIONS)
        .sinkTo(sink)
        .name("Write malformed commands")
        .uid(Uids.WRITE_COMMAND_REJECTIONS);
    commands
        .keyBy(Command::commandId, Types.STRING)
        .connect(workspaces)
        .process(
            new DispatchUnderWorkspace(options.sandbox(), new TopicWorkspaceLoader(options)),
            DeliveryCodecs.DELIVERY)
        .name("Dispatch e-mail")
        .uid(Uids.DISPATCH_COMMANDS)
        .transform(
            "Send e-mail",
            DeliveryCodecs.OUTCOME,
            new SendMessagesFactory(SendSettings.STANDARD, smtp, ledger))
        .uid(Uids.SEND_MESSAGES)
        .sinkTo(new DiscardingSink<>())
        .name("Outcomes are in the ledger")
        .uid(Uids.COUNT_OUTCOMES);
  }
}
