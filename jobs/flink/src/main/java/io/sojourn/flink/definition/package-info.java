/** Workspaces on their way from the definitions topic to every operator. */
@NullMarked
package io.sojourn.flink.definition;

import org.jspecify.annotations.NullMarked;
