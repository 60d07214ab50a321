package io.sojourn.app.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is asked to run.
 *
 * @param savepoint the state it goes on from; null to begin with none
 * @param configuration settings of this job beyond those of the cluster
 */
record JobRun(
    String entryClass,
    List<String> arguments,
    int parallelism,
    @Nullable String savepoint,
    Map<String, String> configuration) {

  /** The body of Flink's run request. */
  String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("entryClass", entryClass);
      json.writeArrayFieldStart("programArgsList");
      for (String argument : arguments) {
        json.writeString(argument);
      }
      json.writeEndArray();
      json.writeNumberField("parallelism", parallelism);
      if (savepoint != null) {
        json.writeStringField("savepointPath", savepoint);
        json.writeBooleanField("allowNonRestoredState", false);
      }
      json.writeObjectFieldStart("flinkConfiguration");
      for (Map.Entry<String, String> setting : configuration.entrySet()) {
        json.writeStringField(setting.getKey(), setting.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }
}
