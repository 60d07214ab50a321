package io.sojourn.verify;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.NullMarked;

/** Who may use what. There is no list of exceptions: a rule that does not fit the code is wrong. */
@AnalyzeClasses(packages = "io.sojourn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String CORE = "io.sojourn.core..";
  private static final String FLINK = "io.sojourn.flink..";
  private static final String CONNECTORS = "io.sojourn.connectors..";
  private static final String APP = "io.sojourn.app..";
  private static final String TESTKIT = "io.sojourn.testkit..";

  private static final String REPLAY =
      "the same events give the same bytes, on every machine, today and in a replay";

  @ArchTest
  static final ArchRule coreIsPure =
      classes()
          .that()
          .resideInAPackage(CORE)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  CORE,
                  "java..",
                  "javax.crypto..",
                  "org.jspecify..",
                  "dev.cel..",
                  "com.google.common.collect..",
                  "com.github.jknack..",
                  "com.google.i18n.phonenumbers..",
                  "org.snakeyaml.."))
          .because("the engines run in a job, in a test and on the command line alike");

  @ArchTest
  static final ArchRule celIsConfined =
      noClasses()
          .that(resideInAPackage("io.sojourn..").and(not(in("io.sojourn.core.expression.."))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.cel..", "com.google.common..")
          .because("one place knows whose expression language it is; its trees are Guava's lists");

  @ArchTest
  static final ArchRule handlebarsIsConfined =
      noClasses()
          .that(resideInAPackage("io.sojourn..").and(not(in("io.sojourn.core.channel.."))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.jknack..")
          .because("there is one template language, and one place that knows whose it is");

  @ArchTest
  static final ArchRule phoneNumbersAreConfined =
      noClasses()
          .that(resideInAPackage("io.sojourn..").and(not(in("io.sojourn.core.identity.."))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.i18n.phonenumbers..")
          .because("a number is an identity's value: normalised once, then a text like any other");

  @ArchTest
  static final ArchRule yamlIsConfined =
      noClasses()
          .that(resideInAPackage("io.sojourn..").and(not(in("io.sojourn.core.definition.."))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..")
          .because("YAML is the form of definitions and of nothing else");

  @ArchTest
  static final ArchRule enginesReadNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, FLINK)
          .should()
          .callMethodWhere(readsTheClock())
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class)
          .because("now is an argument: " + REPLAY);

  @ArchTest
  static final ArchRule enginesAreDeterministic =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\.Thread|java\\.util\\.(Timer|Random|SplittableRandom)"
                  + "|java\\.security\\.SecureRandom|java\\.util\\.concurrent\\..*(Executor|Random).*")
          .orShould()
          .callMethodWhere(
              called("java.util.UUID", "randomUUID").or(called("java.lang.Math", "random")))
          .because(REPLAY);

  @ArchTest
  static final ArchRule enginesShareNothing =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage(CORE)
          .and()
          .areStatic()
          .should()
          .beFinal()
          .because("subtasks of one process must not meet in a field");

  /**
   * {@code codec}, {@code identity} and {@code output} are one slice, the vocabulary: an output
   * names identities, the identity graph says assignments, and the codec writes both.
   */
  @ArchTest
  static final ArchRule coreFeaturesHaveAnOrder =
      slices()
          .assignedFrom(coreFeatures())
          .should()
          .beFreeOfCycles()
          .because("a feature is understood after those it builds on, and without the others");

  @ArchTest
  static final ArchRule layersLookDown =
      noClasses()
          .that()
          .resideInAPackage(FLINK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CONNECTORS, APP)
          .because("operators know neither where records come from nor where they go");

  @ArchTest
  static final ArchRule connectorsKnowNoOperator =
      classes()
          .that()
          .resideInAPackage(CONNECTORS)
          .should()
          .onlyDependOnClassesThat(
              not(resideInAPackage("io.sojourn.."))
                  .or(
                      resideInAnyPackage(
                          CORE,
                          CONNECTORS,
                          "io.sojourn.schema..",
                          "io.sojourn.flink.convert..",
                          "io.sojourn.flink.support..")))
          .because("a connector shares the wire's records and serializers with operators, no more");

  @ArchTest
  static final ArchRule nobodyUsesTheApp =
      noClasses()
          .that()
          .resideOutsideOfPackage(APP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(APP)
          .because("the app puts the others together");

  @ArchTest
  static final ArchRule productionUsesNoTestkit =
      noClasses()
          .that()
          .resideOutsideOfPackage(TESTKIT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TESTKIT)
          .because("the test kit holds a broker, which no job carries");

  @ArchTest
  static final ArchRule wireRecordsStayAtTheEdge =
      noClasses()
          .that(
              resideInAnyPackage(CORE, FLINK, CONNECTORS)
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.sojourn.flink.convert..",
                              "io.sojourn.flink.definition..",
                              CONNECTORS))))
          .should()
          .dependOnClassesThat(assignableTo(SpecificRecord.class))
          .because("a change of a contract ends where records are converted");

  @ArchTest
  static final ArchRule kafkaStaysAtTheEdge =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, FLINK, "io.sojourn.schema..", "io.sojourn.connectors.event..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("operators and engines run without a broker");

  @ArchTest
  static final ArchRule mailStaysAtTheEdge =
      noClasses()
          .that(
              resideInAPackage("io.sojourn..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.sojourn.connectors.channel.email..",
                              "io.sojourn.connectors.event.mail..",
                              APP,
                              TESTKIT))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.mail..", "org.subethamail..")
          .because("a provider is behind the port of its channel, and a report is an event");

  @ArchTest
  static final ArchRule jobsStartJobs =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Job")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(StreamExecutionEnvironment.class)))
                  .and(target(nameMatching("execute.*|getExecutionEnvironment"))))
          .because("a topology is built the same way by a job and by a test");

  @ArchTest
  static final ArchRule stateIsDescribedInOperators =
      noClasses()
          .that(
              resideInAPackage("io.sojourn..")
                  .and(not(resideInAnyPackage(FLINK, "io.sojourn.connectors.channel.."))))
          .should()
          .dependOnClassesThat(assignableTo(StateDescriptor.class))
          .because("names of state never change, so few places have any");

  @ArchTest
  static final ArchRule noBannedLibraries =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "lombok..", "org.mockito..", "org.junit..", "junit..", "org.joda..", "sun..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Date")
          .because("records, hand-written doubles and java.time do it");

  @ArchTest
  static final ArchRule namesSayWhat =
      noClasses()
          .that()
          .resideInAPackage("io.sojourn..")
          .should()
          .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
          .because("such a name says what a class is to its author, not what it is");

  @ArchTest
  static final ArchRule nullIsMarked =
      classes()
          .that()
          .resideInAPackage("io.sojourn..")
          .should(resideInNullMarkedPackages())
          .because("null is a value only where a type says so");

  private static DescribedPredicate<JavaClass> in(String packages) {
    return resideInAPackage(packages);
  }

  private static DescribedPredicate<JavaCall<?>> readsTheClock() {
    return called("java.lang.System", "currentTimeMillis")
        .or(called("java.lang.System", "nanoTime"))
        .or(
            DescribedPredicate.describe(
                "java.time.*.now",
                call ->
                    call.getName().equals("now")
                        && call.getTargetOwner().getPackageName().startsWith("java.time")));
  }

  private static DescribedPredicate<JavaCall<?>> called(String owner, String method) {
    return DescribedPredicate.describe(
        owner + "." + method,
        call -> call.getName().equals(method) && call.getTargetOwner().getName().equals(owner));
  }

  private static SliceAssignment coreFeatures() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("io.sojourn.core.")) {
          return SliceIdentifier.ignore();
        }
        String feature = name.substring("io.sojourn.core.".length()).replaceFirst("\\..*", "");
        boolean word = Set.of("codec", "identity", "output").contains(feature);
        return SliceIdentifier.of(word ? "vocabulary" : feature);
      }

      @Override
      public String getDescription() {
        return "features of the core";
      }
    };
  }

  private static ArchCondition<JavaClass> resideInNullMarkedPackages() {
    return new ArchCondition<>("reside in packages that are @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked =
            type.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        events.add(new SimpleConditionEvent(type, marked, type.getPackageName()));
      }
    };
  }
}
