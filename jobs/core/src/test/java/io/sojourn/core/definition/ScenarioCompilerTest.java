package io.sojourn.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioCompilerTest {
  private static final Workspace WORKSPACE =
      Objects.requireNonNull(
          WorkspaceCompiler.compile(
                  List.of(
                      new SourceFile(
                          "namespaces.yaml",
                          "namespaces: [{name: CRMID, type: person, unique: true, ordinal: 0}]"),
                      new SourceFile(
                          "schema.yaml",
                          """
                          profile: {name: string, vip: bool}
                          events: {bought: {total: double, order.items: int, at: timestamp}}
                          """),
                      new SourceFile("audiences/vips.yaml", "audience: vips\nmember: profile.vip"),
                      new SourceFile(
                          "journeys/thank.yaml",
                          """
                          journey: thank
                          version: 1
                          entry: {event: bought}
                          start: done
                          steps: {done: {end: thanked}}
                          """)),
                  1)
              .workspace());

  private static final String SCENARIO =
      """
      scenario: buys
      journey: thank
      given: {profile: {identityMap: {CRMID: [{id: c-1}]}, vip: true}}
      when:
        - {at: 2026-03-28T23:45:00Z, event: bought, data: {total: 80.0, order.items: 2}}
        - {after: 1h}
      then:
        - {step: ended, cause: thanked}
        - {audience: vips, status: entered}
        - {reject: EVENT_FIELD_TYPE, count: 0}
      """;

  @Test
  void makesRecordsOfMoments() {
    ScenarioCompiler.Compilation compiled = compile(SCENARIO);

    assertThat(compiled.problems()).isEmpty();
    Scenario scenario = compiled.scenarios().get(0);
    assertThat(scenario.moments())
        .extracting(Scenario.Moment::input)
        .containsExactly(
            "{'_id':'scenario-1','timestamp':'2026-03-28T23:45:00Z',"
                .concat("'identityMap':{'CRMID':[{'id':'c-1'}]},'vip':true}")
                .replace('\'', '"'),
            "{'_id':'scenario-2','timestamp':'2026-03-28T23:45:00Z','eventType':'bought',"
                .concat("'identityMap':{'CRMID':[{'id':'c-1'}]},")
                .concat("'total':80.0,'order':{'items':2}}")
                .replace('\'', '"'),
            "");
    assertThat(scenario.moments().get(2).at() - scenario.moments().get(1).at())
        .isEqualTo(3_600_000);
    assertThat(scenario.expectations()).extracting(Expectation::count).containsExactly(1, 1, 0);
  }

  @Test
  void writesTextThatIsNoValueOfItsTypeAsText() {
    String input =
        compile(SCENARIO.replace("total: 80.0", "total: \"a\\\"\\tb\""))
            .scenarios()
            .get(0)
            .moments()
            .get(1)
            .input();

    assertThat(input).contains("\"total\":\"a\\\"\\u0009b\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "journey: thank        | journey: thanks           | 2:10 | DEFINITION_REFERENCE",
        "event: bought         | event: buoght             | 5:39 | DEFINITION_REFERENCE",
        "total: 80.0           | totl: 80.0                | 5:54 | DEFINITION_REFERENCE",
        "vip: true             | vipp: true                | 3:54 | DEFINITION_REFERENCE",
        "vips                  | vip                       | 9:16 | DEFINITION_REFERENCE",
        "status: entered       | status: gone              | 9:30 | DEFINITION_VALUE",
        "EVENT_FIELD_TYPE      | EVENT_FIELD               | 10:14 | DEFINITION_VALUE",
        "step: ended           | step: finished            | 8:12 | DEFINITION_VALUE",
        "step: ended           | command: hello            | 8:15 | DEFINITION_REFERENCE",
        "step: ended           | stepp: ended              | 8:5  | DEFINITION_VALUE",
        "cause: thanked        | because: thanked          | 8:19 | DEFINITION_UNKNOWN_KEY",
        "count: 0              | count: many               | 10:39 | DEFINITION_VALUE",
        "after: 1h             | after: soon               | 6:13 | DEFINITION_VALUE",
        "at: 2026              | at: 1026-03               | 5:10 | DEFINITION_VALUE",
        "after: 1h             | at: 2026-03-28T00:00:00Z  | 6:10 | DEFINITION_VALUE",
        "after: 1h             | event: bought             | 6:5  | DEFINITION_MISSING_KEY",
        "after: 1h             | after: 1h, data: {}       | 6:17 | DEFINITION_VALUE",
        "order.items: 2        | order: 1, order.items: 2  | 5:67 | DEFINITION_REFERENCE",
        "scenario: buys        | description: buys         | 1:1  | DEFINITION_MISSING_KEY",
      })
  void placesWhatIsWrong(String right, String wrong, String place, String code) {
    List<DefinitionProblem> problems = compile(SCENARIO.replace(right, wrong)).problems();

    assertThat(problems)
        .isNotEmpty()
        .first()
        .satisfies(
            problem -> {
              assertThat(problem.message()).startsWith("tests/buys.yaml:" + place + ":");
              assertThat(problem.code()).hasToString(code);
            });
  }

  @Test
  void wantsSomethingToHappenAndSomethingToBeExpected() {
    assertThat(compile("scenario: nothing").problems())
        .extracting(DefinitionProblem::seen)
        .containsExactly("a scenario in which nothing happens", "a scenario that expects nothing");
  }

  @Test
  void checksOnlyTheGrammarWithoutAWorkspace() {
    SourceFile wrong = new SourceFile("tests/a.yaml", SCENARIO.replace("vips", "nobody"));

    assertThat(ScenarioCompiler.compile(List.of(wrong), null).problems()).isEmpty();
  }

  @Test
  void refusesASecondScenarioOfTheSameName() {
    List<SourceFile> twice =
        List.of(new SourceFile("tests/a.yaml", SCENARIO), new SourceFile("tests/b.yaml", SCENARIO));

    assertThat(ScenarioCompiler.compile(twice, WORKSPACE).problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).startsWith("tests/b.yaml:1:1: DEFINITION_VALUE"));
  }

  private static ScenarioCompiler.Compilation compile(String text) {
    return ScenarioCompiler.compile(List.of(new SourceFile("tests/buys.yaml", text)), WORKSPACE);
  }
}
