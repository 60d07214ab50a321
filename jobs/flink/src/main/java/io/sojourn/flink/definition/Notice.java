package io.sojourn.flink.definition;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.flink.support.Codec;
import java.util.ArrayList;
import java.util.List;

/** What every subtask that keeps identities or persons is told. */
public sealed interface Notice permits WorkspaceUpdate, Forgetting {

  /** Its form between operators. */
  final class Format implements Codec<Notice> {
    private static final long serialVersionUID = 1L;
    private static final WorkspaceUpdate.Format WORKSPACES = new WorkspaceUpdate.Format();

    @Override
    public String name() {
      return "notice";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<Notice> type() {
      return Notice.class;
    }

    @Override
    public byte[] encode(Notice value) {
      ByteWriter out = new ByteWriter();
      if (value instanceof WorkspaceUpdate update) {
        return out.writeByte('w')
            .writeByte(WORKSPACES.version())
            .writeRaw(WORKSPACES.encode(update))
            .toBytes();
      }
      Forgetting forgetting = (Forgetting) value;
      out.writeByte('f').writeLong(forgetting.at()).writeVarInt(forgetting.keys().size());
      forgetting.keys().forEach(key -> Keys.write(out, key));
      return out.toBytes();
    }

    @Override
    public Notice decode(int version, byte[] bytes) {
      ByteReader in = new ByteReader(bytes);
      int tag = in.readByte();
      switch (tag) {
        case 'w' -> {
          int format = in.readByte();
          return WORKSPACES.decode(format, in.readRaw(in.remaining()));
        }
        case 'f' -> {
          long at = in.readLong();
          List<IdentityKey> keys = new ArrayList<>();
          for (int i = in.readCount(); i > 0; i--) {
            keys.add(Keys.readKey(in));
          }
          return new Forgetting(keys, at);
        }
        default -> throw new MalformedBytesException("an unknown tag " + tag);
      }
    }
  }
}
