package io.sojourn.core.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The stored values of many keys; counts how often they are touched. */
final class InMemoryNodes {
  final Map<IdentityKey, byte[]> nodes = new HashMap<>();
  final Map<IdentityKey, byte[]> clusters = new HashMap<>();
  int reads;
  int writes;

  NodeStore at(IdentityKey key) {
    return new NodeStore() {
      @Override
      public byte[] loadNode() {
        reads++;
        return nodes.get(key);
      }

      @Override
      public void saveNode(byte[] node) {
        writes++;
        if (node == null) {
          nodes.remove(key);
        } else {
          nodes.put(key, node);
        }
      }

      @Override
      public byte[] loadCluster() {
        reads++;
        return clusters.get(key);
      }

      @Override
      public void saveCluster(byte[] cluster) {
        writes++;
        if (cluster == null) {
          clusters.remove(key);
        } else {
          clusters.put(key, cluster);
        }
      }
    };
  }

  Facts cluster(IdentityKey key) {
    byte[] stored = clusters.get(key);
    return stored == null ? Facts.NONE : Facts.decode(stored);
  }

  /** Whether these bytes stand anywhere. */
  boolean anyHolds(byte[] bytes) {
    String sought = new String(bytes, ISO_8859_1);
    return Stream.concat(nodes.values().stream(), clusters.values().stream())
        .anyMatch(stored -> new String(stored, ISO_8859_1).contains(sought));
  }

  InMemoryNodes copy() {
    InMemoryNodes copy = new InMemoryNodes();
    copy.nodes.putAll(nodes);
    copy.clusters.putAll(clusters);
    return copy;
  }
}
