package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Namespace;
import io.sojourn.core.identity.Namespaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identities that an input names, as found; {@link #resolve} checks them once all of it has
 * been read.
 */
final class IdentityClaims {
  private static final int MAX_IDENTITIES = 20;

  /** Names that may be quoted: a mistaken name, not an address or a number. */
  private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z][A-Za-z_ -]{0,31}");

  private final List<Claim> claims = new ArrayList<>(4);
  private int blocked;

  private record Claim(String place, String namespace, @Nullable Object value) {}

  private record Resolved(Namespace namespace, Identity identity) {}

  /** An identity, of whatever type its value is. */
  void add(String place, String namespace, @Nullable Object value) {
    claims.add(new Claim(place, namespace, value));
  }

  /** XDM: {@code {"Email": [{"id": "…", "primary": true}]}}; the parser is at its value. */
  void readIdentityMap(JsonParser parser) throws IOException, Refusal {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      Object other = Json.value(parser);
      if (other != null) {
        throw new Refusal(
            ProblemCode.IDENTITY_MISSING, "identityMap", Json.typeOf(other) + " for an object");
      }
      return;
    }
    for (String name = Json.nextKey(parser); name != null; name = Json.nextKey(parser)) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        add("identityMap", name, Json.value(parser) == null ? null : Json.Misfit.OBJECT);
        continue;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        add("identityMap", name, readItem(parser));
      }
    }
  }

  private static @Nullable Object readItem(JsonParser parser) throws IOException, Refusal {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Json.Misfit.OBJECT;
    }
    Object id = null;
    for (String key = Json.nextKey(parser); key != null; key = Json.nextKey(parser)) {
      if (FieldTree.plain(key).equals("id")) {
        id = Json.value(parser);
      } else {
        parser.skipChildren();
      }
    }
    return id;
  }

  /**
   * The identities: known, normalised, not blocked, distinct; highest namespace priority first,
   * then by value.
   */
  List<Identity> resolve(Namespaces namespaces) throws Refusal {
    if (claims.isEmpty()) {
      throw new Refusal(ProblemCode.IDENTITY_MISSING, "", "no identity");
    }
    List<Resolved> resolved = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      Resolved next = resolve(claim, namespaces);
      if (next == null) {
        blocked++;
      } else if (!resolved.contains(next)) {
        if (resolved.size() == MAX_IDENTITIES) {
          throw new Refusal(
              ProblemCode.IDENTITY_TOO_MANY, claim.place(), claims.size() + " identities");
        }
        resolved.add(next);
      }
    }
    if (resolved.isEmpty()) {
      Claim first = claims.get(0);
      throw new Refusal(
          ProblemCode.IDENTITY_BLOCKED,
          first.place() + " " + first.namespace(),
          "no other than blocked values");
    }
    refuseAmbiguous(resolved);
    resolved.sort(
        Comparator.comparingInt((Resolved r) -> r.namespace().priority())
            .thenComparing(r -> r.identity().value()));
    return resolved.stream().map(Resolved::identity).toList();
  }

  /** How many identities {@link #resolve} left out because their values are blocked. */
  int blocked() {
    return blocked;
  }

  /** The identity, or null if its value is blocked. */
  private static @Nullable Resolved resolve(Claim claim, Namespaces namespaces) throws Refusal {
    Namespace namespace = namespaces.byName(claim.namespace());
    if (namespace == null) {
      String name = claim.namespace();
      throw new Refusal(
          ProblemCode.IDENTITY_NAMESPACE_UNKNOWN,
          claim.place(),
          QUOTABLE.matcher(name).matches() ? name : "a name of " + name.length() + " characters");
    }
    String place = claim.place() + " " + namespace.name();
    if (!(claim.value() instanceof String text)) {
      throw new Refusal(
          ProblemCode.IDENTITY_VALUE_INVALID, place, Json.typeOf(claim.value()) + " for a text");
    }
    String value = namespace.normalised(text);
    if (namespace.blocked().contains(value == null ? text : value)) {
      return null;
    }
    if (value == null) {
      throw new Refusal(
          ProblemCode.IDENTITY_VALUE_INVALID, place, "a text of " + text.length() + " characters");
    }
    return new Resolved(namespace, new Identity(namespace.name(), value));
  }

  private static void refuseAmbiguous(List<Resolved> identities) throws Refusal {
    for (int i = 0; i < identities.size(); i++) {
      Namespace namespace = identities.get(i).namespace();
      for (int j = 0; namespace.unique() && j < i; j++) {
        if (identities.get(j).namespace().equals(namespace)) {
          throw new Refusal(
              ProblemCode.IDENTITY_AMBIGUOUS, namespace.name(), "more than one value of it");
        }
      }
    }
  }
}
