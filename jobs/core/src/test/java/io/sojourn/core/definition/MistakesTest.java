package io.sojourn.core.definition;

import static io.sojourn.core.definition.SoundWorkspace.compile;
import static io.sojourn.core.definition.SoundWorkspace.places;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sojourn.core.definition.WorkspaceCompiler.Compilation;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is reported once, at its place, with its code. */
class MistakesTest {
  /** A mistake: the file, what in it is replaced by what, and where which problems are found. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "audiences/buyers.yaml",
            "member:",
            "members:",
            "audiences/buyers.yaml:1:1 MISSING_KEY, audiences/buyers.yaml:4:1 UNKNOWN_KEY"),
        arguments(
            "audiences/buyers.yaml", ", within: 7d", "", "audiences/buyers.yaml:3:11 MISSING_KEY"),
        arguments(
            "audiences/buyers.yaml",
            "event: commerce.purchases",
            "event: commerce.purchase",
            "audiences/buyers.yaml:3:19 REFERENCE, audiences/buyers.yaml:3:51 EXPRESSION"),
        arguments(
            "audiences/buyers.yaml",
            "event.order",
            "event.oder",
            "audiences/buyers.yaml:3:52 EXPRESSION"),
        arguments(
            "audiences/buyers.yaml",
            "bought > 0",
            "brought > 0",
            "audiences/buyers.yaml:4:9 EXPRESSION"),
        arguments(
            "audiences/buyers.yaml",
            "bought > 0",
            "'brought > 0'",
            "audiences/buyers.yaml:4:10 EXPRESSION"),
        arguments(
            "audiences/buyers.yaml",
            "bought > 0",
            "|\n    bought > 0\n    || brought > 0",
            "audiences/buyers.yaml:6:8 EXPRESSION"),
        arguments(
            "audiences/buyers.yaml",
            "bought > 0",
            "bought",
            "audiences/buyers.yaml:4:9 EXPRESSION"),
        arguments("audiences/buyers.yaml", "7d", "7 days", "audiences/buyers.yaml:3:97 VALUE"),
        arguments(
            "audiences/buyers.yaml",
            "count: true",
            "count: yes",
            "audiences/buyers.yaml:3:83 VALUE"),
        arguments(
            "audiences/buyers.yaml",
            "count: true",
            "count: true, exists: true",
            "audiences/buyers.yaml:3:11 VALUE, audiences/buyers.yaml:4:16 EXPRESSION"),
        arguments(
            "audiences/buyers.yaml",
            "bought >",
            "audiences['vip'] && 0 <",
            "audiences/buyers.yaml:4:19 EXPRESSION"),
        arguments(
            "audiences/buyers.yaml", "signals:", "signals: {", "audiences/buyers.yaml:4:1 SYNTAX"),
        arguments(
            "journeys/thanks.yaml",
            "entry:",
            "entrance:",
            "journeys/thanks.yaml:1:1 MISSING_KEY, journeys/thanks.yaml:2:1 UNKNOWN_KEY"),
        arguments(
            "journeys/thanks.yaml",
            "key: event.cartId",
            "key: event.card",
            "journeys/thanks.yaml:2:47 EXPRESSION"),
        arguments(
            "journeys/thanks.yaml",
            "wait: 1h",
            "pause: 1h",
            "journeys/thanks.yaml:5:11 MISSING_KEY"),
        arguments(
            "journeys/thanks.yaml", "wait: 1h", "wait: soon", "journeys/thanks.yaml:5:18 VALUE"),
        arguments(
            "journeys/thanks.yaml",
            "next: choose",
            "next: chose",
            "journeys/thanks.yaml:5:3 REFERENCE"),
        arguments(
            "journeys/thanks.yaml",
            "otherwise: done",
            "otherwise: choose",
            "journeys/thanks.yaml:6:3 VALUE"),
        arguments(
            "journeys/thanks.yaml",
            "start: settle",
            "start: begin",
            "journeys/thanks.yaml:3:8 REFERENCE"),
        arguments(
            "journeys/thanks.yaml",
            "start: settle",
            "start: settle\nstart: done",
            "journeys/thanks.yaml:4:1 SYNTAX"),
        arguments(
            "journeys/thanks.yaml",
            "firstName)",
            "surname)",
            "journeys/thanks.yaml:8:40 EXPRESSION"),
        arguments(
            "journeys/thanks.yaml",
            "template: thanks",
            "template: tanks",
            "journeys/thanks.yaml:10:37 REFERENCE"),
        arguments(
            "journeys/thanks.yaml",
            "message: email",
            "message: pigeon",
            "journeys/thanks.yaml:10:20 REFERENCE"),
        arguments(
            "journeys/thanks.yaml",
            "class: marketing",
            "class: spam",
            "journeys/thanks.yaml:10:52 VALUE"),
        arguments(
            "journeys/thanks.yaml",
            "{event: commerce.purchases, key: event.cartId}",
            "{audience: vip, on: entered}",
            "journeys/thanks.yaml:2:19 REFERENCE, journeys/thanks.yaml:10:37 TEMPLATE"),
        arguments(
            "templates/thanks.yaml",
            "firstName}}",
            "firstName}",
            "templates/thanks.yaml:4:40 TEMPLATE"),
        arguments(
            "templates/thanks.yaml",
            "{{profile",
            "{{shout profile",
            "templates/thanks.yaml:4:11 TEMPLATE"),
        arguments(
            "templates/thanks.yaml",
            "event.order.priceTotal",
            "event.total",
            "journeys/thanks.yaml:10:37 TEMPLATE"),
        arguments(
            "channels/email.yaml",
            "none}",
            "none, user: '${env:USER}', password: hunter2}",
            "channels/email.yaml:2:79 VALUE"),
        arguments("channels/email.yaml", "tls: none", "tls: tsl", "channels/email.yaml:2:42 VALUE"),
        arguments("channels/email.yaml", "1025", "70000", "channels/email.yaml:2:31 VALUE"),
        arguments(
            "channels/email.yaml",
            "channel: email",
            "channel: sms",
            "channels/email.yaml:1:1 MISSING_KEY, channels/email.yaml:2:1 UNKNOWN_KEY,"
                + " channels/email.yaml:3:1 UNKNOWN_KEY, channels/email.yaml:4:1 UNKNOWN_KEY,"
                + " channels/email.yaml:5:1 UNKNOWN_KEY"),
        arguments(
            "channels/email.yaml",
            "domain: example.com",
            "domain: 'a b'",
            "channels/email.yaml:4:16 VALUE"),
        arguments(
            "channels/email.yaml", "selector: s1, ", "", "channels/email.yaml:4:7 MISSING_KEY"),
        arguments(
            "channels/email.yaml",
            "bounces@example.com",
            "Bounces <bounces@example.com>",
            "channels/email.yaml:5:13 VALUE"),
        arguments("channels/email.yaml", "${env:DKIM}", "MIIE", "channels/email.yaml:4:48 VALUE"),
        arguments(
            "templates/thanks.yaml",
            "https://example.com/u",
            "http://example.com/u",
            "templates/thanks.yaml:6:14 TEMPLATE"),
        arguments(
            "templates/thanks.yaml",
            "{{command.id}}",
            "{{command.it}}",
            "journeys/thanks.yaml:10:37 TEMPLATE"),
        arguments(
            "schema.yaml",
            "commerce.purchases:",
            "message.feedback: {}\n  commerce.purchases:",
            "schema.yaml:4:21 VALUE"),
        arguments("channels/crm.yaml", "CRMID", "CRM", "channels/crm.yaml:2:5 REFERENCE"),
        arguments("channels/crm.yaml", "https:", "ftp:", "channels/crm.yaml:3:13 VALUE"),
        arguments("channels/crm.yaml", "example.com", "u:p@e.com", "channels/crm.yaml:3:13 VALUE"),
        arguments("channels/crm.yaml", "5s", "2m", "channels/crm.yaml:3:7 LIMIT"),
        arguments("channels/crm.yaml", "bearer", "tokn", "channels/crm.yaml:3:43 MISSING_KEY"),
        arguments("channels/crm.yaml", "\"${env:CRM}\"", "hunter2", "channels/crm.yaml:3:52 VALUE"),
        arguments(
            "channels/crm.yaml",
            "{bearer: \"${env:CRM}\"}",
            "{token: 'ftp://a.example.com', client: '${env:C}', secret: '${env:S}'}",
            "channels/crm.yaml:3:51 VALUE"),
        arguments(
            "channels/crm.yaml",
            "{bearer: \"${env:CRM}\"}",
            "{token: 'https://a.example.com', client: '${env:C}'}",
            "channels/crm.yaml:3:43 MISSING_KEY"),
        arguments(
            "channels/crm.yaml",
            "{bearer: \"${env:CRM}\"}",
            "{team: T, id: K, keys: '${env:K}'}",
            "channels/crm.yaml:3:43 MISSING_KEY, channels/crm.yaml:3:60 UNKNOWN_KEY"),
        arguments(
            "channels/crm.yaml", "timeout: 5s", "answer: {id: id}", "channels/crm.yaml:3:80 VALUE"),
        arguments("channels/crm.yaml", "timeout: 5s", "version: 3", "channels/crm.yaml:3:76 VALUE"),
        arguments(
            "channels/crm.yaml", "timeout: 5s", "gone: [500]", "channels/crm.yaml:3:74 VALUE"),
        arguments(
            "channels/crm.yaml",
            "to: CRMID\nhttp: {",
            "http: {gone: [410], ",
            "channels/crm.yaml:2:7 MISSING_KEY"),
        arguments(
            "channels/home.yaml",
            "web://example.com/home",
            "web://example.com/ home",
            "channels/home.yaml:2:20 VALUE"),
        arguments(
            "channels/home.yaml",
            "surface",
            "surfaces",
            "channels/home.yaml:2:10 MISSING_KEY, channels/home.yaml:2:11 UNKNOWN_KEY"),
        arguments(
            "channels/home.yaml", "7d", "7d\nrate: 5/s", "channels/home.yaml:4:1 UNKNOWN_KEY"),
        arguments("templates/banner.yaml", "60", "101", "templates/banner.yaml:2:11 VALUE"),
        arguments(
            "templates/banner.yaml", "event.cartId", "#if", "templates/banner.yaml:3:30 TEMPLATE"),
        arguments(
            "journeys/banner.yaml", "next: stay", "next: done", "journeys/banner.yaml:5:3 VALUE"),
        arguments(
            "journeys/banner.yaml",
            "template: banner",
            "template: thanks",
            "journeys/banner.yaml:5:35 REFERENCE"),
        arguments(
            "channels/browser.yaml", "to: CRMID\n", "", "channels/browser.yaml:1:1 MISSING_KEY"),
        arguments("channels/browser.yaml", "CRMID", "Crmid", "channels/browser.yaml:2:5 REFERENCE"),
        arguments("channels/browser.yaml", "mailto:", "", "channels/browser.yaml:4:3 VALUE"),
        arguments("channels/browser.yaml", "iw4", "iw", "channels/browser.yaml:4:3 VALUE"),
        arguments(
            "channels/browser.yaml", "https://push", "push", "channels/browser.yaml:4:3 VALUE"),
        arguments(
            "channels/browser.yaml", "${file:/run", "/run", "channels/browser.yaml:6:8 VALUE"),
        arguments("channels/crm.yaml", "4h", "0s", "channels/crm.yaml:1:1 VALUE"),
        arguments("templates/points.yaml", "POST", "post", "templates/points.yaml:3:11 VALUE"),
        arguments(
            "templates/points.yaml",
            "{{command.identity.value}}",
            "{{command.identity.walue}}",
            "journeys/points.yaml:5:34 TEMPLATE"),
        arguments(
            "templates/points.yaml",
            "/customers",
            "customers",
            "templates/points.yaml:4:9 TEMPLATE"),
        arguments(
            "templates/points.yaml", "X-Shop", "Cookie", "templates/points.yaml:5:22 TEMPLATE"),
        arguments(
            "journeys/points.yaml",
            "message: crm",
            "message: email",
            "journeys/points.yaml:5:36 REFERENCE"),
        arguments(
            "schema.yaml",
            "person.name.firstName: {",
            "person.name.firstName: {secret: true, ",
            "schema.yaml:2:27 UNKNOWN_KEY"),
        arguments("namespaces.yaml", "type: person", "type: human", "namespaces.yaml:2:25 VALUE"),
        arguments(
            "namespaces.yaml",
            "type: person",
            "type: person, ordinal: 256",
            "namespaces.yaml:2:42 VALUE"));
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @MethodSource("mistakes")
  void reportsAMistakeAtItsPlace(String file, String sound, String mistaken, String expected) {
    Map<String, String> files = new TreeMap<>(SoundWorkspace.FILES);
    files.computeIfPresent(file, (path, text) -> text.replace(sound, mistaken));
    assertThat(files).isNotEqualTo(SoundWorkspace.FILES);

    Compilation compilation = compile(files);

    assertThat(compilation.workspace()).isNull();
    assertThat(places(compilation)).hasToString("[" + expected + "]");
  }
}
