package io.sojourn.connectors.channel.http;

import io.sojourn.connectors.channel.SendResult;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;

/** What a failure says about the request. */
final class HttpFailures {
  private HttpFailures() {}

  /**
   * Of an answer that is not 2xx. Final is what the server will never take; a log-in that failed
   * may be mended, and a server that is overloaded recovers.
   */
  static SendResult result(int status) {
    String code = "HTTP_" + status;
    return switch (status) {
      case 408, 409, 425, 429 -> SendResult.temporary(code);
      case 401, 407 -> SendResult.unavailable(code);
      default -> status >= 500 ? SendResult.unavailable(code) : SendResult.permanent(code);
    };
  }

  /**
   * Without an answer.
   *
   * @param ranOut whether the call was ended for it took too long
   */
  static SendResult result(Exception failure, boolean ranOut) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof AddressRefusedException) {
        return SendResult.permanent("ADDRESS_REFUSED");
      } else if (e instanceof SSLException) {
        return SendResult.unavailable("TLS_FAILED");
      } else if (e instanceof UnknownHostException) {
        return SendResult.unavailable("HOST_UNKNOWN");
      } else if (e instanceof ConnectException || e instanceof ConnectTimeoutException) {
        return SendResult.unavailable("CONNECT_FAILED");
      } else if (e instanceof SocketTimeoutException) {
        return SendResult.unavailable("TIMEOUT");
      } else if (e instanceof ProtocolException || e instanceof HttpException) {
        return SendResult.unavailable("ANSWER_MALFORMED");
      }
    }
    return SendResult.unavailable(ranOut ? "TIMEOUT" : "CONNECTION_LOST");
  }
}
