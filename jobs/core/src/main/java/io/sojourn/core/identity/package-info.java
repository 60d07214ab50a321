/** Identity namespaces, identity keys, the linking rules, and the identity graph protocol. */
@NullMarked
package io.sojourn.core.identity;

import org.jspecify.annotations.NullMarked;
