/** The command line: one class per command, and how they talk to people. */
@NullMarked
package io.sojourn.app.cli;

import org.jspecify.annotations.NullMarked;
