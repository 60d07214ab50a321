package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MentionsTest {
  private static final Namespace MAIL = namespace("Email", 1, null, Normaliser.Spelling.LOWER);
  private static final Namespace COOKIE = namespace("ECID", 2, ValueFormat.ECID);
  private static final Namespaces ALL = new Namespaces(List.of(MAIL, COOKIE));

  private final IdentityHasher hasher =
      new IdentityHasher("a secret of the test".getBytes(StandardCharsets.UTF_8));
  private final IdentityKey ada = hasher.key("prod", MAIL, "ada@example.com");
  private final Mentions mentions = new Mentions("prod", hasher, ALL, List.of(ada));

  private static Namespace namespace(
      String name, int ordinal, @Nullable ValueFormat format, Normaliser... steps) {
    return new Namespace(
        name,
        NamespaceType.PERSON,
        false,
        ordinal,
        ordinal,
        List.of(steps),
        format,
        BlockedValues.PLACEHOLDERS,
        Namespace.FOR_EVER,
        null);
  }

  @Test
  void anIdentityIsKnownByKeyAndByText() {
    assertThat(mentions.is(ada)).isTrue();
    assertThat(mentions.is(hasher.key("prod", MAIL, "bob@example.com"))).isFalse();
    assertThat(mentions.is(new Identity("Email", "ada@example.com"))).isTrue();
    assertThat(mentions.is(new Identity("ECID", "ada@example.com"))).isFalse();
    assertThat(mentions.is(new Identity("Nothing", "ada@example.com"))).isFalse();
  }

  @Test
  void aValueIsKnownHoweverItIsSpelt() {
    assertThat(mentions.isValue("Ada@Example.com")).isTrue();
    assertThat(mentions.isValue("ada@example.org")).isFalse();
    assertThat(mentions.isValue(17L)).isFalse();
  }
}
