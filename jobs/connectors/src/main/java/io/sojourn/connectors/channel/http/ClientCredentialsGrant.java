package io.sojourn.connectors.channel.http;

import io.sojourn.connectors.channel.Secrets;
import io.sojourn.core.channel.Auth.ClientCredentials;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/** A client's name and secret, RFC 6749 section 4.4. */
record ClientCredentialsGrant(ClientCredentials auth, Secrets secrets) implements Grant {

  @Override
  public HttpUriRequestBase request() throws IOException {
    HttpPost request = new HttpPost(auth.endpoint());
    List<NameValuePair> form = new ArrayList<>();
    form.add(new BasicNameValuePair("grant_type", "client_credentials"));
    if (auth.scope() != null) {
      form.add(new BasicNameValuePair("scope", auth.scope()));
    }
    request.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
    String pair =
        encoded(secrets.resolve(auth.client())) + ":" + encoded(secrets.resolve(auth.secret()));
    request.setHeader(HttpHeaders.ACCEPT, "application/json");
    request.setHeader(
        HttpHeaders.AUTHORIZATION,
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
    return request;
  }

  /** As in a form, RFC 6749 section 2.3.1. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
