package io.sojourn.flink.convert;

import io.sojourn.schema.Definition;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.Topic;
import io.sojourn.schema.WireException;
import io.sojourn.schema.WorkspaceManifest;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the topic {@code definitions} carries. Not thread-safe. */
public final class DefinitionCodec {
  /** The key of the manifest. */
  public static final String MANIFEST_KEY = "workspace";

  private final SingleObject codec = new SingleObject();

  /** What a record of the topic holds: exactly one of the two. */
  public record Decoded(@Nullable Definition definition, @Nullable WorkspaceManifest manifest) {}

  /** {@code kind/name}, with {@code @version} where the kind has versions. */
  public static String key(Definition definition) {
    String key = definition.getKind() + "/" + definition.getName();
    return definition.getVersion() == 0 ? key : key + "@" + definition.getVersion();
  }

  /**
   * @param at when it is applied, epoch milliseconds
   */
  public OutputRecord encode(Definition definition, long at) {
    return record(key(definition), codec.encode(definition), at);
  }

  public OutputRecord encode(WorkspaceManifest manifest) {
    return record(MANIFEST_KEY, codec.encode(manifest), manifest.getAppliedAt().toEpochMilli());
  }

  /** The record that withdraws the definition of a key. */
  public OutputRecord tombstone(String key, long at) {
    return record(key, null, at);
  }

  /**
   * The definition or manifest that the value of a record holds.
   *
   * @throws WireException if it holds neither
   */
  public Decoded decode(byte[] value) {
    SpecificRecord message = codec.decode(value);
    if (message instanceof Definition definition) {
      return new Decoded(definition, null);
    } else if (message instanceof WorkspaceManifest manifest) {
      return new Decoded(null, manifest);
    }
    throw new WireException(
        "a " + message.getClass().getSimpleName() + ", which is no definition or manifest");
  }

  private static OutputRecord record(String key, byte @Nullable [] value, long at) {
    return new OutputRecord(Topic.DEFINITIONS, Keys.text(key), value, at);
  }
}
