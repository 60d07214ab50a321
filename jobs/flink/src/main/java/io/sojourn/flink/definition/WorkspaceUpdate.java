package io.sojourn.flink.definition;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.flink.support.Codec;
import java.util.ArrayList;
import java.util.List;

/**
 * A complete workspace that compiles, as text: small, and the same in every subtask.
 *
 * @param timeScale by which durations are divided, at least 1
 */
public record WorkspaceUpdate(String version, long timeScale, List<SourceFile> files)
    implements Notice {
  public WorkspaceUpdate {
    files = List.copyOf(files);
  }

  /** The workspace itself, compiled once for all of this JVM. */
  public Workspace compiled() {
    return WorkspaceCache.compiled(this);
  }

  /** Its form between operators and in broadcast state. */
  public static final class Format implements Codec<WorkspaceUpdate> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "workspace-update";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<WorkspaceUpdate> type() {
      return WorkspaceUpdate.class;
    }

    @Override
    public byte[] encode(WorkspaceUpdate value) {
      ByteWriter out = new ByteWriter(4096);
      out.writeString(value.version).writeVarLong(value.timeScale).writeVarInt(value.files.size());
      value.files.forEach(file -> out.writeString(file.path()).writeString(file.text()));
      return out.toBytes();
    }

    @Override
    public WorkspaceUpdate decode(int version, byte[] bytes) {
      ByteReader in = new ByteReader(bytes);
      String workspaceVersion = in.readString();
      long timeScale = in.readVarLong();
      List<SourceFile> files = new ArrayList<>();
      for (int i = in.readCount(); i > 0; i--) {
        files.add(new SourceFile(in.readString(), in.readString()));
      }
      return new WorkspaceUpdate(workspaceVersion, timeScale, files);
    }
  }
}
