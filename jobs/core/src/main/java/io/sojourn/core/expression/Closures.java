package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a checked syntax tree into closures, each chosen by the overload that the checker found. A
 * part that has no closure is run by the library's planner.
 */
final class Closures {
  private static final Set<CelType> COMPARABLE =
      Set.of(
          SimpleType.BOOL,
          SimpleType.INT,
          SimpleType.DOUBLE,
          SimpleType.STRING,
          SimpleType.TIMESTAMP,
          SimpleType.DURATION);

  private final CelAbstractSyntaxTree ast;
  private final Reads reads;
  private boolean fellBack;

  Closures(CelAbstractSyntaxTree ast, Reads reads) {
    this.ast = ast;
    this.reads = reads;
  }

  /** Whether any part compiled so far is run by the planner. */
  boolean fellBack() {
    return fellBack;
  }

  Closure closure(CelExpr node) {
    Closure closure =
        switch (node.getKind()) {
          case CONSTANT -> constant(node.constant());
          case IDENT -> read(node);
          case CALL -> call(node);
          default -> null;
        };
    if (closure == null) {
      fellBack = true;
      return new PlannedClosure(ast, node, reads);
    }
    return closure;
  }

  private static @Nullable Closure constant(CelConstant constant) {
    Object value = Literals.value(constant);
    return value == null ? null : bindings -> value;
  }

  private @Nullable Closure read(CelExpr node) {
    Reads.Read read = reads.of(node);
    if (read == null) {
      return null;
    }
    Reference reference = read.reference();
    return read.presence()
        ? bindings -> bindings.value(reference) != null
        : bindings -> bindings.value(reference);
  }

  private @Nullable Closure call(CelExpr node) {
    CelCall call = node.call();
    List<CelExpr> args = call.args();
    if (Literals.isTimeLiteral(node)) {
      Object value = Literals.value(ast, node);
      return bindings -> value;
    }
    return switch (call.function()) {
      case "_&&_" -> Logic.and(closure(args.get(0)), closure(args.get(1)));
      case "_||_" -> Logic.or(closure(args.get(0)), closure(args.get(1)));
      case "!_" -> Logic.not(closure(args.get(0)));
      case "_?_:_" ->
          Logic.choose(closure(args.get(0)), closure(args.get(1)), closure(args.get(2)));
      case "_==_" -> equality(args, true);
      case "_!=_" -> equality(args, false);
      case "@in" -> in(args.get(0), args.get(1));
      default -> operator(node);
    };
  }

  private @Nullable Closure equality(List<CelExpr> args, boolean expected) {
    CelType type = ast.getTypeOrThrow(args.get(0).id());
    if (!COMPARABLE.contains(type) || !type.equals(ast.getTypeOrThrow(args.get(1).id()))) {
      return null;
    }
    Operators.Binary equal = Operators.equal(type.equals(SimpleType.DOUBLE), expected);
    return strict(equal, closure(args.get(0)), closure(args.get(1)));
  }

  private @Nullable Closure in(CelExpr item, CelExpr list) {
    CelType type = ast.getTypeOrThrow(item.id());
    if (list.getKind() != Kind.LIST
        || !COMPARABLE.contains(type)
        || !list.list().elements().stream()
            .allMatch(element -> type.equals(ast.getTypeOrThrow(element.id())))) {
      return null;
    }
    List<CelExpr> elements = list.list().elements();
    if (!type.equals(SimpleType.DOUBLE)
        && elements.stream().allMatch(element -> element.getKind() == Kind.CONSTANT)) {
      return Logic.inConstants(
          closure(item),
          elements.stream()
              .flatMap(element -> Stream.ofNullable(Literals.value(element.constant())))
              .collect(Collectors.toUnmodifiableSet()));
    }
    return Logic.inList(
        closure(item),
        elements.stream().map(this::closure).toArray(Closure[]::new),
        Operators.sameElement(type.equals(SimpleType.DOUBLE)));
  }

  private @Nullable Closure operator(CelExpr node) {
    CelCall call = node.call();
    List<String> overloads = ast.getReferenceOrThrow(node.id()).overloadIds();
    if (overloads.size() != 1) {
      return null;
    }
    String overload = overloads.get(0);
    List<CelExpr> operands =
        call.target()
            .map(target -> Stream.concat(Stream.of(target), call.args().stream()).toList())
            .orElse(call.args());
    Operators.Binary binary = Operators.BINARY.get(overload);
    if (binary != null) {
      return strict(binary, closure(operands.get(0)), closure(operands.get(1)));
    }
    Operators.Unary unary = Operators.UNARY.get(overload);
    if (unary != null) {
      Closure operand = closure(operands.get(0));
      return bindings -> {
        Object value = operand.eval(bindings);
        return value == null ? null : unary.apply(value);
      };
    }
    return null;
  }

  private static Closure strict(Operators.Binary operator, Closure left, Closure right) {
    return bindings -> {
      Object a = left.eval(bindings);
      if (a == null) {
        return null;
      }
      Object b = right.eval(bindings);
      return b == null ? null : operator.apply(a, b);
    };
  }
}
