package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.TopicWorkspaceLoader;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityHasher;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Namespace;
import io.sojourn.flink.definition.WorkspaceUpdate;

/** The keys of identities that people name, under the workspace in force. */
final class IdentityKeys {
  private final JobOptions options;
  private final IdentityHasher hasher;
  private final Workspace workspace;

  private IdentityKeys(JobOptions options, Workspace workspace) {
    this.options = options;
    this.hasher = new IdentityHasher(options.identitySecret());
    this.workspace = workspace;
  }

  /**
   * Reads the workspace in force from its topic.
   *
   * @throws CommandFailure if there is none
   */
  static IdentityKeys read(JobOptions options) {
    WorkspaceUpdate update = new TopicWorkspaceLoader(options).load();
    if (update == null) {
      throw new CommandFailure("no workspace is in force; apply one first");
    }
    return new IdentityKeys(options, update.compiled());
  }

  /** The workspace in force. */
  Workspace workspace() {
    return workspace;
  }

  /**
   * @throws CommandFailure if it cannot be an identity of this workspace
   */
  IdentityKey key(Identity identity) {
    Namespace namespace = workspace.namespaces().byName(identity.namespace());
    if (namespace == null) {
      throw new CommandFailure("the workspace in force has no namespace " + identity.namespace());
    }
    String value = namespace.normalised(identity.value());
    if (value == null) {
      throw new CommandFailure(
          "that is no value of the namespace " + namespace.name() + "; see namespaces.yaml");
    }
    return hasher.key(options.sandbox(), namespace, value);
  }
}
