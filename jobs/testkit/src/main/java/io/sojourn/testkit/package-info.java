/** What tests of every module share: a real Kafka broker in this process and helpers for topics. */
@NullMarked
package io.sojourn.testkit;

import org.jspecify.annotations.NullMarked;
