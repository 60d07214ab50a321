package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of an expression that the library's planner runs: everything CEL has, but slower. */
final class PlannedClosure implements Closure {
  private static final Set<String> JUNCTIONS =
      Set.of(Operator.LOGICAL_AND.getFunction(), Operator.LOGICAL_OR.getFunction());

  private final Program program;
  private final Reads reads;

  /**
   * @param ast the checked tree, with named reads
   * @param part the part of it to run
   */
  PlannedClosure(CelAbstractSyntaxTree ast, CelExpr part, Reads reads) {
    this.reads = reads;
    CelMutableAst tree =
        CelMutableAst.fromCelAst(
            CelAbstractSyntaxTree.newCheckedAst(
                part, ast.getSource(), ast.getReferenceMap(), ast.getTypeMap()));
    keepErrors(tree);
    try {
      this.program =
          Library.plan(
              CelAbstractSyntaxTree.newCheckedAst(
                  tree.toParsedAst().getExpr(),
                  ast.getSource(),
                  ast.getReferenceMap(),
                  ast.getTypeMap()));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("What type-checks can be planned", e);
    }
  }

  /**
   * Makes every {@code a && b} and {@code a || b} a condition: {@code (a && b) ? true : false}. In
   * the library 0.14.0 they hand an error on as if it were a value, which {@code ==}, {@code in}
   * and lists then take for one; a condition does not.
   */
  private static void keepErrors(CelMutableAst tree) {
    List<CelMutableExpr> junctions =
        CelNavigableMutableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .filter(node -> node.getKind() == Kind.CALL)
            .map(CelNavigableMutableExpr::expr)
            .filter(node -> JUNCTIONS.contains(node.call().function()))
            .toList();
    for (CelMutableExpr junction : junctions) {
      junction.setCall(
          CelMutableCall.create(
              Operator.CONDITIONAL.getFunction(),
              CelMutableExpr.ofCall(junction.id(), junction.call()),
              CelMutableExpr.ofConstant(CelConstant.ofValue(true)),
              CelMutableExpr.ofConstant(CelConstant.ofValue(false))));
    }
  }

  @Override
  public @Nullable Object eval(Bindings bindings) {
    try {
      return program.eval(
          (String name) -> {
            Reads.Read read = reads.of(name);
            return Optional.ofNullable(read == null ? null : read.from(bindings));
          });
    } catch (CelEvaluationException e) {
      return null;
    }
  }
}
