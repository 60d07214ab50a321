package io.sojourn.connectors.channel;

import java.util.List;
import java.util.Map;

class RecordingChannelClientTest extends ChannelClientContract {
  private final RecordingChannelClient client = new RecordingChannelClient();

  @Override
  protected ChannelClient client() {
    return client;
  }

  @Override
  protected List<String> taken() {
    return client.taken();
  }

  @Override
  protected void answerNext(SendResult.Kind kind) {
    client.answerNext(new SendResult(kind, "TOLD_SO", null, Map.of()));
  }
}
