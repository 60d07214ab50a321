package io.sojourn.core.channel;

import io.sojourn.core.channel.TemplateText.Escaping;
import java.util.Map;
import java.util.Set;

/**
 * Content for a surface: JSON in Handlebars, of whatever form its application understands. Values
 * are escaped as the inside of a string. Parsed once, rendered by any number of threads.
 */
public final class ContentTemplate implements ChannelTemplate {
  /** The least and the most that a priority may be. */
  public static final int LEAST_PRIORITY = 0;

  public static final int MOST_PRIORITY = 100;

  /** Most characters of what is rendered. */
  public static final int MOST_CHARACTERS = 32 * 1024;

  private final TemplateText content;
  private final int priority;
  private final Missing missing;

  private ContentTemplate(TemplateText content, int priority, Missing missing) {
    this.content = content;
    this.priority = priority;
    this.missing = missing;
  }

  /**
   * Parses a template.
   *
   * @param priority of several on one surface the highest comes first, 0 to 100
   * @throws TemplateException with the place that is wrong; its message begins with {@code content}
   */
  public static ContentTemplate parse(String content, int priority) throws TemplateException {
    return new ContentTemplate(
        TemplateText.parse(Escaping.JSON, "content", content), priority, Missing.EMPTY);
  }

  @Override
  public Set<String> references() {
    return content.references();
  }

  @Override
  public ContentTemplate with(Missing other) {
    return new ContentTemplate(content, priority, other);
  }

  public int priority() {
    return priority;
  }

  /**
   * Renders it.
   *
   * @param data values by dotted path
   * @throws TemplateException if a value is missing that must not, a helper cannot take it, or it
   *     becomes longer than {@link #MOST_CHARACTERS}; the message has no data in it
   */
  public String render(Map<String, Object> data) throws TemplateException {
    String rendered = content.render(TemplateText.model(data, missing));
    if (rendered.length() > MOST_CHARACTERS) {
      throw new TemplateException(
          1, 1, "content: longer than " + MOST_CHARACTERS + " characters with this data");
    }
    return rendered;
  }
}
