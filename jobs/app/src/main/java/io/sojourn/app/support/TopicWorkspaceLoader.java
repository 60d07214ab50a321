package io.sojourn.app.support;

import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.flink.definition.WorkspaceAssembler;
import io.sojourn.flink.definition.WorkspaceLoader;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.schema.Topic;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads the live workspace from the definitions topic. */
public final class TopicWorkspaceLoader implements WorkspaceLoader {
  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JobOptions options;

  public TopicWorkspaceLoader(JobOptions options) {
    this.options = options;
  }

  @Override
  public @Nullable WorkspaceUpdate load() {
    WorkspaceAssembler assembler = new WorkspaceAssembler();
    AtomicReference<@Nullable WorkspaceUpdate> newest = new AtomicReference<>();
    new TopicReader(options.kafka(), PATIENCE)
        .read(
            Topic.DEFINITIONS.name(options.prefix()),
            record -> {
              WorkspaceUpdate update = assembler.accept(record.key(), record.value()).update();
              if (update != null) {
                newest.set(update);
              }
            });
    return newest.get();
  }
}
