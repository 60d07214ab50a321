package io.sojourn.connectors.channel;

import io.sojourn.core.channel.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks up secrets where they are used, each time they are used: a rotated secret takes effect. */
public final class Secrets {
  private final Function<String, @Nullable String> environment;

  public Secrets() {
    this(System::getenv);
  }

  Secrets(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * The secret; of a file its content without the line break at its end.
   *
   * @throws IOException if it is not there; the message names the reference only
   */
  public String resolve(SecretReference reference) throws IOException {
    String secret =
        switch (reference.source()) {
          case ENV -> environment.apply(reference.name());
          case FILE -> read(reference);
        };
    if (secret == null || secret.isEmpty()) {
      throw missing(reference);
    }
    return secret;
  }

  private static String read(SecretReference reference) throws IOException {
    try {
      return Files.readString(Path.of(reference.name())).replaceFirst("\\R\\z", "");
    } catch (IOException e) {
      throw missing(reference);
    }
  }

  private static IOException missing(SecretReference reference) {
    return new IOException("There is no secret at " + reference.text());
  }
}
