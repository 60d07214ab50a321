package io.sojourn.core.channel;

import io.sojourn.core.channel.TemplateText.Escaping;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A message in Handlebars: a subject with an HTML part, a text part, or both.
 *
 * <p>Values in the HTML part are escaped unless written {@code {{{so}}}}; the subject and the text
 * part are not HTML and escape nothing. What may be called: {@link TemplateHelpers}. Parsed once,
 * rendered by any number of threads.
 */
public final class MessageTemplate implements ChannelTemplate {
  private final TemplateText subject;
  private final @Nullable TemplateText html;
  private final @Nullable TemplateText text;

  private MessageTemplate(String subject, @Nullable String html, @Nullable String text)
      throws TemplateException {
    this.subject = TemplateText.parse(Escaping.NONE, "subject", subject);
    this.html = html == null ? null : TemplateText.parse(Escaping.HTML, "html", html);
    this.text = text == null ? null : TemplateText.parse(Escaping.NONE, "text", text);
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

  @Override
  public Set<String> references() {
    Set<String> all = new TreeSet<>(subject.references());
    if (html != null) {
      all.addAll(html.references());
    }
    if (text != null) {
      all.addAll(text.references());
    }
    return Collections.unmodifiableSet(all);
  }

  /**
   * Renders every part.
   *
   * @param data values by dotted path; what is missing renders as nothing
   * @throws TemplateException if a helper cannot take its value; the message has no data in it
   */
  public RenderedMessage render(Map<String, Object> data) throws TemplateException {
    Map<String, Object> model = TemplateText.model(data);
    return new RenderedMessage(
        subject.render(model),
        html == null ? null : html.render(model),
        text == null ? null : text.render(model));
  }
}
