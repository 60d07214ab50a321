package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import org.jspecify.annotations.Nullable;

/** Constant times, durations and regular expressions: what the type checker lets through. */
final class Literals {
  private Literals() {}

  /** Refuses constants that would be an error at every evaluation. */
  static void check(CelAbstractSyntaxTree ast, SourceText text) throws ExpressionException {
    for (CelNavigableExpr node : CelNavigableAst.fromAst(ast).getRoot().allNodes().toList()) {
      if (node.getKind() != Kind.CALL) {
        continue;
      }
      CelExpr call = node.expr();
      if (isTimeLiteral(call) && value(ast, call) == null) {
        CelExpr constant = call.call().args().get(0);
        throw text.error(
            text.offset(constant.id()),
            "%s is not a %s: write it like %s"
                .formatted(
                    shown(constant),
                    call.call().function(),
                    call.call().function().equals("duration")
                        ? "duration('36h') or duration('90m'); units are h, m, s and ms"
                        : "timestamp('2026-01-31T09:00:00Z')"));
      }
      CelExpr pattern = constantPattern(call);
      if (pattern != null && value(ast, matchesNothing(call, pattern)) == null) {
        throw text.error(
            text.offset(pattern.id()),
            shown(pattern) + " is not a regular expression (RE2), or is too large");
      }
    }
  }

  /** Whether the call is {@code duration('…')} or {@code timestamp('…')} of a constant. */
  static boolean isTimeLiteral(CelExpr expr) {
    String function = expr.callOrDefault().function();
    return (function.equals("duration") || function.equals("timestamp"))
        && expr.call().args().size() == 1
        && expr.call().args().get(0).getKind() == Kind.CONSTANT;
  }

  /** The value of an expression without references, or null if it is an error. */
  static @Nullable Object value(CelAbstractSyntaxTree ast, CelExpr constant) {
    try {
      return Library.plan(
              CelAbstractSyntaxTree.newCheckedAst(
                  constant, ast.getSource(), ast.getReferenceMap(), ast.getTypeMap()))
          .eval();
    } catch (CelEvaluationException e) {
      return null;
    }
  }

  private static @Nullable CelExpr constantPattern(CelExpr expr) {
    if (!expr.call().function().equals("matches") || expr.call().args().isEmpty()) {
      return null;
    }
    CelExpr last = expr.call().args().get(expr.call().args().size() - 1);
    return last.getKind() == Kind.CONSTANT ? last : null;
  }

  /** The same call on an empty text. */
  private static CelExpr matchesNothing(CelExpr matches, CelExpr pattern) {
    CelExpr empty = CelExpr.ofConstant(0, CelConstant.ofValue(""));
    CelExpr.CelCall call = matches.call();
    return CelExpr.newBuilder()
        .setId(matches.id())
        .setCall(
            call.target().isPresent()
                ? call.toBuilder().setTarget(empty).build()
                : call.toBuilder().clearArgs().addArgs(empty, pattern).build())
        .build();
  }

  /** A constant in its type's Java form, or null if it is of a type that values cannot have. */
  static @Nullable Object value(CelConstant constant) {
    return switch (constant.getKind()) {
      case BOOLEAN_VALUE -> constant.booleanValue();
      case INT64_VALUE -> constant.int64Value();
      case DOUBLE_VALUE -> constant.doubleValue();
      case STRING_VALUE -> constant.stringValue();
      default -> null;
    };
  }

  private static String shown(CelExpr constant) {
    return "'" + value(constant.constant()) + "'";
  }
}
