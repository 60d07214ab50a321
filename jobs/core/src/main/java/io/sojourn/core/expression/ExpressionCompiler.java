package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import io.sojourn.core.schema.ValueType;

/**
 * Compiles CEL: parse, resolve the names of the scope, type-check, turn into closures.
 *
 * <p>One library environment serves every scope, because a scope's names are resolved before the
 * library checks types: a compiler holds nothing and is cheap. Compiling takes about a millisecond:
 * do it where definitions are loaded, not where events are processed.
 */
public final class ExpressionCompiler {

  /**
   * Compiles an expression whose value has any of the value types.
   *
   * @throws ExpressionException if it does not parse, names what the scope does not declare, or
   *     does not type-check
   */
  public Expression compile(String source, Scope scope) throws ExpressionException {
    Reads.Tree tree = check(source, scope);
    CelType type = tree.ast().getResultType();
    ValueType valueType = Library.valueType(type);
    if (valueType == null) {
      throw new ExpressionException(1, 1, TypeAdvice.notAValue(type));
    }
    return new CheckedExpression(source, valueType, tree.ast(), tree.reads());
  }

  /**
   * Compiles an expression whose value must have the expected type.
   *
   * @throws ExpressionException as {@link #compile(String, Scope)}, or if it has another type
   */
  public Expression compile(String source, Scope scope, ValueType expected)
      throws ExpressionException {
    Expression expression = compile(source, scope);
    if (expression.type() != expected) {
      throw new ExpressionException(1, 1, TypeAdvice.unexpected(expression.type(), expected));
    }
    return expression;
  }

  /** The checked tree, with named reads. */
  static Reads.Tree check(String source, Scope scope) throws ExpressionException {
    CelValidationResult parsed = Library.COMPILER.parse(source);
    var text = new SourceText(source, parsed.getSource());
    if (parsed.hasError()) {
      throw SyntaxAdvice.explain(text, parsed.getErrors());
    }
    Reads.Tree resolved = NameResolver.resolve(astOf(parsed), scope, text);
    CelValidationResult checked = Library.COMPILER.check(resolved.ast());
    if (checked.hasError()) {
      throw TypeAdvice.explain(text, scope, checked.getErrors());
    }
    CelAbstractSyntaxTree ast = resolved.reads().named(astOf(checked));
    Literals.check(ast, text);
    return new Reads.Tree(ast, resolved.reads());
  }

  private static CelAbstractSyntaxTree astOf(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("A result without errors has a tree", e);
    }
  }
}
