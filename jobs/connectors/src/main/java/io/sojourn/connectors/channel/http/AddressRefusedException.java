package io.sojourn.connectors.channel.http;

import java.net.UnknownHostException;

/** A name stands for an address that requests may not go to. */
final class AddressRefusedException extends UnknownHostException {
  private static final long serialVersionUID = 1L;
}
