package datasync.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/// Turns [TlsSettings] into what Java's TLS wants.
final class TlsContext {
  private TlsContext() {}

  /// The context; the files of trusted authorities are read when the first server is checked, that
  /// of our own certificate now.
  static SSLContext of(TlsSettings settings) throws IOException {
    try {
      TrustManager trust =
          settings.verify() ? new TrustedCertificates(settings.authorities()) : new TrustAll();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(settings.identity()), new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IOException("TLS cannot be set up: " + unusable.getMessage(), unusable);
    }
  }

  /// TLS 1.2 and 1.3, nothing older.
  static SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    return parameters;
  }

  private static KeyManager[] keys(List<Path> files) throws IOException, GeneralSecurityException {
    if (files.isEmpty()) {
      return new KeyManager[0];
    }
    List<Certificate> chain = new ArrayList<>();
    PrivateKey key = null;
    for (Path file : files) {
      Pem pem = Pem.read(file);
      chain.addAll(pem.certificates());
      Optional<PrivateKey> found = pem.privateKey();
      key = found.isPresent() ? found.get() : key;
    }
    if (key == null || chain.isEmpty()) {
      throw new IOException("a client certificate needs both the certificate and its private key");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("identity", key, new char[0], chain.toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }
}
