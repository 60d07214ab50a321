package io.sojourn.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {
  private static final Map<String, Object> DATA =
      Map.of(
          "profile.person.name.firstName",
          "Ada & <Co>",
          "profile.loyalty.points",
          120L,
          "event.priceTotal",
          80.005,
          "event.vip",
          true,
          "event.at",
          Instant.EPOCH);

  private static String text(String source) throws TemplateException {
    return MessageTemplate.parse("s", null, source, null).render(DATA).text();
  }

  @Test
  void escapesInHtmlOnly() throws TemplateException {
    String source = "Hi {{profile.person.name.firstName}}";
    RenderedMessage message = MessageTemplate.parse(source, source, source, null).render(DATA);

    assertThat(message.html()).isEqualTo("Hi Ada &amp; &lt;Co&gt;");
    assertThat(message.subject()).isEqualTo("Hi Ada & <Co>");
    assertThat(message.text()).isEqualTo("Hi Ada & <Co>");
  }

  @Test
  void escapesValuesInTheAddressToUnsubscribe() throws TemplateException {
    String address = "https://example.com/u?n={{profile.person.name.firstName}}";
    assertThat(MessageTemplate.parse("s", null, "t", address).render(DATA).unsubscribe())
        .isEqualTo("https://example.com/u?n=Ada%20%26%20%3CCo%3E");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://",
        "http://example.com",
        "mailto:shop@example.com",
        "{{profile.url}}",
        "https://example.com/a b",
        "https://example.com/\n",
        "https://example.com/>,<mailto:eve@example.com",
        "https://example.com/{{{profile.raw}}}",
      })
  void refusesWhatIsNoAddressToUnsubscribe(String address) {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> MessageTemplate.parse("s", null, "t", address))
        .withMessageStartingWith("unsubscribe: ");
  }

  @Test
  void listsEveryPathItReads() throws TemplateException {
    MessageTemplate template =
        MessageTemplate.parse(
            "{{default profile.nick profile.person.name.firstName}}",
            "{{#if (and (gt event.a 1) (eq event.b \"x\"))}}{{{event.c}}}{{else if event.d}}{{upper"
                + " event.e}}{{else}}{{event.f}}{{/if}}{{#unless"
                + " event.g}}-{{/unless}}{{#event.h}}!{{/event.h}}{{^event.i}}?{{/event.i}}",
            "{{fixed event.j 2}} {{! event.no }}{{!-- {{event.no}} --}}",
            "https://example.com/{{command.id}}");

    assertThat(template.references())
        .containsExactlyInAnyOrder(
            "command.id",
            "profile.nick",
            "profile.person.name.firstName",
            "event.a",
            "event.b",
            "event.c",
            "event.d",
            "event.e",
            "event.f",
            "event.g",
            "event.h",
            "event.i",
            "event.j");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{{profile.missing}}]|[]",
        "[{{profile.missing.deep}}]|[]",
        "{{fixed event.priceTotal 2}}|80.01",
        "{{fixed profile.missing 2}}.|.",
        "{{#if (gt event.priceTotal 50)}}y{{else}}n{{/if}}|y",
        "{{#if (gt event.priceTotal \"80.1\")}}y{{else}}n{{/if}}|n",
        "{{#if (lte profile.loyalty.points 120)}}y{{else}}n{{/if}}|y",
        "{{#if (gt profile.missing 50)}}y{{else}}n{{/if}}|n",
        "{{#if (or profile.missing event.vip)}}y{{else}}n{{/if}}|y",
        "{{#if (and profile.missing event.vip)}}y{{else}}n{{/if}}|n",
        "{{#if (not profile.missing)}}y{{else}}n{{/if}}|y",
        "{{#eq profile.loyalty.points 120}}y{{else}}n{{/eq}}|y",
        "{{#neq profile.loyalty.points 120}}y{{else}}n{{/neq}}|n",
        "{{default profile.missing \"friend\"}}|friend",
        "{{default profile.loyalty.points \"friend\"}}|120",
        "{{upper}}.{{lower}}|.",
        "{{event.at}}|1970-01-01T00:00:00Z",
        "{{date event.at}}|1970-01-01",
        "{{date event.at \"EEEE, d. MMMM yyyy HH:mm\" \"Europe/Berlin\" \"de\"}}|Donnerstag, 1."
            + " Januar 1970 01:00",
        "{{date event.at \"d MMM\" event.zone profile.language}}|1 Jan",
        "{{date profile.missing \"d MMM\"}}.|.",
        "{{date profile.person.name.firstName}}|Ada & <Co>",
        "{{number event.priceTotal 1 \"de\"}}|80,0",
        "{{number 1234567.5}}|1,234,568",
        "{{number profile.missing}}.|.",
        "{{money event.priceTotal \"EUR\" \"de\"}}|80,01 €",
        "{{money event.priceTotal \"USD\"}}|$80.01",
        "{{money event.priceTotal \"JPY\" \"ja\"}}|￥80",
        "{{money event.priceTotal event.currency}}|80.005",
        "{{money profile.missing \"EUR\"}}.|.",
      })
  void renders(String source, String expected) throws TemplateException {
    assertThat(text(source)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{profile.missing}}",
        "{{upper profile.missing}}",
        "{{fixed profile.missing 2}}",
        "{{number profile.missing}}",
        "{{money profile.missing \"EUR\"}}",
        "{{money event.priceTotal profile.missing}}",
        "{{date profile.missing}}",
        "{{#if event.vip}}{{profile.missing}}{{/if}}",
      })
  void refusesWhatIsMissingIfItIsToldTo(String source) throws TemplateException {
    MessageTemplate template = MessageTemplate.parse("s", null, source, null).with(Missing.REFUSE);
    assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> template.render(DATA));
  }

  @Test
  void whatIsMissingMayBeTakenCareOf() throws TemplateException {
    String source =
        "{{default profile.missing \"friend\"}}"
            + "{{#if profile.missing}}{{profile.missing}}{{/if}}"
            + "{{#unless event.vip}}{{profile.missing}}{{/unless}}";
    MessageTemplate template = MessageTemplate.parse("s", null, source, null).with(Missing.REFUSE);
    assertThat(template.render(DATA).text()).isEqualTo("friend");
  }

  @Test
  void readsNoPropertyOfAValue() throws TemplateException {
    assertThat(text("[{{event.at.epochSecond}}{{profile.person.name.firstName.bytes}}]"))
        .isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`ab\n  {{#if event.a}}`|2|18",
        "`ab\n {{nosuch event.a}}`|2|4",
        "`ab\n {{=<% %>=}}`|2|2",
        "`{{> other}}`|1|1",
        "`a{{#> other}}{{/other}}`|1|2",
        "`a{{#*inline \"x\"}}a{{/inline}}`|1|2",
        "`{{{{raw}}}}{{{{/raw}}}}`|1|1",
        "`ab\n {{date event.a \"b d\"}}`|2|4",
        "`ab\n {{date event.a \"d\" \"Mars\"}}`|2|4",
        "`ab\n {{money event.a \"Taler\"}}`|2|4",
        "`ab\n {{money event.a}}`|2|4",
      })
  void saysWhereItIsWrong(String source, int line, int column) {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> MessageTemplate.parse("s", source, null, null))
        .satisfies(e -> assertThat(e.line() + ":" + e.column()).isEqualTo(line + ":" + column))
        .withMessageStartingWith("html: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{precompile event.a}}",
        "{{i18n \"key\"}}",
        "{{i18nJs}}",
        "{{embedded event.a}}",
        "{{log event.a}}",
        "{{#block \"x\"}}{{/block}}",
        "{{#partial \"x\"}}{{/partial}}",
        "{{include \"x\"}}",
        "{{#each event.a}}{{/each}}",
        "{{#with event.a}}{{/with}}",
        "{{lookup event.a \"b\"}}",
        "{{this.class}}",
        "{{@root.event}}",
        "{{../event.a}}",
        "{{event.[a b]}}",
        "{{name}}",
      })
  void refusesWhatIsNotOffered(String source) {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> MessageTemplate.parse("s", null, source, null));
  }

  @Test
  void refusesHostileSizeAndNesting() {
    String blocks = "{{#if event.a}}".repeat(2000) + "{{/if}}".repeat(2000);
    String chain = "{{#if event.a}}" + "{{else if event.a}}".repeat(2000) + "{{/if}}";
    String calls = "{{#if " + "(not ".repeat(2000) + "event.a" + ")".repeat(2000) + "}}{{/if}}";
    String long_ = "x".repeat(TemplateLimits.MAX_LENGTH + 1);

    for (String source : new String[] {blocks, chain, calls, long_}) {
      assertThatExceptionOfType(TemplateException.class)
          .isThrownBy(() -> MessageTemplate.parse("s", null, source, null));
    }
  }

  @Test
  void takesManyBlocksSideBySide() throws TemplateException {
    assertThat(text("{{#if event.vip}}{{else if event.a}}{{/if}}".repeat(500) + "end"))
        .isEqualTo("end");
  }

  @Test
  void demandsABody() {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> MessageTemplate.parse("s", null, null, null));
  }
}
