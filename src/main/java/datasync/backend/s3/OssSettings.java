package datasync.backend.s3;

import datasync.auth.aws.AwsCredentials;
import datasync.auth.aws.AwsLogin;
import datasync.backend.Opening;
import datasync.io.SettingException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What DVC's options of an `oss` remote mean at the S3-compatible endpoint of Alibaba Cloud.
///
/// Source: Alibaba Cloud, "Access OSS using an AWS SDK" and "Compatibility with Amazon S3": the
/// endpoint of `oss-REGION.aliyuncs.com` is `s3.oss-REGION.aliyuncs.com`, the bucket is in the
/// host name, bodies in signed chunks are refused.
final class OssSettings {
  private static final Pattern HOST =
      Pattern.compile("(?:s3\\.)?oss-([a-z0-9-]+?)(?:-internal)?\\.aliyuncs\\.com(?::\\d+)?");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.:]+");

  private OssSettings() {}

  /// Reads the settings of a remote, and `OSS_ACCESS_KEY_ID`, `OSS_ACCESS_KEY_SECRET` and
  /// `OSS_ENDPOINT` for what they leave out.
  ///
  /// @throws SettingException when a value makes no sense, or there is no endpoint
  static S3Settings of(Opening opening) throws SettingException {
    S3Settings.Place place = S3Settings.Place.of(opening.url());
    String hint = "`datasync remote modify NAME oss_endpoint oss-REGION.aliyuncs.com`";
    String text =
        value(opening, "oss_endpoint", "OSS_ENDPOINT")
            .orElseThrow(() -> new SettingException("`oss_endpoint` is not set", hint));
    int start = text.indexOf("://") + 3;
    String scheme = start < 3 ? "https" : text.substring(0, start - 3).toLowerCase(Locale.ROOT);
    String host = (start < 3 ? text : text.substring(start)).replaceFirst("/+$", "");
    Matcher known = HOST.matcher(host.toLowerCase(Locale.ROOT));
    boolean aliyun = known.matches();
    String region = S3Settings.FIRST_REGION;
    if (aliyun) {
      region = known.group(1);
      host = host.startsWith("s3.") ? host : "s3." + host;
    }
    boolean numbers = NUMBERS.matcher(host).matches();
    Endpoint endpoint =
        Endpoint.custom(scheme + "://" + host, place.bucket(), numbers ? "path" : "virtual");
    return new S3Settings(
        place,
        endpoint,
        region,
        login(opening).orElse(null),
        Protection.NONE,
        S3Settings.transport(opening),
        S3Settings.Transfer.usual(endpoint.isSecure()));
  }

  private static Optional<AwsLogin> login(Opening opening) throws SettingException {
    Optional<String> key = value(opening, "oss_key_id", "OSS_ACCESS_KEY_ID");
    Optional<String> secret = value(opening, "oss_key_secret", "OSS_ACCESS_KEY_SECRET");
    if (key.isEmpty()) {
      return Optional.empty();
    }
    String found =
        secret.orElseThrow(
            () ->
                new SettingException(
                    "`oss_key_id` is set and `oss_key_secret` is not",
                    "`datasync remote modify --local NAME oss_key_secret SECRET`"));
    return Optional.of(AwsLogin.of(AwsCredentials.of(key.get(), found, "")));
  }

  private static Optional<String> value(Opening opening, String key, String variable) {
    String other = opening.environment().variable(variable);
    return opening.text(key).or(() -> other.isEmpty() ? Optional.empty() : Optional.of(other));
  }
}
