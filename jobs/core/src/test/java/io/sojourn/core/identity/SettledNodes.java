package io.sojourn.core.identity;

import java.util.List;

/** Many keys; every message is delivered, in the order of sending, before the next event. */
final class SettledNodes {
  final InMemoryNodes nodes = new InMemoryNodes();
  final RecordingOutbox outbox = new RecordingOutbox();
  private final NodeLogic logic;

  SettledNodes(NodeSettings settings, LinkingRules rules) {
    logic = new NodeLogic(settings, rules);
  }

  /**
   * Returns how many messages it took until all was quiet.
   *
   * @param most after so many it gives up
   */
  int event(List<LinkedIdentity> seen, long time, long now, int most) {
    IdentityKey primary = seen.get(0).key();
    logic.onEvent(primary, nodes.at(primary), seen, time, now, outbox);
    return settle(most);
  }

  /** An operator decides about a link; the same. */
  int decide(LinkedIdentity one, LinkedIdentity other, Ruling ruling, int most) {
    outbox.control.addAll(ControlMessage.rule(one, other, ruling, ruling.time()));
    return settle(most);
  }

  private int settle(int most) {
    int messages = 0;
    for (; !outbox.control.isEmpty() && messages < most; messages++) {
      ControlMessage message = outbox.control.remove(0);
      logic.onControl(nodes.at(message.target()), message, outbox);
    }
    return messages;
  }

  PersonId person(IdentityKey key) {
    List<LinkedIdentity> alone = List.of(new LinkedIdentity(key, new Identity("T", "v")));
    return logic.onEvent(key, nodes.at(key), alone, 0, 0, outbox);
  }
}
