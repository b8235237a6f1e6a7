package datasync.backend.s3;

import datasync.auth.aws.AwsLogin;
import datasync.backend.HttpSetup;
import datasync.backend.Opening;
import datasync.http.TlsSettings;
import datasync.http.TransportSettings;
import datasync.io.SettingException;
import java.util.List;

/// The settings of one S3 remote.
///
/// @param place bucket and prefix
/// @param endpoint where requests go
/// @param region the region to begin with
/// @param login who we are; null for requests without signature
/// @param protection encryption and access
/// @param transport how connections are made
/// @param transfer how bytes are sent
record S3Settings(
    Place place,
    Endpoint endpoint,
    String region,
    AwsLogin login,
    Protection protection,
    TransportSettings transport,
    Transfer transfer) {
  /// Where requests go that are signed for no region yet; it tells the bucket's own.
  static final String FIRST_REGION = "us-east-1";

  /// How bytes are sent.
  ///
  /// @param sizes when objects are sent in parts
  /// @param signed when bodies are signed
  /// @param pageSize the most names in a page of a listing; 0 for as many as the service likes
  record Transfer(Upload.Sizes sizes, SinglePut.Signed signed, int pageSize) {
    /// Parts of 8 MiB from 64 MiB on, six at once: what is lost with a process that is killed is
    /// less than the twentieth part of a gigabyte.
    static Transfer usual(boolean secure) {
      return new Transfer(
          new Upload.Sizes(64L << 20, 8L << 20, 6),
          secure ? SinglePut.Signed.NEVER : SinglePut.Signed.SMALL,
          0);
    }
  }

  /// A place in a bucket.
  ///
  /// @param scheme `s3` or `oss`
  /// @param bucket the name of the bucket
  /// @param prefix what comes before the names, with a final `/`, or empty
  record Place(String scheme, String bucket, String prefix) {
    /// Reads `s3://bucket/prefix`; a `versionId` of an address to import from is left out.
    ///
    /// @throws SettingException when there is no bucket, or one that is spoken to in another way
    static Place of(String url) throws SettingException {
      int start = url.indexOf("://") + 3;
      String scheme = start < 3 ? "" : url.substring(0, start - 3);
      String rest = start < 3 ? "" : url.substring(start);
      int version = rest.lastIndexOf("?versionId=");
      rest = version < 0 ? rest : rest.substring(0, version);
      int slash = rest.indexOf('/');
      String bucket = slash < 0 ? rest : rest.substring(0, slash);
      String prefix = slash < 0 ? "" : rest.substring(slash);
      while (prefix.startsWith("/")) {
        prefix = prefix.substring(1);
      }
      while (prefix.endsWith("/")) {
        prefix = prefix.substring(0, prefix.length() - 1);
      }
      String hint = "`datasync remote modify NAME url " + scheme + "://BUCKET/PATH`";
      if (bucket.isEmpty()) {
        throw new SettingException("the address names no bucket", hint);
      }
      if (bucket.startsWith("arn:") || bucket.endsWith("--x-s3")) {
        throw new SettingException(
            "access points by their ARN and directory buckets are not supported",
            "use the alias of the access point, or a general purpose bucket: " + hint);
      }
      return new Place(scheme, bucket, prefix.isEmpty() ? "" : prefix + "/");
    }

    /// The address as a person would write it.
    String address() {
      String path = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
      return scheme + "://" + bucket + path;
    }
  }

  /// Connections with the authorities of `ssl_verify`, or else of `AWS_CA_BUNDLE`.
  static TransportSettings transport(Opening opening) throws SettingException {
    TransportSettings settings =
        HttpSetup.transport(opening, "connect_timeout", "read_timeout");
    String bundle = opening.environment().variable("AWS_CA_BUNDLE");
    String verify = opening.text("ssl_verify").orElse("true");
    return bundle.isEmpty() || !verify.equalsIgnoreCase("true")
        ? settings
        : settings.trusting(
            TlsSettings.of(opening.environment(), List.of(opening.path(bundle))));
  }
}
