package io.sojourn.app.support;

import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.flink.convert.DefinitionCodec;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.WorkspaceAssembler;
import io.sojourn.schema.Definition;
import io.sojourn.schema.Topic;
import io.sojourn.schema.WorkspaceManifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Publishes a checked workspace: its definitions first, then the manifest on which jobs switch. */
public final class WorkspacePublisher {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JobOptions options;
  private final DefinitionCodec codec = new DefinitionCodec();

  public WorkspacePublisher(JobOptions options) {
    this.options = options;
  }

  /**
   * Publishes the files and withdraws definitions that are not among them.
   *
   * @param files a workspace that compiles
   * @param timeScale by which durations are divided, at least 1
   * @param at now, epoch milliseconds
   * @return the workspace version
   */
  public String publish(List<SourceFile> files, long timeScale, long at) {
    Map<String, String> hashes = new TreeMap<>();
    List<OutputRecord> records = new ArrayList<>();
    for (SourceFile file : files) {
      Definition definition = definition(file);
      hashes.put(DefinitionCodec.key(definition), WorkspaceAssembler.sha256(file.text()));
      records.add(codec.encode(definition, at));
    }
    String version = WorkspaceCompiler.version(files, timeScale);
    records.add(
        codec.encode(
            new WorkspaceManifest(
                options.sandbox(), version, hashes, timeScale, Instant.ofEpochMilli(at))));
    for (String key : liveKeys()) {
      if (!hashes.containsKey(key)) {
        records.add(codec.tombstone(key, at));
      }
    }
    new RecordPublisher(options).publish(records);
    return version;
  }

  /** One definition per file; the path without its ending names it. */
  private Definition definition(SourceFile file) {
    String path = file.path().replaceFirst("\\.yaml$", "");
    int slash = path.indexOf('/');
    String kind = slash < 0 ? "root" : path.substring(0, slash);
    String name = slash < 0 ? path : path.substring(slash + 1);
    return new Definition(options.sandbox(), kind, name, 0, file.path(), file.text());
  }

  private Set<String> liveKeys() {
    Set<String> keys = new HashSet<>();
    new TopicReader(options.kafka(), PATIENCE)
        .read(
            Topic.DEFINITIONS.name(options.prefix()),
            record -> {
              String key =
                  record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
              if (record.value() == null) {
                keys.remove(key);
              } else {
                keys.add(key);
              }
            });
    keys.remove(DefinitionCodec.MANIFEST_KEY);
    return keys;
  }
}
