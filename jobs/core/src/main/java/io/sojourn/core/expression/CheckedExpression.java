package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import io.sojourn.core.schema.ValueType;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled expression: its closure and what is known about it. */
final class CheckedExpression implements Expression {
  private final String source;
  private final ValueType type;
  private final Set<Reference> references;
  private final Map<Reference, OptionalLong> sufficientCounts;
  private final Closure closure;
  private final boolean closures;

  CheckedExpression(String source, ValueType type, CelAbstractSyntaxTree ast, Reads reads) {
    this.source = source;
    this.type = type;
    this.references = reads.references();
    this.sufficientCounts = SufficientCounts.of(ast, reads);
    var compiler = new Closures(ast, reads);
    this.closure = compiler.closure(ast.getExpr());
    this.closures = !compiler.fellBack();
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public ValueType type() {
    return type;
  }

  @Override
  public Set<Reference> references() {
    return references;
  }

  @Override
  public @Nullable Object evaluate(Bindings bindings) {
    return closure.eval(bindings);
  }

  @Override
  public OptionalLong sufficientCount(Reference reference) {
    return sufficientCounts.getOrDefault(reference, OptionalLong.of(0));
  }

  @Override
  public boolean closures() {
    return closures;
  }

  @Override
  public String toString() {
    return source;
  }
}
