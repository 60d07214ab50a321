/** What jobs and command line share: options, topics, the workspace on its topic. */
@NullMarked
package io.sojourn.app.support;

import org.jspecify.annotations.NullMarked;
