package io.sojourn.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.output.Content;
import io.sojourn.core.person.TestPerson;
import io.sojourn.core.person.TestWorkspace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What journeys place on surfaces, and when it goes. */
class ContentTest {
  private static final Workspace WORKSPACE = workspace("").compile();

  private final TestPerson ada = new TestPerson(WORKSPACE, 1);
  private final TestPerson visitor = new TestPerson(WORKSPACE, 2);

  /**
   * @param missing what a template does about values that are missing
   */
  private static TestWorkspace workspace(String missing) {
    return TestWorkspace.empty()
        .with("channels/home.yaml", "channel: home\ncontent: {surface: 'web://shop/home'}\n")
        .with("channels/app.yaml", "channel: app\ncontent: {surface: app}\nvalidity: 20s\n")
        .with(
            "templates/banner.yaml",
            "template: banner\npriority: 60\n"
                + missing
                + "content: '{\"hello\": \"{{profile.person.name.firstName}}\", \"cart\":"
                + " \"{{event.cartId}}\"}'\n")
        .with("templates/tile.yaml", "template: tile\ncontent: '{\"id\": \"{{command.id}}\"}'\n")
        .journey(
            "banner",
            """
            entry: {event: cart, key: event.cartId}
            exit: [{event: buy, where: event.cartId == instance.key}]
            start: show
            steps:
              show: {message: home, template: banner, class: transactional, next: settle}
              settle: {wait: 50s, next: done}
              done: {end: seen}
            """)
        .journey(
            "tile",
            """
            entry: {event: view}
            start: show
            steps:
              show: {message: home, template: tile, class: marketing, next: also}
              also: {message: app, template: tile, class: transactional, next: settle}
              settle: {wait: 50s, next: done}
              done: {end: seen}
            """);
  }

  private void allowed(long at) {
    ada.profile(
        at, Map.of("consents.marketing.home.val", "y", "person.name.firstName", "Ada \"A\""));
    ada.said();
  }

  private static List<String> templates(Content content) {
    return content.items().stream().map(Content.Item::template).toList();
  }

  private List<Content> contents() {
    return ada.outputs(Content.class);
  }

  @Test
  void itIsShownUntilTheJourneyEnds() {
    ada.event(100, "cart", Map.of("cartId", "k"));
    assertThat(ada.said())
        .containsExactly(
            "100 entered banner cart",
            "100 issued banner.show home",
            "100 step banner.settle wait",
            "100 web://shop/home[banner]");
    assertThat(ada.until(200).said())
        .containsExactly("150 ended banner.done seen", "150 web://shop/home[]");
  }

  @Test
  void anExitTakesItAway() {
    ada.event(100, "cart", Map.of("cartId", "k"));
    ada.event(101, "cart", Map.of("cartId", "l"));
    ada.said();
    ada.event(110, "buy", Map.of("cartId", "k"));
    assertThat(ada.said())
        .containsExactly("110 exited banner.settle buy", "110 web://shop/home[banner]");
  }

  @Test
  void theHighestPriorityComesFirstAndAmongEqualsTheNewest() {
    allowed(99);
    ada.event(100, "cart", Map.of("cartId", "k"));
    ada.event(101, "cart", Map.of("cartId", "l"));
    ada.event(102, "view", Map.of());
    Content home =
        contents().stream().filter(c -> c.surface().startsWith("web")).reduce((a, b) -> b).get();

    assertThat(templates(home)).containsExactly("banner", "banner", "tile");
    assertThat(home.items().stream().map(Content.Item::from))
        .containsExactly(101_000L, 100_000L, 102_000L);
    assertThat(home.items().get(0).body())
        .isEqualTo("{\"hello\": \"Ada \\\"A\\\"\", \"cart\": \"l\"}");
  }

