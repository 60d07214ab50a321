package io.sojourn.core.output;

import io.sojourn.core.identity.PersonId;
import java.util.List;

/**
 * All that a person is to be shown on a surface; each says the whole, so the newest counts.
 *
 * @param surface see {@link io.sojourn.core.channel.ContentChannel#surface}
 * @param items the first comes first, at most {@link #MOST_ITEMS}; none if there is nothing any
 *     more
 * @param version the workspace version that decided
 */
public record Content(long at, PersonId person, String surface, List<Item> items, String version)
    implements Output {
  /** Most items of a person on a surface; those of less priority come when others have gone. */
  public static final int MOST_ITEMS = 20;

  public Content {
    items = List.copyOf(items);
  }

  /**
   * One content.
   *
   * @param id as that of a command: the same content has the same id, wherever it moves
   * @param instance id of the journey instance that placed it
   * @param priority 0 to 100; the highest comes first, among equals the newest
   * @param from when it was placed, epoch milliseconds
   * @param until when it is no longer to be shown, epoch milliseconds; it may be withdrawn before
   * @param body JSON, as the template has it
   */
  public record Item(
      String id,
      String journey,
      int journeyVersion,
      String instance,
      String step,
      String channel,
      String template,
      int priority,
      long from,
      long until,
      String body) {

    /** Content carries personal data, which must not reach a log. */
    @Override
    public String toString() {
      return "Item[" + id + "]";
    }
  }

  /** Content carries personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "Content[" + surface + ", " + items + "]";
  }
}
