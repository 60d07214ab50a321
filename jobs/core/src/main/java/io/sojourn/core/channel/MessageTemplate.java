package io.sojourn.core.channel;

import com.github.jknack.handlebars.Context;
import io.sojourn.core.channel.TemplateText.Escaping;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message in Handlebars: a subject with an HTML part, a text part, or both; and the address by
 * which its recipient is written to no more.
 *
 * <p>Values in the HTML part are escaped unless written {@code {{{so}}}}; the subject and the text
 * part are not HTML and escape nothing; what is put into the address is escaped as a part of a URL.
 * What may be called: {@link TemplateHelpers}. Parsed once, rendered by any number of threads.
 */
public final class MessageTemplate implements ChannelTemplate {
  /** In visible characters, for it becomes a header; those of values are escaped. */
  private static final Pattern ADDRESS =
      Pattern.compile("https://(?:[!-~&&[^<>{}]]|\\{\\{[ -~&&[^{}]]*}})+");

  private final TemplateText subject;
  private final @Nullable TemplateText html;
  private final @Nullable TemplateText text;
  private final @Nullable TemplateText unsubscribe;
  private final Missing missing;

  private MessageTemplate(
      String subject, @Nullable String html, @Nullable String text, @Nullable String unsubscribe)
      throws TemplateException {
    this.subject = TemplateText.parse(Escaping.NONE, "subject", subject);
    this.html = html == null ? null : TemplateText.parse(Escaping.HTML, "html", html);
    this.text = text == null ? null : TemplateText.parse(Escaping.NONE, "text", text);
    this.unsubscribe =
        unsubscribe == null ? null : TemplateText.parse(Escaping.URL, "unsubscribe", unsubscribe);
    this.missing = Missing.EMPTY;
  }

  private MessageTemplate(MessageTemplate parts, Missing missing) {
    this.subject = parts.subject;
    this.html = parts.html;
    this.text = parts.text;
    this.unsubscribe = parts.unsubscribe;
    this.missing = missing;
  }

  /**
   * Parses a template.
   *
   * @param html the HTML part, or null
   * @param text the text part, or null
   * @param unsubscribe an address that begins with {@code https://}, which RFC 8058 asks for, or
   *     null
   * @throws TemplateException with the place inside the part that is wrong; its message begins with
   *     the name of the part: {@code subject}, {@code html}, {@code text} or {@code unsubscribe}
   */
  public static MessageTemplate parse(
      String subject, @Nullable String html, @Nullable String text, @Nullable String unsubscribe)
      throws TemplateException {
    if (html == null && text == null) {
      throw new TemplateException(1, 1, "subject: is alone; an html or a text part must follow");
    }
    if (unsubscribe != null && !ADDRESS.matcher(unsubscribe).matches()) {
      throw new TemplateException(1, 1, "unsubscribe: is no address that begins with https://");
    }
    return new MessageTemplate(subject, html, text, unsubscribe);
  }

  @Override
  public MessageTemplate with(Missing other) {
    return new MessageTemplate(this, other);
  }

  @Override
  public Set<String> references() {
    Set<String> all = new TreeSet<>(subject.references());
    if (html != null) {
      all.addAll(html.references());
    }
    if (text != null) {
      all.addAll(text.references());
    }
    if (unsubscribe != null) {
      all.addAll(unsubscribe.references());
    }
    return Collections.unmodifiableSet(all);
  }

  /**
   * Renders every part.
   *
   * @param data values by dotted path
   * @throws TemplateException if a value is missing that must not, or a helper cannot take it; the
   *     message has no data in it
   */
  public RenderedMessage render(Map<String, Object> data) throws TemplateException {
    Context model = TemplateText.model(data, missing);
    return new RenderedMessage(
        subject.render(model),
        html == null ? null : html.render(model),
        text == null ? null : text.render(model),
        unsubscribe == null ? null : unsubscribe.render(model));
  }
}
