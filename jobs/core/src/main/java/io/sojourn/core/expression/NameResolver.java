package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableComprehension;
import dev.cel.common.ast.CelMutableExpr.CelMutableIdent;
import io.sojourn.core.schema.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces every read of a scope in a parsed tree by a variable of the read's type. Types are then
 * exact for every field and map entry, a missing field is one missing variable however deep its
 * path, and {@code has(…)} is a bool variable.
 */
final class NameResolver {
  private final Scope scope;
  private final SourceText text;
  private final Map<Long, Reads.Read> reads = new HashMap<>();

  private NameResolver(Scope scope, SourceText text) {
    this.scope = scope;
    this.text = text;
  }

  static Reads.Tree resolve(CelAbstractSyntaxTree parsed, Scope scope, SourceText text)
      throws ExpressionException {
    var resolver = new NameResolver(scope, text);
    CelMutableAst tree = CelMutableAst.fromCelAst(parsed);
    resolver.resolve(tree.expr(), Set.of());
    var ast = CelAbstractSyntaxTree.newParsedAst(tree.toParsedAst().getExpr(), parsed.getSource());
    return new Reads.Tree(ast, new Reads(resolver.reads));
  }

  /**
   * @param locals the variables of the comprehensions around the node, which hide the scope's
   */
  private void resolve(CelMutableExpr node, Set<String> locals) throws ExpressionException {
    switch (node.getKind()) {
      case IDENT -> ident(node, locals);
      case SELECT -> select(node, locals);
      case CALL -> call(node, locals);
      case LIST -> resolveAll(node.list().elements(), locals);
      case MAP -> {
        for (CelMutableExpr.CelMutableMap.Entry entry : node.map().entries()) {
          resolve(entry.key(), locals);
          resolve(entry.value(), locals);
        }
      }
      case STRUCT -> {
        for (CelMutableExpr.CelMutableStruct.Entry entry : node.struct().entries()) {
          resolve(entry.value(), locals);
        }
      }
      case COMPREHENSION -> comprehension(node.comprehension(), locals);
      case CONSTANT, NOT_SET -> {}
    }
  }

  private void resolveAll(List<CelMutableExpr> nodes, Set<String> locals)
      throws ExpressionException {
    for (CelMutableExpr node : nodes) {
      resolve(node, locals);
    }
  }

