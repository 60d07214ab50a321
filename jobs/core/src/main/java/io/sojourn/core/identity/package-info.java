/** Identity namespaces, identity keys, and the identity graph protocol in its plain mode. */
@NullMarked
package io.sojourn.core.identity;

import org.jspecify.annotations.NullMarked;
