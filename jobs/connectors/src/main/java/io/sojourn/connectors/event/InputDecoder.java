package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.EventDecoder;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.schema.Schema;
import io.sojourn.schema.SingleObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what the topic {@code events} takes: Avro single-object encoding by its first two bytes,
 * Segment calls by the header {@code format: segment}, mail reports by {@code mail-report}, and XDM
 * JSON.
 *
 * <p>It never throws on input. Not thread-safe: it holds the schema in force in a form that is fast
 * to read with. Each operator instance has one of its own.
 */
public final class InputDecoder implements EventDecoder {
  /** Largest payload that is looked into, in bytes. */
  public static final int MAX_PAYLOAD = 1024 * 1024;

  /** Value of the header {@code format} for calls of the Segment spec. */
  public static final String SEGMENT = "segment";

  /** Value of the header {@code format} for what mail systems report on a message. */
  public static final String MAIL_REPORT = "mail-report";

  private final AvroReader avro = new AvroReader();
  private DeclaredFields declared = new DeclaredFields(Schema.EMPTY);

  @Override
  public Decoded decode(
      byte[] payload,
      @Nullable String format,
      long receivedAt,
      Namespaces namespaces,
      Schema schema) {
    if (!declared.isOf(schema)) {
      declared = new DeclaredFields(schema);
    }
    try {
      if (payload.length > MAX_PAYLOAD) {
        throw new Refusal(ProblemCode.EVENT_TOO_LARGE, "", payload.length + " bytes");
      }
      Envelope envelope = new Envelope(payload, receivedAt);
      if (MAIL_REPORT.equals(format)) {
        return MailReportReader.read(envelope, namespaces);
      }
      if (SingleObject.isSingleObject(payload)) {
        return avro.read(envelope, namespaces, declared);
      }
      return readJson(envelope, SEGMENT.equals(format), namespaces);
    } catch (Refusal e) {
      return new Decoded.Rejected(e.problem());
    }
  }

  private Decoded.Accepted readJson(Envelope envelope, boolean segment, Namespaces namespaces)
      throws Refusal {
    try (JsonParser parser = Json.FACTORY.createParser(envelope.payload())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Refusal(ProblemCode.EVENT_MALFORMED_JSON, "", "no object");
      }
      if (segment) {
        SegmentReader reader = new SegmentReader();
        reader.read(parser, declared);
        refuseMore(parser);
        return reader.event(envelope, namespaces, declared);
      }
      XdmReader reader = new XdmReader();
      reader.read(parser, declared);
      refuseMore(parser);
      return reader.event(envelope, namespaces, declared);
    } catch (StreamConstraintsException e) {
      throw new Refusal(
          ProblemCode.EVENT_MALFORMED_JSON, "", "nesting or a number beyond bounds" + at(e));
    } catch (JsonProcessingException e) {
      throw new Refusal(ProblemCode.EVENT_MALFORMED_JSON, "", "no JSON" + at(e));
    } catch (IOException e) {
      throw new Refusal(ProblemCode.EVENT_MALFORMED_JSON, "", "no UTF-8");
    }
  }

  private static void refuseMore(JsonParser parser) throws IOException, Refusal {
    if (parser.nextToken() != null) {
      throw new Refusal(ProblemCode.EVENT_MALFORMED_JSON, "", "more than one value");
    }
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
  }
}
