package io.sojourn.app.engagement;

import io.sojourn.app.support.Environments;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.Streams;
import io.sojourn.app.support.TopicWorkspaceLoader;
import io.sojourn.app.support.Uids;
import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.connectors.kafka.Sinks;
import io.sojourn.connectors.kafka.Sinks.Pace;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.LiveForgotten;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.Notice;
import io.sojourn.flink.definition.WorkspaceLoader;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.event.DecodeEvents;
import io.sojourn.flink.event.InputRecord;
import io.sojourn.flink.identity.DecodeControl;
import io.sojourn.flink.identity.DecodeIdentityCommands;
import io.sojourn.flink.identity.StitchIdentities;
import io.sojourn.flink.identity.StitchInput;
import io.sojourn.flink.person.AdvancePerson;
import io.sojourn.flink.person.PersonInput;
import io.sojourn.flink.support.CodecTypeInfo;
import io.sojourn.flink.support.KeyTypes;
import io.sojourn.flink.support.WriteBehindOperator;
import io.sojourn.schema.Topic;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * events → decode → (by identity) stitch → (by person) advance → topics; control and moves come
 * back by Kafka.
 */
public final class EngagementTopology {
  private static final TypeInformation<StitchInput> STITCH_INPUT =
      new CodecTypeInfo<>(new StitchInput.Format());
  private static final TypeInformation<PersonInput> PERSON_INPUT =
      new CodecTypeInfo<>(new PersonInput.Format());
  private static final TypeInformation<Notice> NOTICE = new CodecTypeInfo<>(new Notice.Format());
  private static final OutputTag<Notice> FORGETTINGS = new OutputTag<>("forgettings", NOTICE);
  private static final OutputTag<OutputRecord> REJECTIONS =
      new OutputTag<>("rejections", Streams.OUTPUT);
  private static final OutputTag<OutputRecord> IDENTITY_OUTPUTS =
      new OutputTag<>("identity-outputs", Streams.OUTPUT);
  private static final OutputTag<OutputRecord> PERSON_OUTPUTS =
      new OutputTag<>("person-outputs", Streams.OUTPUT);

  private final JobOptions options;
  private final WorkspaceLoader loader;
  private final Streams streams;
  private final Sink<OutputRecord> prompt;
  private final Sink<OutputRecord> toItself;
  private final Sink<OutputRecord> bulk;
  private final DataStream<WorkspaceUpdate> workspaces;
  private final DataStream<StitchInput> decisions;
  private final DataStream<Notice> notices;

  private EngagementTopology(StreamExecutionEnvironment env, JobOptions options) {
    this.options = options;
    this.loader = new TopicWorkspaceLoader(options);
    this.streams = new Streams(env, options, "engagement");
    this.prompt = Sinks.atLeastOnce(options.kafka(), options.prefix(), Pace.PROMPT);
    this.toItself = Sinks.atLeastOnce(options.kafka(), options.prefix(), Pace.FEEDBACK);
    this.bulk = Sinks.atLeastOnce(options.kafka(), options.prefix(), Pace.BULK);
    this.workspaces = streams.workspaces(bulk);
    SingleOutputStreamOperator<StitchInput> decoded = decisions();
    this.decisions = decoded;
    this.notices =
        workspaces
            .map(update -> (Notice) update, NOTICE)
            .name("Workspaces in force")
            .uid(Uids.NOTICE_WORKSPACES)
            .setParallelism(1)
            .setBufferTimeout(Streams.RARE_MILLIS)
            .union(decoded.getSideOutput(FORGETTINGS));
  }

  public static void build(StreamExecutionEnvironment env, JobOptions options) {
    EngagementTopology topology = configured(env, options);
    topology.advance(topology.stitched(topology.events()));
  }

  /**
   * The same job without an identity graph, to compare with.
   *
   * @param naming says by an event alone whose it is
   */
  public static void build(
      StreamExecutionEnvironment env,
      JobOptions options,
      MapFunction<StitchInput, PersonInput> naming) {
    EngagementTopology topology = configured(env, options);
    topology.advance(
        topology.events().map(naming, PERSON_INPUT).name("Name persons").uid(Uids.NAME_PERSONS));
  }

  private static EngagementTopology configured(StreamExecutionEnvironment env, JobOptions options) {
    Environments.configure(env);
    return new EngagementTopology(env, options);
  }

