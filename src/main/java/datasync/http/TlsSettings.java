package datasync.http;

import datasync.io.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whom to trust and who to be in TLS.
///
/// The authorities in the files are trusted besides those of Java and of the operating system, as
/// DVC trusts its `ssl_verify` file besides the system's.
///
/// @param verify whether the server's certificate and name are checked at all
/// @param authorities PEM files with certificates of trusted authorities; read when first needed
/// @param identity PEM files that hold the own certificate chain and its private key, in any
///     order; empty when the server is not told who we are
public record TlsSettings(boolean verify, List<Path> authorities, List<Path> identity) {
  /// Checks against the authorities of the platform.
  public static final TlsSettings DEFAULT = new TlsSettings(true, List.of(), List.of());

  /// Checks nothing.
  public static final TlsSettings UNVERIFIED = new TlsSettings(false, List.of(), List.of());

  /// Variables with the file name of a bundle of authorities, as OpenSSL, requests, curl and DVC
  /// know them.
  private static final List<String> VARIABLES =
      List.of("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE");

  /// Copies the lists.
  public TlsSettings {
    authorities = List.copyOf(authorities);
    identity = List.copyOf(identity);
  }

  /// Trusts these files of authorities and those that variables name, of which missing ones are
  /// passed over, as OpenSSL does.
  public static TlsSettings of(Environment environment, List<Path> authorities) {
    List<Path> files = new ArrayList<>(authorities);
    for (String variable : VARIABLES) {
      String value = environment.variable(variable);
      Path file = environment.workingDirectory().resolve(value);
      if (!value.isEmpty() && Files.isRegularFile(file)) {
        files.add(file);
      }
    }
    return new TlsSettings(true, files, List.of());
  }

  /// The same with a certificate of our own.
  public TlsSettings as(List<Path> files) {
    return new TlsSettings(verify, authorities, files);
  }
}
