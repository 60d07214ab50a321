/** What every connector needs: serializers over hand-written codecs. */
@NullMarked
package io.sojourn.connectors.support;

import org.jspecify.annotations.NullMarked;
