package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.auth.aws.AwsCredentials;
import datasync.auth.aws.SigV4;
import datasync.http.HttpTransport;
import datasync.http.JdkTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import datasync.http.TlsSettings;
import datasync.http.TransportSettings;
import datasync.http.Transports;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What tests ask of an S3 service beyond what a remote does.
///
/// @param endpoint the service
/// @param user the access key
/// @param secret its secret
public record S3Admin(URI endpoint, String user, String secret) {
  /// Makes a bucket, which keeps versions or not.
  public void makeBucket(String bucket, boolean versions) throws IOException {
    send("PUT", "/" + bucket, "", 200);
    if (versions) {
      String body = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
      send("PUT", "/" + bucket + "?versioning=", body, 200);
    }
  }

  /// Lets everybody read and list a bucket.
  public void openBucket(String bucket) throws IOException {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["*"]},
        "Action": ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"],
        "Resource": ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"]}]}
        """;
    send("PUT", "/" + bucket + "?policy=", policy.replace("BUCKET", bucket), 204);
  }

  /// The first thousand keys that begin with a prefix, without it, in order.
  public List<String> keys(String bucket, String prefix) throws IOException {
    String target = "/" + bucket + "?list-type=2&prefix=" + SigV4.encode(prefix, false);
    List<String> keys = new ArrayList<>();
    for (XmlElement each :
        XmlElement.parse(send("GET", target, "", 200), "answer").all("Contents")) {
      keys.add(each.textAt("Key").substring(prefix.length()));
    }
    return keys;
  }

  /// Credentials with a session token.
  public AwsCredentials assumeRole() throws IOException {
    String form =
        "Action=AssumeRole&Version=2011-06-15&DurationSeconds=900&RoleSessionName=test"
            + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Ftest";
    Request request =
        Request.of("POST", endpoint.resolve("/"), body(form))
            .with("Content-Type", "application/x-www-form-urlencoded");
    byte[] answer =
        exchange(new SigV4("sts", "us-east-1").sign(request, who(), Instant.now(), sha(form)), 200);
    XmlElement given =
        XmlElement.parse(answer, "answer").child("AssumeRoleResult").orElseThrow()
            .child("Credentials").orElseThrow();
    return AwsCredentials.of(
        given.textAt("AccessKeyId"), given.textAt("SecretAccessKey"), given.textAt("SessionToken"));
  }

  private AwsCredentials who() {
    return AwsCredentials.of(user, secret, "");
  }

  private static RequestBody body(String text) {
    return RequestBody.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha(String text) {
    return SigV4.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends a signed request that must be answered with a status.
  public byte[] send(String method, String target, String body, int status) throws IOException {
    Request request = Request.of(method, endpoint.resolve(target), body(body));
    return exchange(
        new SigV4("s3", "us-east-1").sign(request, who(), Instant.now(), sha(body)), status);
  }

  private byte[] exchange(Request request, int status) throws IOException {
    TransportSettings settings = TransportSettings.DEFAULT.trusting(TlsSettings.UNVERIFIED);
    // a service that has only just started asks to come again
    RetryPolicy policy =
        RetryPolicy.of(
            RetryPolicy.Limits.DEFAULT,
            new RetryPolicy.Outside(
                InstantSource.system(), () -> -1L, Thread::sleep, (failure, wait) -> { }));
    try (HttpTransport transport = Transports.following(new JdkTransport(settings), policy);
        Response response = transport.exchange(request)) {
      byte[] answer = response.readAll(1 << 20);
      assertThat(response.status()).as(() -> new String(answer)).isEqualTo(status);
      return answer;
    }
  }

  /// A client that trusts everybody.
  static HttpClient client() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return HttpClient.newBuilder().sslContext(context).build();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] c, String type, java.net.Socket s) {}

    @Override
    public void checkServerTrusted(X509Certificate[] c, String type, java.net.Socket s) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
