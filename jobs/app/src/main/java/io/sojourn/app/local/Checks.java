package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** What must be so before anything is started. Each failure is one line that says what to do. */
final class Checks {
  private static final long NEEDED_MIB = 1024;

  private Checks() {}

  static void jars(Layout layout) {
    for (Path needed : new Path[] {layout.builtJar(), layout.brokerLib(), layout.clusterLib()}) {
      if (!Files.exists(needed)) {
        throw new CommandFailure(
            "%s is missing; build it: scripts/mvn -DskipTests package"
                .formatted(layout.root().relativize(needed)));
      }
    }
  }

  /** Makes the data folder ours, unless it holds something else. */
  static void home(Layout layout) throws IOException {
    Path home = layout.home();
    if (Files.exists(layout.ownershipMark())) {
      return;
    }
    if (Files.exists(home) && !isEmpty(home)) {
      throw new CommandFailure(
          "%s holds files that are not Sojourn's; choose another folder with %s"
              .formatted(home, Layout.HOME));
    }
    Files.createDirectories(home);
    Files.writeString(layout.ownershipMark(), "Data of Sojourn's local platform.\n");
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  static void disk(Layout layout) throws IOException {
    Path existing = layout.home();
    for (Path parent = existing.getParent();
        !Files.exists(existing) && parent != null;
        parent = parent.getParent()) {
      existing = parent;
    }
    long mib = Files.getFileStore(existing).getUsableSpace() / (1024 * 1024);
    if (mib < NEEDED_MIB) {
      throw new CommandFailure(
          "only %d MiB are free on the disk of %s; %d MiB are needed"
              .formatted(mib, layout.home(), NEEDED_MIB));
    }
  }

  /** Whether the ports of processes that are to be started are free. */
  static void ports(Layout layout, Collection<Role> toStart) {
    for (Role role : toStart) {
      for (Port port : role.ports()) {
        if (!isFree(layout.port(port))) {
          throw new CommandFailure(
              "port %d is in use, and %s needs it; stop what uses it, or set %s to another port"
                  .formatted(layout.port(port), role.title(), port.variable()));
        }
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
