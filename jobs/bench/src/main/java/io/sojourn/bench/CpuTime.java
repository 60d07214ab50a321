package io.sojourn.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time used by Flink and broker, and by the whole machine.
 *
 * @param own of this process and the broker
 * @param all of the machine; zero where it cannot be known
 */
record CpuTime(Duration own, Duration all) {
  private static final Path STATISTICS = Path.of("/proc/stat");
  private static final long NANOS_PER_TICK = 10_000_000;

  static CpuTime now(KafkaBroker broker) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Duration self = Duration.ofNanos(system.getProcessCpuTime());
    return new CpuTime(self.plus(broker.cpuTime()), machine());
  }

  CpuTime since(CpuTime earlier) {
    return new CpuTime(own.minus(earlier.own), all.minus(earlier.all));
  }

  /** User, nice, system, interrupts and soft interrupts of all processors. */
  private static Duration machine() {
    try {
      String[] fields = Files.readAllLines(STATISTICS).get(0).trim().split(" +");
      long ticks = Stream.of(1, 2, 3, 6, 7).mapToLong(i -> Long.parseLong(fields[i])).sum();
      return Duration.ofNanos(ticks * NANOS_PER_TICK);
    } catch (IOException | RuntimeException e) {
      return Duration.ZERO;
    }
  }
}
