package io.sojourn.app.delivery;

import io.sojourn.app.support.Environments;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.Streams;
import io.sojourn.app.support.TopicWorkspaceLoader;
import io.sojourn.app.support.Uids;
import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.DeliveryCodecs;
import io.sojourn.connectors.channel.FeedbackReporter;
import io.sojourn.connectors.channel.KafkaFeedbackReporter;
import io.sojourn.connectors.channel.KafkaOutcomeLedger;
import io.sojourn.connectors.channel.OutcomeLedger;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendMessagesFactory;
import io.sojourn.connectors.channel.SendSettings;
import io.sojourn.connectors.channel.email.SmtpClient;
import io.sojourn.connectors.channel.email.SmtpTimeouts;
import io.sojourn.connectors.channel.http.AddressGuard;
import io.sojourn.connectors.channel.http.HttpActionClient;
import io.sojourn.connectors.channel.http.WebPushClient;
import io.sojourn.connectors.kafka.Sinks;
import io.sojourn.connectors.kafka.Sinks.Pace;
import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.WebPushChannel;
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
 * For each kind of channel: commands → decode → (by command id) dispatch → (by channel) send →
 * outcomes, which the sending operator writes itself.
 */
public final class DeliveryTopology {
  private static final TypeInformation<Command> COMMAND = new CodecTypeInfo<>(new CommandFormat());
  private static final OutputTag<OutputRecord> REJECTIONS =
      new OutputTag<>("rejections", Streams.OUTPUT);

  private final JobOptions options;
  private final Streams streams;
  private final Sink<OutputRecord> sink;
  private final BroadcastStream<WorkspaceUpdate> workspaces;
  private final ChannelClient.Factory clients;
  private final OutcomeLedger.Factory ledger;
  private final FeedbackReporter.Factory feedback;

  private DeliveryTopology(StreamExecutionEnvironment env, JobOptions options) {
    this.options = options;
    this.streams = new Streams(env, options, "delivery");
    this.sink = Sinks.atLeastOnce(options.kafka(), options.prefix(), Pace.BULK);
    this.workspaces = streams.workspaces(sink).broadcast(LiveWorkspace.STATE);
    this.clients = clients(options.addressGuard());
    this.ledger =
        KafkaOutcomeLedger.on(
            options.kafka(),
            Topic.OUTCOMES.name(options.prefix()),
            new OutcomeBytes.Encoder(options.sandbox()),
            new OutcomeBytes.Decoder());
    this.feedback = KafkaFeedbackReporter.on(options.kafka(), Topic.EVENTS.name(options.prefix()));
  }

  public static void build(StreamExecutionEnvironment env, JobOptions options) {
    Environments.configure(env);
    DeliveryTopology topology = new DeliveryTopology(env, options);
    topology.deliver(Topic.COMMANDS_EMAIL, "email", "e-mail");
    topology.deliver(Topic.COMMANDS_HTTP, "http", "HTTP");
  }

  /**
   * @param kind what the uids of its operators begin with
   * @param name the same for people
   */
  private void deliver(Topic topic, String kind, String name) {
    SingleOutputStreamOperator<Command> commands =
        streams
            .timed(topic, Uids.of(kind, Uids.READ_COMMANDS), "Read " + name + " commands")
            .process(new DecodeCommands(options.sandbox(), REJECTIONS), COMMAND)
            .name("Decode " + name + " commands")
            .uid(Uids.of(kind, Uids.DECODE_COMMANDS));
    commands
        .getSideOutput(REJECTIONS)
        .sinkTo(sink)
        .name("Write malformed " + name + " commands")
        .uid(Uids.of(kind, Uids.WRITE_COMMAND_REJECTIONS));
    SingleOutputStreamOperator<Delivery> dispatched =
        commands
            .keyBy(Command::commandId, Types.STRING)
            .connect(workspaces)
            .process(
                new DispatchUnderWorkspace(options.sandbox(), new TopicWorkspaceLoader(options)),
                DeliveryCodecs.DELIVERY)
            .name("Dispatch " + name)
            .uid(Uids.of(kind, Uids.DISPATCH_COMMANDS));
    SendMessagesFactory.send(
            dispatched,
            "Send " + name,
            new SendMessagesFactory(SendSettings.STANDARD, clients, ledger, feedback))
        .uid(Uids.of(kind, Uids.SEND_MESSAGES))
        .sinkTo(new DiscardingSink<>())
        .name("Outcomes of " + name + " are in the ledger")
        .uid(Uids.of(kind, Uids.COUNT_OUTCOMES));
  }

  private static ChannelClient.Factory clients(AddressGuard guard) {
    return endpoint -> {
      if (endpoint instanceof HttpChannel http) {
        return new HttpActionClient(http, guard, new Secrets());
      }
      return endpoint instanceof WebPushChannel push
          ? new WebPushClient(push, guard, new Secrets())
          : new SmtpClient((EmailChannel) endpoint, SmtpTimeouts.STANDARD, new Secrets());
    };
  }
}
