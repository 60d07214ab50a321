package io.sojourn.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every schema that a message on our topics may have been written with: all released versions and
 * the current one, by their CRC-64-AVRO fingerprint.
 *
 * <p>A release adds a folder {@code src/main/released/VERSION} with a copy of the current schemas
 * and its name to {@link #VERSIONS}. A released file is never edited.
 */
public final class SchemaReleases {
  /** Released versions, oldest first. */
  public static final List<String> VERSIONS = List.of("1.0", "1.1", "1.2");

  /** What a topic may carry. */
  public static final List<Class<? extends SpecificRecord>> MESSAGES =
      List.of(
          Event.class,
          ProfileRecord.class,
          Definition.class,
          WorkspaceManifest.class,
          Assignment.class,
          IdentityCommand.class,
          IdentityGraph.class,
          Qualification.class,
          Command.class,
          Content.class,
          StepEvent.class,
          Outcome.class,
          Rejection.class);

  /** Types that messages name, in the order of their dependencies. */
  static final List<String> SHARED =
      List.of("Time", "Identity", "EventKind", "OutcomeStatus", "GraphMember", "GraphLink");

  private static final Map<Long, Known> BY_FINGERPRINT = new HashMap<>();

  static {
    AvroClasses.allow();
    for (String version : VERSIONS) {
      released(version).forEach(SchemaReleases::know);
    }
    for (Class<? extends SpecificRecord> message : MESSAGES) {
      know(message, current(message));
    }
  }

  private SchemaReleases() {}

  /** A schema that data may have been written with, and the class that takes such data today. */
  record Known(Class<? extends SpecificRecord> message, Schema writer) {}

  /** The schema of this fingerprint, or null if no release had it. */
  static @Nullable Known byFingerprint(long fingerprint) {
    return BY_FINGERPRINT.get(fingerprint);
  }

  /** The schema that messages of this class are written with today. */
  static Schema current(Class<? extends SpecificRecord> message) {
    return SpecificData.get().getSchema(message);
  }

  /**
   * The schemas of a release, by the class that takes their data today. Messages that the release
   * did not have are absent.
   *
   * @param version one of {@link #VERSIONS}
   */
  static Map<Class<? extends SpecificRecord>, Schema> released(String version) {
    Schema.Parser parser = new Schema.Parser();
    for (String type : SHARED) {
      parse(parser, version, type);
    }
    Map<Class<? extends SpecificRecord>, Schema> schemas = new LinkedHashMap<>();
    for (Class<? extends SpecificRecord> message : MESSAGES) {
      Schema schema = parse(parser, version, message.getSimpleName());
      if (schema != null) {
        schemas.put(message, schema);
      }
    }
    return schemas;
  }

  private static @Nullable Schema parse(Schema.Parser parser, String version, String type) {
    String resource = "released/" + version + "/" + type + ".avsc";
    try (InputStream in = SchemaReleases.class.getResourceAsStream(resource)) {
      return in == null ? null : parser.parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  private static void know(Class<? extends SpecificRecord> message, Schema writer) {
    BY_FINGERPRINT.put(
        SchemaNormalization.parsingFingerprint64(writer), new Known(message, writer));
  }
}
