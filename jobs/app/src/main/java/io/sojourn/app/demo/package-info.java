/** The demo: a shop's traffic, made from a seed, and an inbox that shows what was sent. */
@NullMarked
package io.sojourn.app.demo;

import org.jspecify.annotations.NullMarked;
