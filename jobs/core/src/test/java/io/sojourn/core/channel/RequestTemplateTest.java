package io.sojourn.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sojourn.core.channel.OutgoingRequest.Body;
import io.sojourn.core.channel.OutgoingRequest.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTemplateTest {
  private static RequestTemplate template(
      Method method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable String json,
      Map<String, String> form)
      throws TemplateException {
    return RequestTemplate.parse(
        new RequestTemplate.Source(method, path, query, headers, json, form));
  }

  private static RequestTemplate path(String path) throws TemplateException {
    return template(Method.GET, path, Map.of(), Map.of(), null, Map.of());
  }

  private static RequestTemplate header(String name, String value) throws TemplateException {
    return template(Method.GET, "", Map.of(), Map.of(name, value), null, Map.of());
  }

  private static OutgoingRequest render(RequestTemplate template, Object value)
      throws TemplateException {
    return template.render("c1", Map.of("profile.x", value));
  }

  @Test
  void escapesEachValueForItsPlace() throws Exception {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("q&", "{{profile.x}}");
    query.put("fixed", "a b");
    RequestTemplate template =
        template(
            Method.POST,
            "/customers/{{profile.x}}/points",
            query,
            Map.of("X-Name", "n: {{profile.y}}"),
            "{\"name\": \"{{profile.x}}\", \"count\": {{default profile.n 0}} }",
            Map.of());

    assertThat(template.references()).containsExactly("profile.n", "profile.x", "profile.y");
    assertThat(template.render("c1", Map.of("profile.x", "a/b \"ü\"\n&", "profile.y", "yes")))
        .isEqualTo(
            new OutgoingRequest(
                "c1",
                Method.POST,
                "/customers/a%2Fb%20%22%C3%BC%22%0A%26/points"
                    + "?q%26=a%2Fb%20%22%C3%BC%22%0A%26&fixed=a%20b",
                Map.of("X-Name", "n: yes"),
                new Body(
                    "application/json", "{\"name\": \"a/b \\\"ü\\\"\\u000a&\", \"count\": 0 }")));
  }

  @Test
  void encodesAForm() throws Exception {
    RequestTemplate template =
        template(Method.PUT, "", Map.of(), Map.of(), null, Map.of("a b", "{{profile.x}}"));
    assertThat(render(template, "1&c=2").body())
        .isEqualTo(new Body("application/x-www-form-urlencoded", "a%20b=1%26c%3D2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "%2e%2E", "a/../b", "a?b", "a#b", "a b", "a\\b", "ü"})
  void aValueCannotLeaveThePathEvenUnescaped(String value) throws Exception {
    RequestTemplate template = path("/a/{{{profile.x}}}/c");
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> render(template, value))
        .withMessageContaining("path");
  }

  @Test
  void aPathOfOneSegmentCannotGoUp() throws Exception {
    RequestTemplate template = path("/{{profile.x}}");
    assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> render(template, ".."));
    assertThat(render(template, "...").path()).isEqualTo("/...");
    assertThat(render(template, "").path()).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\u0000", "ü"})
  void aValueCannotBreakAHeader(String value) throws Exception {
    RequestTemplate template = header("X-Name", "{{profile.x}}");
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> render(template, value))
        .withMessageContaining("headers")
        .withMessageNotContaining(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "content-length", "Authorization", "Cookie", "Idempotency-Key", "a b", ""})
  void someHeadersAreNotForTemplates(String name) {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> header(name, "x"))
        .withMessageStartingWith("headers." + name + ":");
  }

  @Test
  void saysWhichPartIsWrong() {
    Map<String, String> broken = Map.of("a", "{{#if}");
    Stream.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> path("no-slash"),
            () -> path("/{{nothing}}"),
            () -> template(Method.POST, "", broken, Map.of(), null, Map.of()),
            () -> template(Method.POST, "", Map.of(), Map.of(), null, broken),
            () -> template(Method.POST, "", Map.of(), Map.of(), "{}", Map.of("a", "b")),
            () -> template(Method.GET, "", Map.of(), Map.of(), "{}", Map.of()))
        .forEach(
            parse ->
                assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(parse)
                    .withMessageMatching("(path|query.a|form.a|json|method): .*"));
  }
}
