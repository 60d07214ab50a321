package io.sojourn.core.expression;

import dev.cel.common.CelIssue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains why a text does not parse: first the habits from other languages, then the parser. */
final class SyntaxAdvice {
  private static final Map<String, String> HABITS =
      Map.of(
          "=", "write '==' to compare",
          "===", "write '==' to compare",
          "<>", "write '!=' for not equal",
          "&", "write '&&' for and",
          "|", "write '||' for or",
          "and", "write '&&' for and",
          "or", "write '||' for or",
          "not", "write '!' for not");

  /** A quoted text, a comment, a word with its dots, a run of operator signs, or any other sign. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:\\\\.|[^'\\\\\n])*'|\"(?:\\\\.|[^\"\\\\\n])*\"|//[^\n]*|[\\w.]+|[=<>&|!]+|\\s+|.",
          Pattern.DOTALL);

  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "(?:extraneous input|mismatched input|no viable alternative at input|"
              + "token recognition error at:) '(.*?)'(?: expecting .*)?",
          Pattern.DOTALL);

  private SyntaxAdvice() {}

  static ExpressionException explain(SourceText text, List<CelIssue> issues) {
    String all = text.part(0, text.length());
    if (all.isBlank()) {
      return text.error(0, "the expression is empty");
    }
    Matcher token = TOKEN.matcher(all);
    while (token.find()) {
      String advice = HABITS.get(token.group().toLowerCase(Locale.ROOT));
      if (advice != null) {
        int offset = all.codePointCount(0, token.start());
        return text.error(offset, "'" + token.group() + "' is not an operator: " + advice);
      }
    }
    CelIssue first = issues.stream().min(Comparator.comparingInt(text::offset)).orElseThrow();
    return text.error(text.offset(first), explain(first.getMessage()));
  }

  private static String explain(String message) {
    if (message.startsWith("invalid argument to has() macro")) {
      return "has(…) takes a field, for example has(profile.country); a plain variable or an entry"
          + " in brackets cannot be tested";
    }
    if (message.startsWith("missing ")) {
      return message.replaceFirst("^missing ('.*?') at .*", "$1 is missing here");
    }
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (!unexpected.matches()) {
      return message;
    }
    String found = unexpected.group(1);
    if (found.equals("<EOF>")) {
      return "the expression ends too early";
    }
    if (found.startsWith("'") || found.startsWith("\"")) {
      return "the text that starts here is not closed: end it with " + found.charAt(0);
    }
    return "unexpected '" + found + "'";
  }
}
