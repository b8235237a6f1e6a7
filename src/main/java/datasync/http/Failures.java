package datasync.http;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// Says of what the JDK's client throws which kind of failure it is.
final class Failures {
  private Failures() {}

  static String stalled(Duration patience) {
    String time =
        patience.toMillis() < 1000
            ? patience.toMillis() + " ms"
            : patience.toSeconds() + " s";
    return "nothing moved for " + time;
  }

  /// A failure before the head of the answer was there.
  static HttpFailure ofExchange(Request request, boolean proxied, Throwable thrown) {
    if (thrown instanceof HttpFailure failure) {
      return failure;
    }
    Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    CertificateException certificate = find(cause, CertificateException.class);
    if (certificate != null) {
      return HttpFailure.of(request, FailureKind.CERTIFICATE, certificate(certificate), cause);
    }
    if (find(cause, HttpConnectTimeoutException.class) != null) {
      return HttpFailure.of(
          request, FailureKind.TIMEOUT, "the server does not take the connection", cause);
    }
    if (find(cause, HttpTimeoutException.class) != null) {
      return HttpFailure.of(request, FailureKind.TIMEOUT, "the server does not answer", cause);
    }
    if (find(cause, UnresolvedAddressException.class) != null
        || find(cause, UnknownHostException.class) != null) {
      String what = proxied ? "the proxy has" : "`" + request.uri().getHost() + "` has";
      FailureKind kind = proxied ? FailureKind.PROXY : FailureKind.UNKNOWN_HOST;
      return HttpFailure.of(request, kind, what + " no known address", cause);
    }
    if (find(cause, NoRouteToHostException.class) != null) {
      return HttpFailure.of(request, FailureKind.REFUSED, "there is no way to the host", cause);
    }
    if (find(cause, ConnectException.class) != null) {
      String who = proxied ? "the proxy" : "the server";
      FailureKind kind = proxied ? FailureKind.PROXY : FailureKind.REFUSED;
      return HttpFailure.of(request, kind, who + " refuses the connection", cause);
    }
    return ofMessage(request, proxied, cause);
  }

  private static HttpFailure ofMessage(Request request, boolean proxied, Throwable cause) {
    String message = message(cause);
    if (proxied && message.contains("unnel")) {
      return HttpFailure.of(
          request, FailureKind.PROXY, "the proxy does not open a way to the server", cause);
    }
    if (message.contains("cannot read the trusted authorities")) {
      return HttpFailure.of(request, FailureKind.CERTIFICATE, message, cause);
    }
    SSLException tls = find(cause, SSLException.class);
    if (tls instanceof SSLHandshakeException && find(cause, EOFException.class) == null) {
      return HttpFailure.of(request, FailureKind.TLS, "no TLS: " + message(tls), cause);
    }
    if (tls != null && message(tls).contains("plaintext")) {
      return HttpFailure.of(
          request, FailureKind.TLS, "the server does not speak TLS at this port", cause);
    }
    if (find(cause, ProtocolException.class) != null) {
      return HttpFailure.of(request, FailureKind.PROTOCOL, "the answer is not HTTP", cause);
    }
    return HttpFailure.of(request, FailureKind.CUT, "the connection was lost", cause);
  }

  /// A failure while the body was read.
  static HttpFailure ofBody(Request request, Throwable thrown) {
    if (thrown instanceof HttpFailure failure) {
      return failure;
    }
    String reason = "the connection was lost before the end of the answer";
    return HttpFailure.of(request, FailureKind.CUT, reason, thrown);
  }

  private static String certificate(CertificateException reason) {
    if (reason instanceof TrustedCertificates.UnreadableAuthorities) {
      return message(reason);
    }
    if (find(reason, CertificateExpiredException.class) != null) {
      return "the certificate of the server has expired";
    }
    if (find(reason, CertificateNotYetValidException.class) != null) {
      return "the certificate of the server is not valid yet; check the clock";
    }
    if (find(reason, CertPathBuilderException.class) != null) {
      return "the certificate of the server comes from an authority that is not trusted";
    }
    String message = message(reason).toLowerCase(Locale.ROOT);
    if (message.contains("subject alternative") || message.contains("no name matching")) {
      return "the certificate of the server is for another name";
    }
    return "the certificate of the server is not trusted: " + message(reason);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }

  private static <T extends Throwable> T find(Throwable thrown, Class<T> kind) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (kind.isInstance(cause)) {
        return kind.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
