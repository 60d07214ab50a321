package io.sojourn.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sojourn.core.channel.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private final Secrets secrets = new Secrets(Map.of("USER", "shop", "EMPTY", "")::get);

  @Test
  void readsTheEnvironmentAndFiles(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("smtp"), " pa ss \n");

    assertThat(secrets.resolve(SecretReference.parse("${env:USER}"))).isEqualTo("shop");
    assertThat(secrets.resolve(SecretReference.parse("${file:" + file + "}"))).isEqualTo(" pa ss ");
  }

  @Test
  void namesTheReferenceOfAMissingSecret() {
    for (String text : new String[] {"${env:NONE}", "${env:EMPTY}", "${file:/nonexistent/x}"}) {
      assertThatIOException()
          .isThrownBy(() -> secrets.resolve(SecretReference.parse(text)))
          .withMessageEndingWith(text);
    }
  }
}
