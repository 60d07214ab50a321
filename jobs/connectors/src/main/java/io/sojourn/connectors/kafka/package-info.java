/** Kafka in and out: sources that keep time, sinks, topics and their settings. */
@NullMarked
package io.sojourn.connectors.kafka;

import org.jspecify.annotations.NullMarked;
