package io.sojourn.verify;

import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.WorkspacePublisher;
import io.sojourn.connectors.event.OutputJson;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.EmbeddedBroker;
import io.sojourn.testkit.TestTopics;
import io.sojourn.testkit.TestTopics.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A broker in this process with every topic. Events lie in one partition and carry the time that a
 * test gives them, so that the order of sending is the order of processing; nothing expires.
 */
final class Platform implements AutoCloseable {
  private static final List<Topic> OUTPUTS =
      List.of(
          Topic.ASSIGNMENTS,
          Topic.QUALIFICATIONS,
          Topic.JOURNEY_STEPS,
          Topic.COMMANDS_EMAIL,
          Topic.COMMANDS_HTTP,
          Topic.CONTENT,
          Topic.PROFILES,
          Topic.REJECTIONS);

  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final TestTopics topics;
  private final JobOptions options;

  Platform() {
    for (Topic topic : Topic.values()) {
      broker.createTopic(
          name(topic),
          topic == Topic.EVENTS ? 1 : topic.partitions(),
          Map.of(
              "retention.ms",
              "-1",
              "max.message.bytes",
              Integer.toString(topic.maxMessageBytes())));
    }
    Properties client = broker.clientProperties();
    client.setProperty("max.request.size", Integer.toString(Topic.EVENTS.maxMessageBytes()));
    client.setProperty("linger.ms", "5");
    topics = new TestTopics(client);
    options =
        JobOptions.parse(
            "--bootstrap",
            broker.bootstrapServers(),
            "--clock",
            "event",
            "--allow-address",
            "127.0.0.1");
  }

  static String name(Topic topic) {
    return topic.name(Topic.DEFAULT_PREFIX);
  }

  /** A record of the events topic at a log time, epoch milliseconds. */
  static Message event(long time, String json) {
    return Message.of(name(Topic.EVENTS), json).withTimestamp(time);
  }

  /** A record of any topic, of any bytes. */
  static Message bytes(Topic topic, byte... value) {
    return new Message(name(topic), null, null, null, value, Map.of());
  }

  JobOptions options() {
    return options;
  }

  /** Of a job that notes when identities are seen together to the millisecond. */
  JobOptions exactOptions() {
    return JobOptions.parse(
        "--bootstrap",
        broker.bootstrapServers(),
        "--clock",
        "event",
        "--identity-refresh",
        "PT10S",
        "--identity-granularity",
        "PT0S");
  }

  TestTopics topics() {
    return topics;
  }

  /** Applies a workspace, as the command line does; returns its version. */
  String publish(List<SourceFile> workspace, long timeScale) {
    return new WorkspacePublisher(options).publish(workspace, timeScale, 0);
  }

  void send(List<Message> records) {
    topics.sendAll(records);
  }

  /** Every record of a topic, partition by partition. */
  List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    return topics.read(name(topic));
  }

  /** Every output that the engagement job has written, in no particular order. */
  List<Output> outputs() {
    OutputDecoder decoder = new OutputDecoder();
    List<Output> outputs = new ArrayList<>();
    for (Topic topic : OUTPUTS) {
      for (ConsumerRecord<byte[], byte[]> read : read(topic)) {
        outputs.add(decode(decoder, topic, read));
      }
    }
    return outputs;
  }

  /** The outputs of one kind. */
  <T extends Output> List<T> outputs(Topic topic, Class<T> type) {
    OutputDecoder decoder = new OutputDecoder();
    return read(topic).stream().map(read -> type.cast(decode(decoder, topic, read))).toList();
  }

  /** An output as a line; that a surface is empty now has no time in its topic. */
  static String line(Output output) {
    return OutputJson.line(
        output instanceof Content content && content.items().isEmpty()
            ? new Content(0, content.person(), content.surface(), List.of(), "")
            : output);
  }

  @Override
  public void close() {
    topics.close();
    broker.close();
  }

  private static Output decode(
      OutputDecoder decoder, Topic topic, ConsumerRecord<byte[], byte[]> read) {
    return decoder.decode(new OutputRecord(topic, read.key(), read.value(), read.timestamp()));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
