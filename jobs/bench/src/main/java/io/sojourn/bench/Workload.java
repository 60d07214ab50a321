package io.sojourn.bench;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that is measured: it reads its events topic and writes what comes out to Kafka. */
interface Workload {

  /** The letter under which it is reported. */
  String letter();

  /** What it does, for people. */
  String title();

  /** What the names of its topics begin with. */
  default String prefix() {
    return "bench-" + letter();
  }

  /** Empties its output topics; what it reads stays. */
  void reset() throws Exception;

  void build(StreamExecutionEnvironment env);

  /** How many events the running job has worked off. */
  long done(String job) throws Exception;

  /**
   * What came of a drained topic.
   *
   * @throws BenchFailure if it is not what must come of so many events
   */
  Counts check(String job, long events) throws Exception;
}
