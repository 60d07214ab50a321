package io.sojourn.connectors.channel.http;

import io.sojourn.connectors.channel.Pem;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.HttpChannel.Server;
import io.sojourn.core.channel.SecretReference;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom a connection trusts, and as whom it presents itself. */
final class TlsMaterial {
  private static final char[] NO_PASSWORD = {};

  private TlsMaterial() {}

  /**
   * For connections to a server.
   *
   * @throws IOException if a file is not there
   * @throws GeneralSecurityException if one is not what it should be
   */
  static SSLContext context(Server server, Secrets secrets)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] own =
        server.auth() instanceof Auth.Certificate certificate ? own(certificate, secrets) : null;
    context.init(own, trusted(server.trust(), secrets), null);
    return context;
  }

  private static KeyManager[] own(Auth.Certificate certificate, Secrets secrets)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = Pem.certificates(secrets.resolve(certificate.chain()));
    PrivateKey key =
        Pem.privateKey(secrets.resolve(certificate.key()), List.of("RSA", "EC", "Ed25519"));
    KeyStore store = empty();
    store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, NO_PASSWORD);
    return managers.getKeyManagers();
  }

  /** Null for those whom Java trusts. */
  private static TrustManager @Nullable [] trusted(
      @Nullable SecretReference authorities, Secrets secrets)
      throws IOException, GeneralSecurityException {
    if (authorities == null) {
      return null;
    }
    KeyStore store = empty();
    for (X509Certificate authority : Pem.certificates(secrets.resolve(authorities))) {
      store.setCertificateEntry(Integer.toString(store.size()), authority);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
