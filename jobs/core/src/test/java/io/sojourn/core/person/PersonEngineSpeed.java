package io.sojourn.core.person;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.person.PersonStore.Part;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints the processor time of an event at the person engine, under the sample workspace. */
final class PersonEngineSpeed {
  private static final int EVENTS = 400_000;
  private static final List<String> TYPES =
      List.of(
          "web.webpagedetails.pageViews",
          "web.webpagedetails.pageViews",
          "web.webpagedetails.pageViews",
          "commerce.productViews",
          "commerce.productViews",
          "commerce.productListAdds",
          "commerce.purchases",
          "userAccount.login");

  private PersonEngineSpeed() {}

  /**
   * @param args none; run it in {@code jobs/core}
   */
  public static void main(String[] args) throws IOException {
    Workspace workspace = shop();
    for (int persons : new int[] {20_000, 1_000}) {
      for (int round = 0; round < 4; round++) {
        System.out.printf("%d persons: %s%n", persons, round(workspace, persons));
      }
    }
  }

  private static String round(Workspace workspace, int persons) {
    PersonEngine engine = new PersonEngine("speed");
    List<Heap> stores = new ArrayList<>();
    for (int i = 0; i < persons; i++) {
      stores.add(new Heap());
    }
    List<Event> events = events(new Random(1), persons);
    long outputs = 0;
    long start = cpu();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      int number = Integer.parseInt(event.primary().value());
      outputs +=
          engine
              .onEvent(
                  new PersonId(0, number),
                  stores.get(number),
                  workspace,
                  TestPerson.key(event.primary()),
                  event,
                  event.time())
              .outputs()
              .size();
    }
    long nanos = cpu() - start;
    long loads = stores.stream().mapToLong(s -> s.loads).sum();
    long saves = stores.stream().mapToLong(s -> s.saves).sum();
    long bytes = stores.stream().mapToLong(s -> s.savedBytes).sum();
    return "%.2f µs, %.2f loads, %.2f saves, %d bytes saved, %.2f outputs an event"
        .formatted(
            nanos / 1_000.0 / events.size(),
            (double) loads / events.size(),
            (double) saves / events.size(),
            bytes / events.size(),
            (double) outputs / events.size());
  }

  private static List<Event> events(Random random, int persons) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      String person = String.valueOf(random.nextInt(persons));
      events.add(
          new Event(
              "event-" + i,
              Event.Kind.EXPERIENCE,
              type,
              1_700_000_000_000L + i * 500L,
              List.of(new Identity("CRMID", person), new Identity("ECID", "c" + person)),
              type.startsWith("commerce")
                  ? Map.of("cartId", "k" + i, "priceTotal", 60.0, "order.priceTotal", 30.0)
                  : Map.of()));
    }
    return events;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Workspace shop() throws IOException {
    Path folder = Path.of("../../deploy/workspaces/shop");
    List<SourceFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        String name = folder.relativize(path).toString();
        if (WorkspaceCompiler.isDefinition(name)) {
          files.add(new SourceFile(name, Files.readString(path)));
        }
      }
    }
    return Objects.requireNonNull(WorkspaceCompiler.compile(files, 1).workspace());
  }

  /** Counts what an engine reads and writes. */
  private static final class Heap implements PersonStore {
    private final Map<Part, byte[]> values = new EnumMap<>(Part.class);
    private long loads;
    private long saves;
    private long savedBytes;

    @Override
    public byte @Nullable [] load(Part part) {
      loads++;
      return values.get(part);
    }

    @Override
    public void save(Part part, byte @Nullable [] bytes) {
      saves++;
      if (bytes == null) {
        values.remove(part);
      } else {
        savedBytes += bytes.length;
        values.put(part, bytes);
      }
    }
  }
}
