package io.sojourn.connectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.event.EventDecoder.Decoded.Accepted;
import io.sojourn.schema.Event;
import io.sojourn.schema.EventKind;
import io.sojourn.schema.Identity;
import io.sojourn.schema.SingleObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged bytes are accepted or refused, but nothing is ever thrown. */
class FuzzTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final byte[] SYNTAX = "{}[]\",:\\u0e-".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void neverThrows(long seed) throws IOException {
    Random random = new Random(seed);
    List<byte[]> inputs = inputs();
    InputDecoder decoder = new InputDecoder();
    int accepted = 0;
    int rejected = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = damaged(inputs.get(random.nextInt(inputs.size())), random);
      String format = random.nextBoolean() ? InputDecoder.SEGMENT : null;
      try {
        var decoded =
            decoder.decode(
                bytes, format, Workspace.RECEIVED, Workspace.NAMESPACES, Workspace.SCHEMA);
        if (decoded instanceof Accepted) {
          accepted++;
        } else {
          rejected++;
        }
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    assertThat(accepted).as("accepted with seed %d", seed).isGreaterThan(500);
    assertThat(rejected).as("rejected with seed %d", seed).isGreaterThan(5_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void neverThrowsOnReports(long seed) throws IOException {
    Random random = new Random(seed);
    List<byte[]> reports = new ArrayList<>();
    for (String name : List.of("postfix", "rfc3464", "rfc5965")) {
      reports.add(Files.readAllBytes(Path.of("src/test/resources/reports/" + name + ".eml")));
    }
    InputDecoder decoder = new InputDecoder();
    int accepted = 0;
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = damaged(reports.get(random.nextInt(reports.size())), random);
      try {
        var decoded =
            decoder.decode(
                bytes,
                InputDecoder.MAIL_REPORT,
                Workspace.RECEIVED,
                Workspace.NAMESPACES,
                Workspace.SCHEMA);
        accepted += decoded instanceof Accepted ? 1 : 0;
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    assertThat(accepted).as("accepted with seed %d", seed).isBetween(1_000, 4_900);
  }

  private static List<byte[]> inputs() throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    for (String file : List.of("segment.jsonl", "xdm.jsonl")) {
      Files.readAllLines(CORPUS.resolve(file))
          .forEach(line -> inputs.add(line.getBytes(StandardCharsets.UTF_8)));
    }
    inputs.add(
        new SingleObject()
            .encode(
                new Event(
                    "prod",
                    "e-1",
                    EventKind.EXPERIENCE,
                    "commerce.purchases",
                    Instant.parse("2026-11-24T09:00:00Z"),
                    List.of(new Identity("CRMID", "c-1")),
                    Map.of("order.items", 2L))));
    return inputs;
  }

  private static byte[] damaged(byte[] input, Random random) {
    byte[] bytes =
        random.nextInt(8) == 0 ? Arrays.copyOf(input, random.nextInt(input.length)) : input.clone();
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] =
          random.nextBoolean() ? (byte) random.nextInt() : SYNTAX[random.nextInt(SYNTAX.length)];
    }
    return bytes;
  }
}
