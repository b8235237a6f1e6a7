package datasync.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts a server when one of several stores of authorities does: the files of the settings, then
/// those of Java, then the bundle of the operating system, where a site's own authority often is.
///
/// Each store is read when the ones before it did not trust the server, so that most programs read
/// only one.
final class TrustedCertificates extends X509ExtendedTrustManager {
  /// Where distributions keep the bundle that OpenSSL reads: Debian, Fedora, SUSE, Alpine and BSD.
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"),
          Path.of("/usr/local/share/certs/ca-root-nss.crt"));

  private final List<Path> files;
  private final List<X509ExtendedTrustManager> opened = new ArrayList<>();
  private int next;

  TrustedCertificates(List<Path> files) {
    this.files = files;
  }

  private interface Check {
    void by(X509ExtendedTrustManager manager) throws CertificateException;
  }

  private void check(Check check) throws CertificateException {
    CertificateException reason = null;
    for (int i = 0; ; i++) {
      X509ExtendedTrustManager manager = store(i);
      if (manager == null) {
        throw reason == null ? new CertificateException("no authority is trusted") : reason;
      }
      try {
        check.by(manager);
        return;
      } catch (CertificateException untrusted) {
        reason = telling(reason, untrusted);
      }
    }
  }

  /// The more telling of two reasons: a wrong name or date says more than an unknown authority.
  private static CertificateException telling(
      CertificateException before, CertificateException now) {
    return before == null || isUnknownAuthority(before) ? now : before;
  }

  private static boolean isUnknownAuthority(Throwable reason) {
    for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.security.cert.CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }

  /// The store with this number, opened when it is first asked for, or null after the last.
  private synchronized X509ExtendedTrustManager store(int index) throws CertificateException {
    try {
      while (opened.size() <= index) {
        if (next < files.size()) {
          opened.add(of(files.get(next)));
        } else if (next == files.size()) {
          opened.add(manager(null));
        } else if (next == files.size() + 1) {
          addSystem();
        } else {
          return null;
        }
        next++;
      }
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new UnreadableAuthorities(unreadable);
    }
    return opened.get(index);
  }

  /// A file of authorities that cannot be used.
  static final class UnreadableAuthorities extends CertificateException {
    private static final long serialVersionUID = 1L;

    UnreadableAuthorities(Exception cause) {
      super("cannot read the trusted authorities: " + cause.getMessage(), cause);
    }
  }

  private void addSystem() throws GeneralSecurityException {
    for (Path bundle : SYSTEM) {
      if (Files.isReadable(bundle)) {
        try {
          opened.add(of(bundle));
          return;
        } catch (IOException broken) {
          // a broken bundle of the system adds no trust
        }
      }
    }
  }

  private static X509ExtendedTrustManager of(Path file)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (X509Certificate certificate : Pem.read(file).certificates()) {
      store.setCertificateEntry("c" + number++, certificate);
    }
    if (number == 0) {
      throw new IOException("there is no certificate in `" + file + "`");
    }
    return manager(store);
  }

  private static X509ExtendedTrustManager manager(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new IllegalStateException("no trust manager for X.509");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(manager -> manager.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(manager -> manager.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type)
      throws CertificateException {
    check(manager -> manager.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this program is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this program is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type)
      throws CertificateException {
    throw new CertificateException("this program is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
