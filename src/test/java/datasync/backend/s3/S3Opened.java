package datasync.backend.s3;

import datasync.auth.aws.AwsCredentials;
import datasync.auth.aws.AwsLogin;
import datasync.backend.UploadSessions;
import datasync.http.FakeServer;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// A fake service with a backend on it.
///
/// @param fake what the service is
/// @param server its connections
/// @param backend below the prefix `a prefix`
record S3Opened(S3Fake fake, FakeServer server, S3Backend backend) implements AutoCloseable {
  static final RetryPolicy QUICK =
      RetryPolicy.of(
          new RetryPolicy.Limits(4, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofDays(1)),
          new RetryPolicy.Outside(
              InstantSource.system(), () -> 0, wait -> { }, (failure, wait) -> { }));

  static S3Opened start() throws IOException {
    return start(UploadSessions.NONE, AwsLogin.of(keys()));
  }

  static AwsCredentials keys() {
    return AwsCredentials.of(S3Fake.KEY, S3Fake.SECRET, "");
  }

  /// Objects from 1000 bytes on go in parts of 400.
  static S3Opened start(UploadSessions sessions, AwsLogin login) throws IOException {
    S3Fake fake = new S3Fake();
    FakeServer server = new FakeServer(fake);
    return new S3Opened(fake, server, open(server, sessions, login));
  }

  static S3Backend open(FakeServer server, UploadSessions sessions, AwsLogin login)
      throws IOException {
    S3Settings.Place place = S3Settings.Place.of("s3://bucket/a prefix/");
    S3Settings settings =
        new S3Settings(
            place,
            Endpoint.custom(server.uri("").toString(), "bucket", "auto"),
            "us-east-1",
            login,
            Protection.NONE,
            TransportSettings.DEFAULT,
            new S3Settings.Transfer(
                new Upload.Sizes(1000, 400, 2), SinglePut.Signed.SMALL, 0));
    return S3Backend.open(
        settings, sessions, new S3Backend.Outside(InstantSource.system(), QUICK));
  }

  @Override
  public void close() throws IOException {
    backend.close();
    server.close();
  }
}
