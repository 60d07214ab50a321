package io.sojourn.app.support;

import io.sojourn.connectors.channel.Secrets;
import io.sojourn.core.channel.SecretReference;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Secrets that jobs are told by reference. */
final class SecretValue {
  private SecretValue() {}

  /** The secret that {@code ${env:NAME}} or {@code ${file:/path}} stands for. */
  static String resolve(String reference) {
    try {
      return new Secrets().resolve(SecretReference.parse(reference));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