  @Test
  void whatIsNoLongerValidIsNotSaidAgain() {
    allowed(99);
    ada.event(100, "view", Map.of());
    Content app = contents().stream().filter(c -> c.surface().equals("app")).findFirst().get();
    assertThat(app.items().get(0).until()).isEqualTo(120_000);
    ada.event(125, "view", Map.of());

    assertThat(contents().stream().filter(c -> c.surface().equals("app")).map(Content::items))
        .containsExactly(app.items());
  }

  @Test
  void marketingNeedsConsentToTheChannel() {
    ada.event(100, "view", Map.of());
    assertThat(ada.said())
        .containsExactly(
            "100 entered tile view",
            "100 refused tile.show no_consent",
            "100 issued tile.also app",
            "100 step tile.settle wait",
            "100 app[tile]");
  }

  @Test
  void whatCannotBeRenderedIsRefused() {
    TestPerson nameless = new TestPerson(workspace("missing: refuse\n").compile(), 3);
    nameless.event(100, "cart", Map.of("cartId", "k"));
    assertThat(nameless.said())
        .containsExactly(
            "100 entered banner cart",
            "100 refused banner.show template_unrenderable",
            "100 step banner.settle wait");
  }

  @Test
  void itMovesWithItsFragment() {
    visitor.event("1", 100, 100, List.of(TestPerson.COOKIE), "cart", Map.of("cartId", "k"));
    ada.event("2", 101, 101, List.of(TestPerson.ADA), "cart", Map.of("cartId", "l"));
    List<Content.Item> before = visitor.outputs(Content.class).get(0).items();
    visitor.said();
    ada.said();

    byte[] fragment = visitor.moveOut(TestPerson.COOKIE, 103);
    assertThat(visitor.said()).containsExactly("103 web://shop/home[]");
    ada.moveIn(TestPerson.COOKIE, fragment, 103);
    Content together = contents().get(0);
    assertThat(together.items()).hasSize(2).containsAll(before);
    assertThat(ada.said()).containsExactly("103 web://shop/home[banner, banner]");
    assertThat(ada.until(151).said())
        .containsExactly(
            "150 ended banner.done seen",
            "150 web://shop/home[banner]",
            "151 ended banner.done seen",
            "151 web://shop/home[]");
  }

  @Test
  void whatIsPlacedAsTheLastFragmentLeavesGoesWithIt() {
    ada.event(100, "buy", Map.of());
    ada.under(
        workspace("")
            .audience("all", "", "true")
            .journey(
                "greet",
                """
                entry: {audience: all, on: entered}
                start: show
                steps:
                  show: {message: app, template: tile, class: transactional, next: stay}
                  stay: {wait: 50s, next: done}
                  done: {end: seen}
                """)
            .compile());
    byte[] fragment = ada.moveOut(TestPerson.ADA, 110);
    assertThat(contents()).singleElement().satisfies(c -> assertThat(c.items()).isEmpty());
    visitor.moveIn(TestPerson.ADA, fragment, 110);
    assertThat(visitor.outputs(Content.class))
        .map(ContentTest::templates)
        .contains(List.of("tile"));
  }

  @Test
  void noMoreAreToldThanASurfaceHolds() {
    for (int cart = 0; cart <= Content.MOST_ITEMS; cart++) {
      ada.event(100 + cart, "cart", Map.of("cartId", "k" + cart));
    }
    Content last = contents().get(contents().size() - 1);
    assertThat(last.items()).hasSize(Content.MOST_ITEMS);
    assertThat(last.items().get(Content.MOST_ITEMS - 1).from()).isEqualTo(101_000);

    ada.event(130, "buy", Map.of("cartId", "k5"));
    Content then = contents().get(contents().size() - 1);
    assertThat(then.items().get(Content.MOST_ITEMS - 1).from()).isEqualTo(100_000);
  }

  @Test
  void aVersionThatIsRemovedTakesItAway() {
    ada.event(100, "cart", Map.of("cartId", "k"));
    ada.said();
    ada.under(TestWorkspace.empty().compile());
    ada.event(110, "view", Map.of());
    assertThat(ada.said())
        .containsExactly("110 exited banner.settle version_removed", "110 web://shop/home[]");
  }
}
