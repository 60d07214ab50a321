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
import java.util.OptionalLong;

/** Works out {@link Expression#sufficientCount} for every reference of an expression. */
final class SufficientCounts {
  private static final double EXACT = 1L << 53;

  private SufficientCounts() {}

  static Map<Reference, OptionalLong> of(CelAbstractSyntaxTree ast, Reads reads) {
    var counts = new HashMap<Reference, OptionalLong>();
    for (CelNavigableExpr node : CelNavigableAst.fromAst(ast).getRoot().allNodes().toList()) {
      Reads.Read read = reads.of(node.expr());
      if (read != null) {
        boolean count = !read.presence() && ast.getTypeOrThrow(node.id()).equals(SimpleType.INT);
        OptionalLong need =
            count
                ? node.parent().map(p -> need(p.expr(), node.id())).orElse(OptionalLong.empty())
                : OptionalLong.empty();
        counts.merge(read.reference(), need, SufficientCounts::larger);
      }
    }
    return Map.copyOf(counts);
  }

  private static OptionalLong larger(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(Math.max(a.getAsLong(), b.getAsLong()))
        : OptionalLong.empty();
  }

  /** What a comparison of the node with a constant needs; empty for any other use of the node. */
  private static OptionalLong need(CelExpr use, long node) {
    List<CelExpr> args = use.callOrDefault().args();
    if (args.size() != 2) {
      return OptionalLong.empty();
    }
    boolean left = args.get(0).id() == node;
    CelExpr other = args.get(left ? 1 : 0);
    if (other.getKind() != Kind.CONSTANT) {
      return OptionalLong.empty();
    }
    return switch (use.call().function()) {
      case "_>=_", "_<_" -> left ? atLeast(other.constant()) : above(other.constant());
      case "_>_", "_<=_" -> left ? above(other.constant()) : atLeast(other.constant());
      case "_==_", "_!=_" -> above(other.constant());
      default -> OptionalLong.empty();
    };
  }

  /** Entries to count to know whether there are as many as the constant. */
  private static OptionalLong atLeast(CelConstant constant) {
    return switch (constant.getKind()) {
      case INT64_VALUE -> entries(constant.int64Value());
      case DOUBLE_VALUE -> entries(Math.ceil(constant.doubleValue()));
      default -> OptionalLong.empty();
    };
  }

  /** Entries to count to know whether there are more than the constant. */
  private static OptionalLong above(CelConstant constant) {
    return switch (constant.getKind()) {
      case INT64_VALUE -> entries(Math.max(constant.int64Value(), constant.int64Value() + 1));
      case DOUBLE_VALUE -> entries(Math.floor(constant.doubleValue()) + 1);
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong entries(long count) {
    return OptionalLong.of(Math.max(0, count));
  }

  private static OptionalLong entries(double count) {
    return Math.abs(count) <= EXACT ? entries((long) count) : OptionalLong.empty();
  }
}
