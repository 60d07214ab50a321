package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.identity.GraphNetwork.Fault;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Dgraph.seeds=100000} runs so many of each kind. */
class GraphNetworkTest {
  private static final int SEEDS = Integer.getInteger("graph.seeds", 200);

  @ParameterizedTest
  @MethodSource("rules")
  void personsFollowFromTheFactsWithoutCrashes(LinkingRules rules) {
    staysRight(seed -> new GraphLoad(4 + seed % 17, 25, 0, rules));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void personsFollowFromTheFactsAfterCrashes(LinkingRules rules) {
    staysRight(seed -> new GraphLoad(4 + seed % 17, 25, 3, rules));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void sparseGraphsAndManyCrashesLoseNothing(LinkingRules rules) {
    staysRight(seed -> new GraphLoad(20 + seed % 10, 40, 5, rules));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeOfRulesReachesEveryGraph(LinkingRules former, LinkingRules rules) {
    staysRight(seed -> new GraphLoad(4 + seed % 17, 25, seed % 3, rules).changedFrom(former));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whatOperatorsDecideAboutLinksIsAFactLikeAnother(LinkingRules rules) {
    staysRight(seed -> new GraphLoad(4 + seed % 17, 25, seed % 4, rules).ruledOn(1 + seed % 8));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatOperatorsDecideSurvivesAChangeOfRules(LinkingRules former, LinkingRules rules) {
    staysRight(
        seed ->
            new GraphLoad(4 + seed % 17, 25, seed % 3, rules)
                .changedFrom(former)
                .ruledOn(1 + seed % 8));
  }

  static List<Arguments> changes() {
    return rules().stream()
        .flatMap(former -> rules().stream().map(rules -> Arguments.of(former, rules)))
        .filter(change -> !change.get()[0].equals(change.get()[1]))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whoIsBlockedLeavesEveryGraphAndComesBack(LinkingRules rules) {
    staysRight(
        seed ->
            new GraphLoad(4 + seed % 17, 25, seed % 3, GraphLoad.SOME_BLOCKED)
                .changedFrom(rules)
                .ruledOn(2));
    // what was decided about a link with somebody blocked comes back when the two are seen again
    staysRight(
        seed ->
            new GraphLoad(4 + seed % 17, 25, seed % 3, rules).changedFrom(GraphLoad.SOME_BLOCKED));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whoIsForgottenStandsNowhereAndBeginsAnew(LinkingRules rules) {
    staysRight(seed -> new GraphLoad(6 + seed % 15, 40, seed % 4, rules).forgetting(1 + seed % 3));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void linksThatAreTooOldDieAndNothingIsKeptOfThem(LinkingRules rules) {
    staysRight(
        seed -> new GraphLoad(4 + seed % 17, 40, seed % 4, rules).ruledOn(seed % 3).ageing());
  }

  static List<LinkingRules> rules() {
    return List.of(LinkingRules.PLAIN, GraphLoad.ONE_LOG_IN, GraphLoad.ONE_LOG_IN_AND_MAIL);
  }

  @Test
  void withoutBeliefsSomePersonStaysWrong() {
    assertThat(isNoticed(Fault.NO_BELIEF)).isTrue();
  }

  @Test
  void withoutTokensSomeFragmentIsLostOrDoubled() {
    assertThat(isNoticed(Fault.SAME_TOKEN)).isTrue();
  }

  /** Each seed is a run of its own, so they run on all processors. */
  private static void staysRight(IntFunction<GraphLoad> load) {
    List<String> complaints =
        IntStream.range(0, SEEDS)
            .parallel()
            .mapToObj(
                seed ->
                    new GraphNetwork(seed, load.apply(seed), Fault.NONE)
                        .run().stream().map(complaint -> "seed " + seed + ": " + complaint))
            .flatMap(stream -> stream)
            .toList();
    assertThat(complaints).isEmpty();
  }

  private static boolean isNoticed(Fault fault) {
    return IntStream.range(0, SEEDS)
        .anyMatch(
            seed ->
                !new GraphNetwork(seed, new GraphLoad(30, 40, 5, LinkingRules.PLAIN), fault)
                    .run()
                    .isEmpty());
  }
}