  private void comprehension(CelMutableComprehension loop, Set<String> locals)
      throws ExpressionException {
    resolve(loop.iterRange(), locals);
    resolve(loop.accuInit(), locals);
    var inside = new HashSet<>(locals);
    inside.addAll(List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar()));
    resolve(loop.loopCondition(), inside);
    resolve(loop.loopStep(), inside);
    resolve(loop.result(), inside);
  }

  private void ident(CelMutableExpr node, Set<String> locals) throws ExpressionException {
    String name = node.ident().name();
    if (locals.contains(name)) {
      return;
    }
    ValueType type = scope.values().get(name);
    if (type != null) {
      read(node, new Reference(name, ""), type, false);
    } else if (scope.structs().containsKey(name)) {
      throw text.error(text.offset(node.id()), group(name, name, ""));
    } else if (scope.maps().containsKey(name)) {
      throw text.error(text.offset(node.id()), wholeMap(name));
    }
  }

  private void select(CelMutableExpr node, Set<String> locals) throws ExpressionException {
    List<CelMutableExpr> selects = new ArrayList<>();
    CelMutableExpr root = node;
    while (root.getKind() == Kind.SELECT) {
      selects.add(root);
      root = root.select().operand();
    }
    Collections.reverse(selects);
    String variable = variable(root, locals);
    if (variable != null && scope.structs().containsKey(variable)) {
      field(node, variable, selects);
    } else if (variable != null && scope.maps().containsKey(variable) && selects.size() == 1) {
      int place = text.fieldOffset(root.id());
      entry(node, variable, node.select().field(), place, node.select().testOnly());
    } else {
      resolve(node.select().operand(), locals);
    }
  }

  private void field(CelMutableExpr node, String variable, List<CelMutableExpr> selects)
      throws ExpressionException {
    Map<String, ValueType> fields = scope.structs().getOrDefault(variable, Map.of());
    String path = "";
    for (CelMutableExpr step : selects) {
      String name = step.select().field();
      int place = text.fieldOffset(step.select().operand().id());
      if (fields.containsKey(path)) {
        throw text.error(
            place,
            "'%s.%s' is a value of type %s and has no field '%s'"
                .formatted(variable, path, Names.of(fields.get(path)), name));
      }
      String parent = path;
      path = path.isEmpty() ? name : path + "." + name;
      if (!fields.containsKey(path) && !isGroup(fields, path)) {
        throw text.error(place, unknownField(variable, parent, name));
      }
    }
    ValueType type = fields.get(path);
    if (type == null) {
      int place = text.fieldOffset(selects.get(selects.size() - 1).select().operand().id());
      throw text.error(place, group(variable + "." + path, variable, path + "."));
    }
    read(node, new Reference(variable, path), type, node.select().testOnly());
  }

  private void call(CelMutableExpr node, Set<String> locals) throws ExpressionException {
    CelMutableCall call = node.call();
    if (call.function().equals(Operator.INDEX.getFunction())) {
      String variable = variable(call.args().get(0), locals);
      if (variable != null && scope.maps().containsKey(variable)) {
        entry(node, variable, call.args().get(1), false);
        return;
      }
    }
    if (call.function().equals(Operator.IN.getFunction())) {
      String variable = variable(call.args().get(1), locals);
      if (variable != null && scope.maps().containsKey(variable)) {
        entry(node, variable, call.args().get(0), true);
        return;
      }
    }
    if (call.target().isPresent()) {
      resolve(call.target().get(), locals);
    }
    resolveAll(call.args(), locals);
  }

  private void entry(CelMutableExpr node, String variable, CelMutableExpr key, boolean presence)
      throws ExpressionException {
    CelMutableExpr first = key;
    while (first.getKind() == Kind.SELECT) {
      first = first.select().operand();
    }
    int place = text.offset(first.id());
    if (key.getKind() != Kind.CONSTANT
        || key.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      throw text.error(
          place,
          "the key of '%s' must be a constant text: write %s"
              .formatted(variable, example(variable)));
    }
    entry(node, variable, key.constant().stringValue(), place, presence);
  }

  private void entry(CelMutableExpr node, String variable, String key, int place, boolean presence)
      throws ExpressionException {
    Map<String, ValueType> entries = scope.maps().getOrDefault(variable, Map.of());
    ValueType type = entries.get(key);
    if (type == null) {
      throw text.error(
          place,
          "'%s' has no entry '%s'%s".formatted(variable, key, Names.hint(key, entries.keySet())));
    }
    read(node, new Reference(variable, key), type, presence);
  }

  private void read(CelMutableExpr node, Reference reference, ValueType type, boolean presence) {
    reads.put(node.id(), new Reads.Read(reference, presence));
    node.setIdent(CelMutableIdent.create(Library.variable(presence ? ValueType.BOOL : type)));
  }

  /** The scope's variable that the node names, or null. */
  private static @Nullable String variable(CelMutableExpr node, Set<String> locals) {
    return node.getKind() == Kind.IDENT && !locals.contains(node.ident().name())
        ? node.ident().name()
        : null;
  }

  private static boolean isGroup(Map<String, ValueType> fields, String path) {
    return fields.keySet().stream().anyMatch(field -> field.startsWith(path + "."));
  }

  private String unknownField(String variable, String parent, String name) {
    String prefix = parent.isEmpty() ? "" : parent + ".";
    Set<String> siblings = new HashSet<>();
    for (String field : scope.structs().getOrDefault(variable, Map.of()).keySet()) {
      if (field.startsWith(prefix)) {
        siblings.add(field.substring(prefix.length()).split("\\.", 2)[0]);
      }
    }
    return "'%s' has no field '%s'%s"
        .formatted(
            parent.isEmpty() ? variable : variable + "." + parent,
            name,
            Names.hint(name, siblings));
  }

  private String group(String name, String variable, String prefix) {
    String field =
        scope.structs().getOrDefault(variable, Map.of()).keySet().stream()
            .filter(path -> path.startsWith(prefix))
            .min(String::compareTo)
            .map(path -> ", for example " + variable + "." + path)
            .orElse("");
    return "'%s' is a group of fields, not a value: name one of its fields%s"
        .formatted(name, field);
  }

  private String wholeMap(String name) {
    return "'%s' is not a value: name one of its entries, for example %s"
        .formatted(name, example(name));
  }

  private String example(String map) {
    String key =
        scope.maps().getOrDefault(map, Map.of()).keySet().stream()
            .min(String::compareTo)
            .orElse("key");
    return map + "['" + key + "']";
  }
}
