package io.sojourn.core.channel;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.TagType;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.NullTemplateCache;
import com.github.jknack.handlebars.context.MapValueResolver;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One part of a template, in Handlebars. What may be called: {@link TemplateHelpers}. Parsed once,
 * rendered by any number of threads.
 */
final class TemplateText {
  private static final Pattern PATH =
      Pattern.compile("(?!this\\.)[A-Za-z_][\\w-]*(\\.[A-Za-z_][\\w-]*)+");

  private final Template template;
  private final Set<String> references = new TreeSet<>();

  /** What becomes of a value that is put in, unless it is written {@code {{{so}}}}. */
  enum Escaping {
    /** It stays as it is. */
    NONE(EscapingStrategy.NOOP),
    /** As text or an attribute of HTML. */
    HTML(EscapingStrategy.HTML_ENTITY),
    /** As the inside of a JSON string, RFC 8259 section 7. */
    JSON(value -> json(value.toString())),
    /** As a part of a URL between two delimiters, RFC 3986 section 2. */
    URL(value -> url(value.toString()));

    /** Knows every helper there is, and refuses others with their place. */
    @SuppressWarnings("ImmutableEnumChecker") // set up here and never again
    private final Handlebars checking;

    /** Asks the last of the helpers about every value that is missing. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Handlebars rendering;

    Escaping(EscapingStrategy strategy) {
      checking = withHelpers(strategy);
      rendering = withHelpers(strategy);
      rendering.registerHelperMissing(TemplateHelpers::missing);
    }

    private static Handlebars withHelpers(EscapingStrategy strategy) {
      Handlebars handlebars =
          new Handlebars().with(strategy).with(NullTemplateCache.INSTANCE).infiniteLoops(false);
      TemplateHelpers.install(handlebars);
      return handlebars;
    }
  }

  private TemplateText(Template template) {
    this.template = template;
  }

  /**
   * Parses a part.
   *
   * @param part its name, with which messages begin
   * @throws TemplateException with the place inside the part that is wrong
   */
  static TemplateText parse(Escaping escaping, String part, String source)
      throws TemplateException {
    try {
      TemplateLimits.check(source);
      var unused = escaping.checking.compileInline(source);
      TemplateText text = new TemplateText(escaping.rendering.compileInline(source));
      text.collectReferences(escaping.checking);
      text.tryOut(part);
      return text;
    } catch (TemplateException e) {
      throw new TemplateException(e.line(), e.column(), part + ": " + e.getMessage());
    } catch (HandlebarsException e) {
      throw failure(e, part + ": " + reason(e));
    } catch (IOException e) {
      throw new TemplateException(1, 1, part + ": cannot be read");
    }
  }

  /** The dotted paths it reads, sorted. */
  Set<String> references() {
    return Collections.unmodifiableSet(references);
  }

  /**
   * Renders it.
   *
   * @param model as {@link #model} makes it
   * @throws TemplateException if a helper cannot take its value; the message has no data in it
   */
  String render(Context model) throws TemplateException {
    try {
      return template.apply(model);
    } catch (HandlebarsException e) {
      throw failure(e, "does not render with this data");
    } catch (IOException e) {
      throw new TemplateException(1, 1, "does not render with this data");
    }
  }

  /**
   * What parts are rendered with.
   *
   * @param data values by dotted path
   */
  static Context model(Map<String, Object> data, Missing missing) {
    Map<String, Object> root = new HashMap<>();
    data.forEach((path, value) -> put(root, path, value));
    Context model = Context.newBuilder(root).resolver(MapValueResolver.INSTANCE).build();
    return model.data(TemplateHelpers.MISSING, missing);
  }

  /** Renders without data, which shows what no data can make right: a time zone that is none. */
  private void tryOut(String part) throws TemplateException {
    try {
      var unused = template.apply(model(Map.of(), Missing.EMPTY));
    } catch (HandlebarsException e) {
      String reason =
          e.getCause() instanceof IllegalArgumentException cause
              ? cause.getMessage()
              : "does not render";
      throw failure(e, part + ": " + reason);
    } catch (IOException e) {
      throw new TemplateException(1, 1, part + ": does not render");
    }
  }

  private void collectReferences(Handlebars handlebars) throws TemplateException {
    Set<String> names = new TreeSet<>(template.collect(TagType.values()));
    names.addAll(template.collectReferenceParameters());
    for (String name : names) {
      if (PATH.matcher(name).matches()) {
        references.add(name);
      } else if (handlebars.helper(name) == null) {
        throw new TemplateException(
            1, 1, "'" + name + "' is neither a path such as profile.loyalty.points nor a helper");
      }
    }
  }

  private static String reason(HandlebarsException e) {
    return e.getError() == null ? "is not Handlebars" : e.getError().reason;
  }

  /** Handlebars counts lines from 1 and columns from 0. */
  private static TemplateException failure(HandlebarsException e, String message) {
    return e.getError() == null
        ? new TemplateException(1, 1, message)
        : new TemplateException(e.getError().line, e.getError().column + 1, message);
  }

  private static String json(String value) {
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Everything but the unreserved characters, a space as {@code %20}. */
  static String url(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  @SuppressWarnings("unchecked") // put is the only writer of these maps
  private static void put(Map<String, Object> node, String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      node.putIfAbsent(path, value);
    } else if (node.computeIfAbsent(path.substring(0, dot), k -> new HashMap<>())
        instanceof Map<?, ?> child) {
      put((Map<String, Object>) child, path.substring(dot + 1), value);
    }
  }
}
