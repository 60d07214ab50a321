package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Works out {@link Expression#decisiveCounts} for every reference of an expression. */
final class DecisiveCounts {
  private static final double EXACT = 1L << 53;

  private DecisiveCounts() {}

  static Map<Reference, Optional<SortedSet<Long>>> of(CelAbstractSyntaxTree ast, Reads reads) {
    var counts = new HashMap<Reference, Optional<SortedSet<Long>>>();
    for (CelNavigableExpr node : CelNavigableAst.fromAst(ast).getRoot().allNodes().toList()) {
      Reads.Read read = reads.of(node.expr());
      if (read != null) {
        boolean count = !read.presence() && ast.getTypeOrThrow(node.id()).equals(SimpleType.INT);
        Optional<SortedSet<Long>> decisive =
            count ? node.parent().flatMap(p -> of(p.expr(), node.id())) : Optional.empty();
        counts.merge(read.reference(), decisive, DecisiveCounts::both);
      }
    }
    return Map.copyOf(counts);
  }

  private static Optional<SortedSet<Long>> both(
      Optional<SortedSet<Long>> a, Optional<SortedSet<Long>> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<Long> all = new TreeSet<>(a.get());
    all.addAll(b.get());
    return Optional.of(all);
  }

  /** Of a comparison of the node with a constant; empty for any other use of the node. */
  private static Optional<SortedSet<Long>> of(CelExpr use, long node) {
    List<CelExpr> args = use.callOrDefault().args();
    if (args.size() != 2) {
      return Optional.empty();
    }
    boolean left = args.get(0).id() == node;
    CelExpr other = args.get(left ? 1 : 0);
    if (other.getKind() != Kind.CONSTANT) {
      return Optional.empty();
    }
    return switch (use.call().function()) {
      case "_>=_", "_<_" -> left ? atLeast(other.constant()) : above(other.constant());
      case "_>_", "_<=_" -> left ? above(other.constant()) : atLeast(other.constant());
      case "_==_", "_!=_" -> both(atLeast(other.constant()), above(other.constant()));
      default -> Optional.empty();
    };
  }

  /** The smallest count that is the constant or more. */
  private static Optional<SortedSet<Long>> atLeast(CelConstant constant) {
    return switch (constant.getKind()) {
      case INT64_VALUE -> count(constant.int64Value());
      case DOUBLE_VALUE -> count(Math.ceil(constant.doubleValue()));
      default -> Optional.empty();
    };
  }

  /** The smallest count that is more than the constant. */
  private static Optional<SortedSet<Long>> above(CelConstant constant) {
    return switch (constant.getKind()) {
      case INT64_VALUE -> count(Math.max(constant.int64Value(), constant.int64Value() + 1));
      case DOUBLE_VALUE -> count(Math.floor(constant.doubleValue()) + 1);
      default -> Optional.empty();
    };
  }

  /** Every count is 0 or more, so only what is above that decides anything. */
  private static Optional<SortedSet<Long>> count(long count) {
    return Optional.of(new TreeSet<>(count > 0 ? Set.of(count) : Set.of()));
  }

  private static Optional<SortedSet<Long>> count(double count) {
    return Math.abs(count) <= EXACT ? count((long) count) : Optional.empty();
  }
}
