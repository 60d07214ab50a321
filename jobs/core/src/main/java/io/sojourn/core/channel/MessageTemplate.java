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
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message in Handlebars: a subject with an HTML part, a text part, or both.
 *
 * <p>Values in the HTML part are escaped unless written {@code {{{so}}}}; the subject and the text
 * part are not HTML and escape nothing. What may be called: {@link TemplateHelpers}. Parsed once,
 * rendered by any number of threads.
 */
public final class MessageTemplate {
  private static final Pattern PATH =
      Pattern.compile("(?!this\\.)[A-Za-z_][\\w-]*(\\.[A-Za-z_][\\w-]*)+");
  private static final Handlebars PLAIN = handlebars(EscapingStrategy.NOOP);
  private static final Handlebars HTML = handlebars(EscapingStrategy.HTML_ENTITY);

  private final Template subject;
  private final @Nullable Template html;
  private final @Nullable Template text;
  private final Set<String> references = new TreeSet<>();

  private MessageTemplate(String subject, @Nullable String html, @Nullable String text)
      throws TemplateException {
    this.subject = compile(PLAIN, "subject", subject);
    this.html = html == null ? null : compile(HTML, "html", html);
    this.text = text == null ? null : compile(PLAIN, "text", text);
  }

  /**
   * Parses a template.
   *
   * @param html the HTML part, or null
   * @param text the text part, or null
   * @throws TemplateException with the place inside the part that is wrong; its message begins with
   *     the name of the part: {@code subject}, {@code html} or {@code text}
   */
  public static MessageTemplate parse(String subject, @Nullable String html, @Nullable String text)
      throws TemplateException {
    if (html == null && text == null) {
      throw new TemplateException(1, 1, "subject: is alone; an html or a text part must follow");
    }
    return new MessageTemplate(subject, html, text);
  }

  /** The dotted paths it reads, sorted, for example {@code profile.person.name.firstName}. */
  public Set<String> references() {
    return Collections.unmodifiableSet(references);
  }

  /**
   * Renders every part.
   *
   * @param data values by dotted path; what is missing renders as nothing
   * @throws TemplateException if a helper cannot take its value; the message has no data in it
   */
  public RenderedMessage render(Map<String, Object> data) throws TemplateException {
    Map<String, Object> model = nested(data);
    return new RenderedMessage(
        apply(subject, model),
        html == null ? null : apply(html, model),
        text == null ? null : apply(text, model));
  }

  private static Handlebars handlebars(EscapingStrategy escaping) {
    Handlebars handlebars =
        new Handlebars().with(escaping).with(NullTemplateCache.INSTANCE).infiniteLoops(false);
    TemplateHelpers.install(handlebars);
    return handlebars;
  }

  private Template compile(Handlebars handlebars, String part, String source)
      throws TemplateException {
    try {
      TemplateLimits.check(source);
      Template template = handlebars.compileInline(source);
      collectReferences(handlebars, template);
      return template;
    } catch (TemplateException e) {
      throw new TemplateException(e.line(), e.column(), part + ": " + e.getMessage());
    } catch (HandlebarsException e) {
      throw failure(e, part + ": " + reason(e));
    } catch (IOException e) {
      throw new TemplateException(1, 1, part + ": cannot be read");
    }
  }

  private void collectReferences(Handlebars handlebars, Template template)
      throws TemplateException {
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

  private static String apply(Template template, Map<String, Object> model)
      throws TemplateException {
    try {
      return template.apply(Context.newBuilder(model).resolver(MapValueResolver.INSTANCE).build());
    } catch (HandlebarsException e) {
      throw failure(e, "does not render with this data");
    } catch (IOException e) {
      throw new TemplateException(1, 1, "does not render with this data");
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

  private static Map<String, Object> nested(Map<String, Object> data) {
    Map<String, Object> root = new HashMap<>();
    data.forEach((path, value) -> put(root, path, value));
    return root;
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
