package io.sojourn.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.WorkspaceCompiler.Compilation;
import io.sojourn.core.identity.BlockedValues;
import io.sojourn.core.identity.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceParserTest {

  /** Compiles a workspace of these namespaces, the first one on line 2. */
  private static Compilation compile(String... namespaces) {
    String text = "namespaces:\n  - {" + String.join("}\n  - {", namespaces) + "}\n";
    return WorkspaceCompiler.compile(List.of(new SourceFile("namespaces.yaml", text)), 1);
  }

  private static Namespace namespace(String settings) {
    Compilation compilation = compile("name: N, type: person, " + settings);
    assertThat(compilation.problems()).isEmpty();
    return compilation.workspace().namespaces().all().get(0);
  }

  private static String problem(String... namespaces) {
    List<DefinitionProblem> problems = compile(namespaces).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0).message();
  }

  @Test
  void theOrderGivesPriorityAndOrdinal() {
    List<Namespace> namespaces =
        compile(
                "name: A, type: cookie",
                "name: B, type: person, ordinal: 7",
                "name: C, type: device")
            .workspace()
            .namespaces()
            .all();

    assertThat(namespaces).extracting(Namespace::name).containsExactly("A", "B", "C");
    assertThat(namespaces).extracting(Namespace::priority).containsExactly(0, 1, 2);
    assertThat(namespaces).extracting(Namespace::ordinal).containsExactly(0, 7, 2);
  }

  @Test
  void normalisesInTheOrderGiven() {
    assertThat(namespace("normalise: [trim, lower]").normalised(" Ada@X.org "))
        .isEqualTo("ada@x.org");
    assertThat(namespace("unique: true").normalised(" Ada@X.org ")).isEqualTo(" Ada@X.org ");
  }

  @Test
  void aPhoneNumberMayHaveARegion() {
    assertThat(namespace("normalise: [trim, {e164: NO}]").normalised("22 12 34 56"))
        .isEqualTo("+4722123456");
    assertThat(namespace("normalise: [e164]").normalised("22 12 34 56")).isNull();
  }

  @Test
  void aLinkLivesForEverUnlessItsNamespaceSaysHowLong() {
    assertThat(namespace("retention: 390d").retention()).isEqualTo(Duration.ofDays(390).toMillis());
    assertThat(namespace("unique: true").retention()).isEqualTo(Namespace.FOR_EVER);
  }

  @Test
  void blockedValuesAreComparedAsNormalised() {
    BlockedValues phones =
        namespace("normalise: [{e164: DE}], blocked: [030 1234567, 0301234568]").blocked();
    BlockedValues ids = namespace("blocked: [Test], unblocked: [0]").blocked();

    assertThat(phones)
        .isEqualTo(new BlockedValues(Set.of("+49301234567", "+49301234568"), Set.of()));
    assertThat(ids).isEqualTo(new BlockedValues(Set.of("test"), Set.of("0")));
    assertThat(namespace("unique: true").blocked()).isEqualTo(BlockedValues.PLACEHOLDERS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "normalise: [upper]; 2:41; 'upper', not one of [e164, lower, trim]",
        "normalise: [{e164: XX}]; 2:48; 'XX', not a region of ISO 3166",
        "normalise: [{e164: de}]; 2:48; 'de', not a region of ISO 3166",
        "normalise: [{e164: [DE]}]; 2:48; 'e164' is a list, not a single value",
        "normalise: [{e164: DE, trim: x}]; 2:52; the key 'trim'; known here: e164",
        "normalise: [[trim]]; 2:41; a step is a list",
        "normalise: trim; 2:40; 'normalise' is a single value, not a list",
        "format: ecid, blocked: [a1]; 2:53; 'a1', not a value of this namespace",
        "normalise: [e164], blocked: [a1]; 2:58; 'a1', not a value of this namespace",
        "blocked: [a1, \"null\"]; 2:43; 'null', blocked already",
        "normalise: [trim], blocked: [a1, b1, ' a1']; 2:66; ' a1', listed before",
        "blocked: a1; 2:38; 'blocked' is a single value, not a list",
        "blocked: [[a1]]; 2:39; a value is a list, not a single value",
        "unblocked: ['0', a1]; 2:46; 'a1', which is not blocked",
        "unblocked: ['0', '0']; 2:46; '0', listed before",
        "unblocked: ['']; 2:41; '', not a value of this namespace",
        "format: uuid; 2:37; 'uuid', not one of [ecid]",
        "retention: 23h; 2:40; '23h', less than a day",
        "retention: year; 2:40; 'year', not a duration",
        "segment: groupId; 2:38; 'groupId', not userId, anonymousId or email",
        "priority: 1; 2:29; the key 'priority'; known here"
      },
      quoteCharacter = '`')
  void reportsAMistakeAtItsPlace(String settings, String place, String seen) {
    assertThat(problem("name: N, type: person, " + settings))
        .startsWith("namespaces.yaml:" + place + ": DEFINITION_")
        .contains(seen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "name: N, type: person",
        "name: M, type: person, ordinal: 0",
        "name: M, type: person, segment: userId"
      })
  void refusesWhatTwoNamespacesShare(String second) {
    assertThat(problem("name: N, type: person, segment: userId", second))
        .startsWith("namespaces.yaml:3:5: DEFINITION_VALUE")
        .contains("given twice");
  }
}
