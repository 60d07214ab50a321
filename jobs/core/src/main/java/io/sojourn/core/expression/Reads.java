package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which nodes of a syntax tree read which references. */
final class Reads {

  /**
   * What a node reads.
   *
   * @param presence whether it reads that the reference has a value, rather than the value
   */
  record Read(Reference reference, boolean presence) {
    @Nullable Object from(Bindings bindings) {
      Object value = bindings.value(reference);
      return presence ? (Object) (value != null) : value;
    }

    private String name() {
      return (presence ? "@has " : "@get ") + reference.variable() + " " + reference.path();
    }
  }

  /** A syntax tree in which every read is a variable of the library. */
  record Tree(CelAbstractSyntaxTree ast, Reads reads) {}

  private final Map<Long, Read> byNode;
  private final Map<String, Read> byName = new HashMap<>();

  Reads(Map<Long, Read> byNode) {
    this.byNode = new LinkedHashMap<>(byNode);
    byNode.values().forEach(read -> byName.put(read.name(), read));
  }

  @Nullable Read of(CelExpr node) {
    return byNode.get(node.id());
  }

  /** The read that {@link #named} gave this name. */
  @Nullable Read of(String name) {
    return byName.get(name);
  }

  Set<Reference> references() {
    return byNode.values().stream().map(Read::reference).collect(Collectors.toUnmodifiableSet());
  }

  /** The checked tree with a name of its own for every read, so that a program can ask for it. */
  CelAbstractSyntaxTree named(CelAbstractSyntaxTree checked) {
    var references = new HashMap<Long, CelReference>(checked.getReferenceMap());
    byNode.forEach(
        (node, read) ->
            references.put(node, CelReference.newBuilder().setName(read.name()).build()));
    return CelAbstractSyntaxTree.newCheckedAst(
        checked.getExpr(), checked.getSource(), references, checked.getTypeMap());
  }
}
