package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.DeliveryCodec;
import io.sojourn.core.channel.Outcome;
import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.flink.support.Codec;
import io.sojourn.flink.support.CodecTypeInfo;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of what goes into, is kept by and comes out of {@link SendMessages}. */
public final class DeliveryCodecs {
  public static final TypeInformation<Delivery> DELIVERY = new CodecTypeInfo<>(new OfDelivery());
  public static final TypeInformation<Outcome> OUTCOME = new CodecTypeInfo<>(new OfOutcome());
  static final TypeInformation<InFlight> IN_FLIGHT = new CodecTypeInfo<>(new OfInFlight());
  static final TypeInformation<LedgerPosition> POSITION = new CodecTypeInfo<>(new OfPosition());

  private DeliveryCodecs() {}

  /** Named in savepoints, like the codecs that follow. */
  public static final class OfDelivery extends Versioned<Delivery> {
    private static final long serialVersionUID = 1L;

    public OfDelivery() {
      super("delivery", Delivery.class);
    }

    @Override
    void write(ByteWriter out, Delivery value) {
      DeliveryCodec.writeDelivery(out, value);
    }

    @Override
    Delivery read(int version, ByteReader in) {
      return DeliveryCodec.readDelivery(version, in);
    }
  }

  public static final class OfOutcome extends Versioned<Outcome> {
    private static final long serialVersionUID = 1L;

    public OfOutcome() {
      super("outcome", Outcome.class);
    }

    @Override
    void write(ByteWriter out, Outcome value) {
      DeliveryCodec.writeOutcome(out, value);
    }

    @Override
    Outcome read(int version, ByteReader in) {
      return DeliveryCodec.readOutcome(in);
    }
  }

  public static final class OfInFlight extends Versioned<InFlight> {
    private static final long serialVersionUID = 1L;

    public OfInFlight() {
      super("in-flight", InFlight.class);
    }

    @Override
    void write(ByteWriter out, InFlight value) {
      out.writeVarInt(value.attempts());
      DeliveryCodec.writeDelivery(out, value.delivery());
    }

    @Override
    InFlight read(int version, ByteReader in) {
      int attempts = in.readVarInt();
      return new InFlight(DeliveryCodec.readDelivery(version, in), attempts);
    }
  }

  public static final class OfPosition extends Versioned<LedgerPosition> {
    private static final long serialVersionUID = 1L;

    public OfPosition() {
      super("ledger-position", LedgerPosition.class);
    }

    @Override
    void write(ByteWriter out, LedgerPosition value) {
      out.writeVarInt(value.next().size());
      new TreeMap<>(value.next())
          .forEach((partition, offset) -> out.writeVarInt(partition).writeVarLong(offset));
    }

    @Override
    LedgerPosition read(int version, ByteReader in) {
      Map<Integer, Long> next = new TreeMap<>();
      for (int left = in.readCount(); left > 0; left--) {
        next.put(in.readVarInt(), in.readVarLong());
      }
      return new LedgerPosition(next);
    }
  }

  /** All four are in the format of {@link DeliveryCodec#VERSION}. */
  private abstract static class Versioned<T> implements Codec<T> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final Class<T> type;

    Versioned(String name, Class<T> type) {
      this.name = name;
      this.type = type;
    }

    abstract void write(ByteWriter out, T value);

    abstract T read(int version, ByteReader in);

    @Override
    public String name() {
      return name;
    }

    @Override
    public int version() {
      return DeliveryCodec.VERSION;
    }

    @Override
    public Class<T> type() {
      return type;
    }

    @Override
    public byte[] encode(T value) {
      ByteWriter out = new ByteWriter();
      write(out, value);
      return out.toBytes();
    }

    @Override
    public T decode(int version, byte[] bytes) {
      return read(version, new ByteReader(bytes));
    }
  }
}
