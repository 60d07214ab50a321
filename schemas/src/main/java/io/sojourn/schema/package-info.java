/**
 * The wire: Avro contracts, their released versions, the codec for them, and the topics.
 *
 * <p>The record classes are generated from {@code src/main/avro}, one named type per file. Closed
 * vocabularies are enums with a default for values of later releases; open ones are lower-case
 * text.
 */
@NullMarked
package io.sojourn.schema;

import org.jspecify.annotations.NullMarked;
