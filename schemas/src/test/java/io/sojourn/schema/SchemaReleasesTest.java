package io.sojourn.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemaReleasesTest {
  private static final Path RELEASED = Path.of("src/main/released");
  private static final Path CURRENT = Path.of("src/main/avro");
  private static final Path FIXTURES = Path.of("src/test/resources/released");

  @TestFactory
  Stream<DynamicTest> currentClassesReadEveryReleasedSchema() {
    return SchemaReleases.VERSIONS.stream()
        .flatMap(
            version ->
                SchemaReleases.released(version).entrySet().stream()
                    .map(
                        e ->
                            dynamicTest(
                                version + " " + e.getKey().getSimpleName(),
                                () ->
                                    assertThat(
                                            SchemaCompatibility.checkReaderWriterCompatibility(
                                                    SchemaReleases.current(e.getKey()),
                                                    e.getValue())
                                                .getType())
                                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE))));
  }

  /** Bytes that each release wrote, kept as files, and what they mean as JSON. */
  @TestFactory
  Stream<DynamicTest> currentClassesReadTheBytesOfEveryRelease() {
    return SchemaReleases.VERSIONS.stream()
        .flatMap(
            version ->
                SchemaReleases.released(version).keySet().stream()
                    .map(
                        type ->
                            dynamicTest(
                                version + " " + type.getSimpleName(),
                                () -> readFixture(version, type.getSimpleName(), type))));
  }

  private static void readFixture(String version, String name, Class<? extends SpecificRecord> type)
      throws IOException {
    byte[] bytes = Files.readAllBytes(FIXTURES.resolve(version).resolve(name + ".bin"));
    Golden.matches(
        FIXTURES.resolve(version).resolve(name + ".json"),
        new SingleObject().decode(bytes, type) + "\n");
  }

  /** Writes the fixtures of the newest release once; they are never written again. */
  @Test
  void theNewestReleaseHasAFixtureOfEveryMessage() throws IOException {
    String newest = SchemaReleases.VERSIONS.get(SchemaReleases.VERSIONS.size() - 1);
    Path folder = Files.createDirectories(FIXTURES.resolve(newest));
    for (SpecificRecord sample : Samples.all()) {
      Path file = folder.resolve(sample.getClass().getSimpleName() + ".bin");
      if (Boolean.getBoolean("golden.update") && !Files.exists(file)) {
        Files.write(file, new SingleObject().encode(sample));
      }
      assertThat(file).exists();
    }
  }

  @Test
  void everyVersionIsKnownAndNoReleasedFileIsEdited() throws Exception {
    StringBuilder hashes = new StringBuilder();
    for (Path file : files(RELEASED)) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      hashes
          .append(HexFormat.of().formatHex(hash))
          .append("  ")
          .append(RELEASED.relativize(file).toString().replace('\\', '/'))
          .append('\n');
    }
    Golden.matches(Path.of("src/test/resources/released.sha256"), hashes.toString());
    try (Stream<Path> folders = Files.list(RELEASED)) {
      assertThat(folders.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(SchemaReleases.VERSIONS);
    }
  }

  @Test
  void everyTypeIsOneFileWithDocumentedFields() throws IOException {
    Schema.Parser parser = new Schema.Parser();
    List<Path> files = files(CURRENT);
    SchemaReleases.SHARED.forEach(shared -> parse(parser, CURRENT.resolve(shared + ".avsc")));
    for (Path file : files) {
      String name = file.getFileName().toString().replace(".avsc", "");
      Schema known = parser.getTypes().get("io.sojourn.schema." + name);
      Schema schema = known != null ? known : parse(parser, file);
      assertThat(schema.getName()).isEqualTo(name);
      assertThat(schema.getDoc()).as("doc of %s", name).isNotBlank();
      if (schema.getType() == Schema.Type.RECORD) {
        assertThat(schema.getFields())
            .allSatisfy(f -> assertThat(f.doc()).as(name + "." + f.name()).isNotBlank());
      }
    }
  }

  @Test
  void everyMessageHasTheSandbox() {
    assertThat(SchemaReleases.MESSAGES)
        .allSatisfy(
            m -> assertThat(SchemaReleases.current(m).getField("sandbox")).as("%s", m).isNotNull());
  }

  private static Schema parse(Schema.Parser parser, Path file) {
    try {
      return parser.parse(Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".avsc")).sorted().toList();
    }
  }
}
