/** Serializers over our own codecs. */
@NullMarked
package io.sojourn.flink.support;

import org.jspecify.annotations.NullMarked;
