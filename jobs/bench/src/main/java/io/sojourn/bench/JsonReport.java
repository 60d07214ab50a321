package io.sojourn.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results as machines read them. */
final class JsonReport {
  private JsonReport() {}

  static String of(Results results) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      out.writeStartObject();
      out.writeNumberField("seed", results.plan().traffic().seed());
      out.writeNumberField("persons", results.plan().traffic().persons());
      out.writeNumberField("timeScale", results.plan().traffic().timeScale());
      out.writeNumberField("parallelism", FlinkCluster.PARALLELISM);
      out.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
      out.writeObjectFieldStart("jobs");
      for (Map.Entry<String, List<Run>> job : results.runs().entrySet()) {
        out.writeObjectFieldStart(job.getKey());
        out.writeStringField("title", results.titles().get(job.getKey()));
        write(out, "eventsPerSecond", results.rate(job.getKey()));
        write(out, "eventsPerSecondOfTwoProcessors", results.capacity(job.getKey()));
        out.writeArrayFieldStart("runs");
        for (Run run : job.getValue()) {
          write(out, run);
        }
        out.writeEndArray();
        out.writeEndObject();
      }
      out.writeEndObject();
      for (String other : Results.OTHERS) {
        if (!results.of("c").isEmpty() && !results.of(other).isEmpty()) {
          write(out, "c/" + other, results.ratio("c", other));
          write(out, "c/" + other + "OfTwoProcessors", results.capacityRatio("c", other));
        }
      }
      out.writeNumberField("commandIdsNotInEveryRun", results.commandDifference());
      if (results.latency() != null) {
        write(out, "eventToCommand", results.latency());
      }
      write(out, results.links());
      out.writeArrayFieldStart("hotDevice");
      for (HotDevice pair : results.hot()) {
        out.writeStartObject();
        write(out, "without", pair.without());
        write(out, "with", pair.with());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeArrayFieldStart("channels");
      for (RatePair pair : results.channels()) {
        out.writeStartObject();
        out.writeStringField("ours", pair.ours());
        out.writeStringField("other", pair.other());
        write(out, "oursPerSecond", Summary.of(pair.oursPerSecond()));
        write(out, "otherPerSecond", Summary.of(pair.otherPerSecond()));
        write(out, "ratio", pair.ratio());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return text + "\n";
  }

  private static void write(JsonGenerator out, String name, Summary summary) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("median", summary.median());
    out.writeNumberField("min", summary.min());
    out.writeNumberField("max", summary.max());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Run run) throws IOException {
    out.writeStartObject();
    out.writeNumberField("events", run.events());
    out.writeNumberField("seconds", run.seconds());
    out.writeNumberField("eventsPerSecond", run.rate());
    out.writeNumberField("processorMicrosPerEvent", run.cpuMicros());
    out.writeNumberField("checkpoints", run.checkpoints());
    out.writeNumberField("foreignLoad", run.foreign());
    out.writeObjectFieldStart("counts");
    for (Map.Entry<String, Long> count : run.counts().values().entrySet()) {
      out.writeNumberField(count.getKey(), count.getValue());
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, @Nullable LinkLatencies links) throws IOException {
    if (links == null) {
      return;
    }
    out.writeObjectFieldStart("links");
    out.writeNumberField("eventsPerSecond", links.rate());
    out.writeNumberField("checkpoints", links.checkpoints());
    write(out, "newDeviceToAssignment", links.device());
    write(out, "mergeToLastAssignment", links.merge());
    write(out, "linkToMovedHistory", links.history());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, Latency latency) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("eventsPerSecond", latency.rate());
    out.writeNumberField("seconds", latency.seconds());
    out.writeNumberField("checkpoints", latency.checkpoints());
    write(out, "commands", latency.times());
    out.writeNumberField("foreignLoad", latency.foreign());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, Quantiles times) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("count", times.count());
    out.writeNumberField("p50Millis", times.p50());
    out.writeNumberField("p99Millis", times.p99());
    out.writeNumberField("maxMillis", times.max());
    out.writeEndObject();
  }
}
