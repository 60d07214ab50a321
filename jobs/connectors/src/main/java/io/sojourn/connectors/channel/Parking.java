package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries wait whose channel has no room: in keyed state, so that memory and checkpoints
 * do not grow with them. Transactional ones are taken first, and then those that came first, as far
 * as the buckets of a channel let them.
 *
 * <p>State {@code parked}: deliveries by place, of each bucket of a channel. Bounded by the
 * validity of messages: one that has expired is reported when its turn comes.
 */
final class Parking {
  static final MapStateDescriptor<Long, Delivery> PARKED =
      new MapStateDescriptor<>("parked", Types.LONG, DeliveryCodecs.DELIVERY);

  /** Into how many keys the deliveries of a channel are spread. */
  private static final int BUCKETS = 128;

  private static final long LATER = 1L << 62;
  private static final int SEQUENCE_BITS = 20;

  private final MapState<Long, Delivery> parked;
  private final Consumer<String> keyInForce;
  private final Map<String, Channel> channels = new HashMap<>();
  private long sequence;

  /** Of all channels; other threads read it. */
  private final AtomicLong total = new AtomicLong();

  /** Which buckets of a channel hold something, and how much it is. */
  private static final class Channel {
    private final Set<String> buckets = new LinkedHashSet<>();
    private long size;
  }

  /** The key of the operator: the channel, and a bucket of it. */
  static final class Bucket implements KeySelector<Delivery, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String getKey(Delivery delivery) {
      int bucket = Math.floorMod(delivery.commandId().hashCode(), BUCKETS);
      return delivery.channel() + "#" + bucket;
    }

    private static String channel(String key) {
      return key.substring(0, key.lastIndexOf('#'));
    }
  }

  /**
   * @param keys those that hold something, as restored
   * @param keyInForce makes a key the current one
   * @param settled command ids of deliveries that another attempt took out and sent since
   */
  Parking(
      MapState<Long, Delivery> parked,
      Stream<String> keys,
      Consumer<String> keyInForce,
      Predicate<String> settled)
      throws Exception {
    this.parked = parked;
    this.keyInForce = keyInForce;
    for (String key : keys.distinct().toList()) {
      keyInForce.accept(key);
      for (var entries = parked.entries().iterator(); entries.hasNext(); ) {
        if (settled.test(entries.next().getValue().commandId())) {
          entries.remove();
        } else {
          count(key);
        }
      }
    }
  }

  /** Keeps a delivery of the current key. */
  void park(Delivery delivery, long time) throws Exception {
    long place = place(delivery, time);
    while (parked.contains(place)) {
      // another attempt of the job counted from 0, too
      place = place(delivery, time);
    }
    parked.put(place, delivery);
    count(new Bucket().getKey(delivery));
  }

  private long place(Delivery delivery, long time) {
    long place = (time << SEQUENCE_BITS) | (sequence++ & ((1L << SEQUENCE_BITS) - 1));
    return delivery.transactional() ? place : LATER | place;
  }

  private void count(String key) {
    Channel channel = channels.computeIfAbsent(Bucket.channel(key), name -> new Channel());
    channel.buckets.add(key);
    channel.size++;
    total.incrementAndGet();
  }

  long size(String channel) {
    Channel known = channels.get(channel);
    return known == null ? 0 : known.size;
  }

  /** Of all channels. */
  long size() {
    return total.get();
  }

  Set<String> channels() {
    return Set.copyOf(channels.keySet());
  }

  /** Takes out up to so many deliveries of a channel; leaves any key in force. */
  List<Delivery> take(String name, int most) throws Exception {
    Channel channel = channels.get(name);
    List<Delivery> taken = new ArrayList<>();
    if (channel != null) {
      take(channel, taken, most, true);
      take(channel, taken, most, false);
      channel.size -= taken.size();
      total.addAndGet(-taken.size());
      if (channel.buckets.isEmpty()) {
        channels.remove(name);
      }
    }
    return taken;
  }

  private void take(Channel channel, List<Delivery> taken, int most, boolean transactional)
      throws Exception {
    int each = Math.max(1, most / Math.max(1, channel.buckets.size()));
    for (String bucket : List.copyOf(channel.buckets)) {
      int room = Math.min(each, most - taken.size());
      if (room <= 0) {
        return;
      }
      keyInForce.accept(bucket);
      // the next time it is another's turn
      channel.buckets.remove(bucket);
      if (takeSome(taken, room, transactional)) {
        channel.buckets.add(bucket);
      }
    }
  }

  /** Of the current key; returns whether something is left. */
  private boolean takeSome(List<Delivery> taken, int most, boolean transactional) throws Exception {
    int room = most;
    var entries = parked.entries().iterator();
    while (entries.hasNext()) {
      Map.Entry<Long, @Nullable Delivery> entry = entries.next();
      if (room == 0 || (transactional && entry.getKey() >= LATER)) {
        return true;
      }
      Delivery delivery = entry.getValue();
      if (delivery != null) {
        taken.add(delivery);
      }
      entries.remove();
      room--;
    }
    return false;
  }
}
