package io.sojourn.core.error;

/**
 * One thing that is wrong.
 *
 * @param code what rule was broken
 * @param place {@code file:line:column} for definitions, a field path for events, or empty
 * @param seen what was found instead, free of personal data: types, sizes, names of fields,
 *     positions
 */
public record Problem(ProblemCode code, String place, String seen) {

  /** For people: {@code place: CODE seen (rule; remedy)}. */
  public String message() {
    String where = place.isEmpty() ? "" : place + ": ";
    return where + code + " " + seen + " (" + code.rule() + "; " + code.remedy() + ")";
  }
}
