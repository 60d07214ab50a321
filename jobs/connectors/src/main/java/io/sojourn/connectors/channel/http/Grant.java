package io.sojourn.connectors.channel.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** What entitles to an access token: makes the request for one, RFC 6749 section 4. */
@FunctionalInterface
interface Grant {
  /**
   * A request to a token endpoint.
   *
   * @throws IOException if secrets are not there
   * @throws GeneralSecurityException if one of them is not what it should be
   */
  HttpUriRequestBase request() throws IOException, GeneralSecurityException;
}
