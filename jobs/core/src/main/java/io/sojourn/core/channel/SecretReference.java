package io.sojourn.core.channel;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is found: {@code ${env:NAME}} or {@code ${file:/path}}. The secret itself is never
 * here.
 *
 * @param source where to look
 * @param name name of the variable, or path of the file
 */
public record SecretReference(Source source, String name) {
  private static final Pattern FORM =
      Pattern.compile("\\$\\{(?:(env):([A-Za-z_]\\w*)|(file):(/[^}\\p{Cntrl}]+))}");

  /** Kinds of places a secret may be in. */
  public enum Source {
    ENV,
    FILE
  }

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException if the text is no reference; the message does not repeat the
   *     text, which may be a secret written in the wrong place
   */
  public static SecretReference parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("A secret is given as ${env:NAME} or ${file:/path}");
    }
    return form.group(1) != null
        ? new SecretReference(Source.ENV, form.group(2))
        : new SecretReference(Source.FILE, form.group(4));
  }

  /** The form that {@link #parse} reads. */
  public String text() {
    return "${" + source.name().toLowerCase(Locale.ROOT) + ":" + name + "}";
  }
}
