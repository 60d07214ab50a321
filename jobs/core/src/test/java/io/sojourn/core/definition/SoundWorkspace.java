package io.sojourn.core.definition;

import io.sojourn.core.definition.WorkspaceCompiler.Compilation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A workspace without a mistake, with something of each kind. */
final class SoundWorkspace {
  /** By path. */
  static final Map<String, String> FILES = new TreeMap<>();

  private static final Map<String, String> BASE =
      Map.of(
          "namespaces.yaml",
          """
          namespaces:
            - {name: CRMID, type: person}
          """,
          "schema.yaml",
          """
          profile:
            person.name.firstName: {type: string, personal: true}
          events:
            commerce.purchases: {cartId: string, order.priceTotal: double}
          """,
          "audiences/buyers.yaml",
          """
          audience: buyers
          signals:
            bought: {event: commerce.purchases, where: event.order.priceTotal > 1.0, count: true, within: 7d}
          member: bought > 0
          """,
          "journeys/thanks.yaml",
          """
          journey: thanks
          entry: {event: commerce.purchases, key: event.cartId}
          start: settle
          steps:
            settle: {wait: 1h, next: choose}
            choose:
              switch:
                - {when: has(profile.person.name.firstName), next: write}
              otherwise: done
            write: {message: email, template: thanks, class: marketing, next: done}
            done: {end: thanked}
          """,
          "templates/thanks.yaml",
          """
          template: thanks
          subject: Thank you
          text: |
            Hello {{profile.person.name.firstName}},
            you paid {{event.order.priceTotal}}.
          unsubscribe: https://example.com/u?c={{command.id}}
          """,
          "channels/email.yaml",
          """
          channel: email
          smtp: {host: localhost, port: 1025, tls: none}
          from: Shop <shop@example.com>
          dkim: {domain: example.com, selector: s1, key: "${env:DKIM}"}
          returnPath: bounces@example.com
          """,
          "channels/crm.yaml",
          """
          channel: crm
          to: CRMID
          http: {url: https://example.com/v1, auth: {bearer: "${env:CRM}"}, timeout: 5s}
          validity: 4h
          """,
          "templates/points.yaml",
          """
          template: points
          request:
            method: POST
            path: /customers/{{command.identity.value}}
            headers: {X-Shop: "1"}
            json: |
              {"name": "{{profile.person.name.firstName}}"}
          """,
          "journeys/points.yaml",
          """
          journey: points
          entry: {event: commerce.purchases}
          start: tell
          steps:
            tell: {message: crm, template: points, class: transactional, next: done}
            done: {end: told}
          """);

  private static final Map<String, String> CHANNELS =
      Map.of(
          "channels/browser.yaml",
          """
          channel: browser
          to: CRMID
          webpush:
            subject: mailto:shop@example.com
            publicKey: BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4
            key: "${file:/run/secrets/vapid.pem}"
            services: ["https://push.example.com"]
          """,
          "channels/home.yaml",
          """
          channel: home
          content: {surface: "web://example.com/home"}
          validity: 7d
          """,
          "templates/banner.yaml",
          """
          template: banner
          priority: 60
          content: '{"cart": "{{event.cartId}}"}'
          """,
          "journeys/banner.yaml",
          """
          journey: banner
          entry: {event: commerce.purchases}
          start: show
          steps:
            show: {message: home, template: banner, class: transactional, next: stay}
            stay: {wait: 2d, next: done}
            done: {end: shown}
          """);

  static {
    FILES.putAll(BASE);
    FILES.putAll(CHANNELS);
  }

  private SoundWorkspace() {}

  /** Where the problems are, and of what kind. */
  static List<String> places(Compilation compilation) {
    return compilation.problems().stream()
        .map(
            problem ->
                "%s:%d:%d %s"
                    .formatted(
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        problem.code().name().replace("DEFINITION_", "")))
        .toList();
  }

  static Compilation compile(Map<String, String> files) {
    return compile(files, 1);
  }

  static Compilation compile(Map<String, String> files, long timeScale) {
    return WorkspaceCompiler.compile(sources(files), timeScale);
  }

  static List<SourceFile> sources(Map<String, String> files) {
    return files.entrySet().stream()
        .map(file -> new SourceFile(file.getKey(), file.getValue()))
        .toList();
  }
}
