package io.sojourn.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import io.sojourn.core.schema.ValueType;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The CEL library, set up once: options, limits, and one variable for each value type. */
final class Library {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(20_000)
          .maxParseExpressionNodeCount(5_000)
          .maxParseRecursionDepth(100)
          .comprehensionMaxIterations(1_000)
          .maxRegexProgramSize(1_000)
          .build();

  private static final Map<ValueType, CelType> TYPES =
      new EnumMap<>(
          Map.of(
              ValueType.BOOL, SimpleType.BOOL,
              ValueType.INT, SimpleType.INT,
              ValueType.DOUBLE, SimpleType.DOUBLE,
              ValueType.STRING, SimpleType.STRING,
              ValueType.TIMESTAMP, SimpleType.TIMESTAMP));

  static final CelCompiler COMPILER = compiler();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private Library() {}

  /** The variable that stands for any read of this type; no source text can spell it. */
  static String variable(ValueType type) {
    return "@" + type;
  }

  /** The value type of a library type, or null if values cannot have it. */
  static @Nullable ValueType valueType(CelType type) {
    for (Map.Entry<ValueType, CelType> entry : TYPES.entrySet()) {
      if (entry.getValue().equals(type)) {
        return entry.getKey();
      }
    }
    return null;
  }

  static Program plan(CelAbstractSyntaxTree ast) throws CelEvaluationException {
    return RUNTIME.createProgram(ast);
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    TYPES.forEach((type, celType) -> builder.addVar(variable(type), celType));
    return builder.build();
  }
}
