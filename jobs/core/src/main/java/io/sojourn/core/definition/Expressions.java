package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.expression.Expression;
import io.sojourn.core.expression.ExpressionCompiler;
import io.sojourn.core.expression.ExpressionException;
import io.sojourn.core.expression.Scope;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.Schema;
import io.sojourn.core.schema.ValueType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the expressions of a workspace and says where in the file one is wrong. */
final class Expressions {
  private final ExpressionCompiler compiler = new ExpressionCompiler();
  private final Schema schema;
  private final Problems problems;

  Expressions(Schema schema, Problems problems) {
    this.schema = schema;
    this.problems = problems;
  }

  /** A scope with {@code profile.*}; the callers add what else can be read at their place. */
  Scope.Builder profileScope() {
    return Scope.builder().struct("profile", types(schema.profile()));
  }

  /** Notes an event type that the schema does not declare: nothing would ever match it. */
  void checkEvent(Node.Text type) {
    if (!schema.events().containsKey(type.value())) {
      problems.add(
          ProblemCode.DEFINITION_REFERENCE,
          type,
          "the event type '" + type.value() + "', which schema.yaml does not declare");
    }
  }

  /** Adds {@code event.*} of an event type. */
  Scope.Builder withEvent(Scope.Builder scope, String eventType) {
    Map<String, ValueType> fields = new HashMap<>(types(schema.event(eventType)));
    fields.put("time", ValueType.TIMESTAMP);
    fields.put("type", ValueType.STRING);
    return scope.struct("event", fields);
  }

  /** A condition; null after a problem. */
  @Nullable Expression condition(Node.Text text, Scope scope) {
    return compile(text, scope, ValueType.BOOL);
  }

  /** Any value; null after a problem. */
  @Nullable Expression compile(Node.Text text, Scope scope, @Nullable ValueType expected) {
    try {
      return expected == null
          ? compiler.compile(text.value(), scope)
          : compiler.compile(text.value(), scope, expected);
    } catch (ExpressionException e) {
      text.problemInside(
          problems,
          ProblemCode.DEFINITION_EXPRESSION,
          e.line(),
          e.column(),
          String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static Map<String, ValueType> types(Map<String, Field> fields) {
    Map<String, ValueType> types = new HashMap<>();
    fields.forEach((path, field) -> types.put(path, field.type()));
    return types;
  }
}
