package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import io.sojourn.core.schema.ValueType;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A compiled expression: its closure and what is known about it. */
final class CheckedExpression implements Expression {
  private static final Optional<SortedSet<Long>> NONE = Optional.of(Collections.emptySortedSet());

  private final String source;
  private final ValueType type;
  private final Set<Reference> references;
  private final Map<Reference, Optional<SortedSet<Long>>> decisiveCounts;
  private final Closure closure;
  private final boolean closures;

  CheckedExpression(String source, ValueType type, CelAbstractSyntaxTree ast, Reads reads) {
    this.source = source;
    this.type = type;
    this.references = reads.references();
    this.decisiveCounts = DecisiveCounts.of(ast, reads);
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
  public Optional<SortedSet<Long>> decisiveCounts(Reference reference) {
    return decisiveCounts.getOrDefault(reference, NONE);
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