  private DataStream<StitchInput> events() {
    SingleOutputStreamOperator<StitchInput> events =
        streams
            .timed(Topic.EVENTS, Uids.READ_EVENTS, "Read events")
            .connect(workspaces.broadcast(LiveWorkspace.STATE))
            .process(
                new DecodeEvents(
                    options.sandbox(),
                    options::identitySecret,
                    InputDecoder::new,
                    loader,
                    REJECTIONS),
                STITCH_INPUT)
            .name("Decode events")
            .uid(Uids.DECODE_EVENTS);
    events
        .getSideOutput(REJECTIONS)
        .sinkTo(bulk)
        .name("Write rejected events")
        .uid(Uids.WRITE_REJECTIONS);
    return events;
  }

  private DataStream<PersonInput> stitched(DataStream<StitchInput> events) {
    SingleOutputStreamOperator<PersonInput> stitched =
        events
            .union(
                control(
                    streams.feedback(
                        Topic.IDENTITY_CONTROL, Uids.READ_CONTROL, "Read identity control"),
                    Uids.READ_CONTROL,
                    true),
                control(
                    streams.feedback(Topic.PERSON_MOVES, Uids.READ_MOVES, "Read fragment moves"),
                    Uids.READ_MOVES,
                    false),
                decisions)
            .keyBy(StitchInput::key, KeyTypes.IDENTITY)
            .connect(notices.broadcast())
            .transform(
                "Stitch identities",
                PERSON_INPUT,
                new WriteBehindOperator<>(
                    new StitchIdentities(
                        options.sandbox(), options.identitySettings(), loader, IDENTITY_OUTPUTS),
                    LiveWorkspace.STATE,
                    LiveForgotten.STATE))
            .uid(Uids.STITCH_IDENTITIES);
    stitched
        .getSideOutput(IDENTITY_OUTPUTS)
        .sinkTo(toItself)
        .name("Write assignments, graphs and control")
        .uid(Uids.WRITE_IDENTITY);
    return stitched;
  }

  private void advance(DataStream<PersonInput> persons) {
    SingleOutputStreamOperator<OutputRecord> advanced =
        persons
            .keyBy(PersonInput::person, KeyTypes.PERSON)
            .connect(notices.broadcast())
            .transform(
                "Advance persons: profile, audiences, journeys",
                Streams.OUTPUT,
                new WriteBehindOperator<>(
                    new AdvancePerson(
                        options.sandbox(), options::identitySecret, loader, PERSON_OUTPUTS),
                    LiveWorkspace.STATE,
                    LiveForgotten.STATE))
            .uid(Uids.ADVANCE_PERSON);
    advanced.sinkTo(prompt).name("Write commands and moves").uid(Uids.WRITE_COMMANDS);
    advanced
        .getSideOutput(PERSON_OUTPUTS)
        .sinkTo(bulk)
        .name("Write profiles, qualifications, steps")
        .uid(Uids.WRITE_PERSON);
  }

  /** What operators decide about links, and beside it who is to be forgotten. */
  private SingleOutputStreamOperator<StitchInput> decisions() {
    SingleOutputStreamOperator<StitchInput> decoded =
        streams
            .rare(Topic.IDENTITY_COMMANDS, Uids.READ_IDENTITY_COMMANDS, "Read identity commands")
            .connect(workspaces.broadcast(LiveWorkspace.STATE))
            .process(
                new DecodeIdentityCommands(
                    options.sandbox(), options::identitySecret, loader, FORGETTINGS, REJECTIONS),
                STITCH_INPUT)
            .name("Decode identity commands")
            .uid(Uids.DECODE_IDENTITY_COMMANDS)
            .setBufferTimeout(Streams.RARE_MILLIS);
    decoded
        .getSideOutput(REJECTIONS)
        .sinkTo(bulk)
        .name("Write rejected identity commands")
        .uid(Uids.WRITE_IDENTITY_REJECTIONS);
    return decoded;
  }

  private DataStream<StitchInput> control(
      DataStream<InputRecord> records, String uid, boolean messages) {
    SingleOutputStreamOperator<StitchInput> decoded =
        records
            .process(new DecodeControl(options.sandbox(), messages, REJECTIONS), STITCH_INPUT)
            .name(messages ? "Decode identity control" : "Decode fragment moves")
            .uid(uid + "-decode");
    decoded
        .getSideOutput(REJECTIONS)
        .sinkTo(bulk)
        .name("Write malformed " + (messages ? "control" : "moves"))
        .uid(uid + "-rejections");
    return decoded;
  }
}
