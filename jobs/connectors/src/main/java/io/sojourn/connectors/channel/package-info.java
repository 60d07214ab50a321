/** The last mile: providers, the operator that sends through them, and the ledger of outcomes. */
@NullMarked
package io.sojourn.connectors.channel;

import org.jspecify.annotations.NullMarked;
