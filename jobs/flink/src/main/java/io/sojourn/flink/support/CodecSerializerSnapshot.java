package io.sojourn.flink.support;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint says of a {@link CodecSerializer}: the codec's class, name and version.
 *
 * <p>State of the same name is compatible as it is in the same version, is migrated from an older
 * version, and is refused from a newer one.
 */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int FORMAT = 1;

  private @Nullable Codec<T> codec;
  private String name = "";
  private int version;

  /** For Flink, which reads the rest from the savepoint. */
  public CodecSerializerSnapshot() {}

  CodecSerializerSnapshot(Codec<T> codec, int version) {
    this.codec = codec;
    this.name = codec.name();
    this.version = version;
  }

  @Override
  public int getCurrentVersion() {
    return FORMAT;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(codec().getClass().getName());
    out.writeUTF(name);
    out.writeInt(version);
  }

  @Override
  @SuppressWarnings("unchecked") // the class was written by a snapshot of the same type
  public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
      throws IOException {
    String className = in.readUTF();
    try {
      codec = InstantiationUtil.instantiate(className, Codec.class, loader);
    } catch (FlinkException e) {
      throw new IOException("The codec of the savepoint cannot be made: " + className, e);
    }
    name = in.readUTF();
    version = in.readInt();
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new CodecSerializer<>(codec(), version);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> oldSnapshot) {
    if (!(oldSnapshot instanceof CodecSerializerSnapshot<T> old)
        || !old.name.equals(name)
        || old.version > version) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return old.version == version
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }

  /** As it is listed where people review what is in state. */
  @Override
  public String toString() {
    return name + " " + version;
  }

  private Codec<T> codec() {
    if (codec == null) {
      throw new IllegalStateException("The snapshot has not been read yet");
    }
    return codec;
  }
}
