package datasync.backend.s3;

import datasync.auth.aws.AwsChain;
import datasync.auth.aws.AwsLogin;
import datasync.auth.aws.AwsProfiles;
import datasync.auth.aws.AwsSetup;
import datasync.backend.HttpSetup;
import datasync.backend.Opening;
import datasync.io.Environment;
import datasync.io.SettingException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What DVC's options of an `s3` remote, AWS's variables and its files mean.
final class AwsSettings {
  private static final long SMALLEST_PART = 5L << 20;
  private static final long LARGEST_PUT = 5L << 30;

  private AwsSettings() {}

  /// Reads the settings of a remote.
  ///
  /// @throws SettingException when a value makes no sense
  static S3Settings of(Opening opening) throws IOException {
    S3Settings.Place place = S3Settings.Place.of(opening.url());
    AwsProfiles profiles = AwsProfiles.load(opening.values(), opening.environment());
    String region =
        opening.text("region").or(profiles::region).orElse(S3Settings.FIRST_REGION);
    Endpoint endpoint = endpoint(opening, profiles, place.bucket(), region);
    return new S3Settings(
        place,
        endpoint,
        region,
        login(opening),
        Protection.of(opening),
        S3Settings.transport(opening),
        transfer(profiles.s3(), endpoint.isSecure()));
  }

  private static AwsLogin login(Opening opening) {
    if (opening.flag("allow_anonymous_login", false)) {
      return null;
    }
    return new AwsChain(
        new AwsSetup(
            opening.values(),
            opening.environment(),
            HttpSetup.retries(opening),
            device -> opening.prompt().ask("AWS", device)));
  }

  private static Endpoint endpoint(
      Opening opening, AwsProfiles profiles, String bucket, String region)
      throws SettingException {
    Map<String, String> s3 = profiles.s3();
    String style = s3.getOrDefault("addressing_style", "auto").toLowerCase(Locale.ROOT);
    Optional<String> url = opening.text("endpointurl");
    if (url.isEmpty()) {
      url = profiles.endpoint("s3");
    }
    if (url.isPresent()) {
      return Endpoint.custom(url.get(), bucket, style);
    }
    boolean secure = opening.flag("use_ssl", true);
    if (isTrue(s3.get("use_accelerate_endpoint"))) {
      String scheme = secure ? "https" : "http";
      return new Endpoint(scheme, "s3-accelerate.amazonaws.com", "", bucket, true);
    }
    Environment environment = opening.environment();
    boolean dual =
        isTrue(s3.get("use_dualstack_endpoint"))
            || isTrue(environment.variable("AWS_USE_DUALSTACK_ENDPOINT"))
            || isTrue(profiles.value("use_dualstack_endpoint").orElse(""));
    boolean fips =
        isTrue(environment.variable("AWS_USE_FIPS_ENDPOINT"))
            || isTrue(profiles.value("use_fips_endpoint").orElse(""));
    String service = "s3" + (fips ? "-fips" : "") + (dual ? ".dualstack" : "");
    return Endpoint.amazon(service, bucket, secure, style, region);
  }

  private static boolean isTrue(String value) {
    return value != null && value.equalsIgnoreCase("true");
  }

  /// The sizes of the block `s3 =` of the profile, as the AWS tools and DVC read it.
  private static S3Settings.Transfer transfer(Map<String, String> s3, boolean secure)
      throws SettingException {
    S3Settings.Transfer usual = S3Settings.Transfer.usual(secure);
    long threshold = size(s3, "multipart_threshold", usual.sizes().threshold());
    long part = size(s3, "multipart_chunksize", usual.sizes().part());
    SinglePut.Signed signed = usual.signed();
    String wish = s3.getOrDefault("payload_signing_enabled", "").toLowerCase(Locale.ROOT);
    if (wish.equals("true")) {
      signed = SinglePut.Signed.ALWAYS;
    } else if (wish.equals("false")) {
      signed = SinglePut.Signed.NEVER;
    }
    Upload.Sizes sizes =
        new Upload.Sizes(
            Math.clamp(threshold, SMALLEST_PART, LARGEST_PUT),
            Math.clamp(part, SMALLEST_PART, LARGEST_PUT),
            usual.sizes().atOnce());
    return new S3Settings.Transfer(sizes, signed, usual.pageSize());
  }

  /// A size such as `24MiB`; KB and KiB both mean 1024, as with the AWS tools.
  private static long size(Map<String, String> s3, String key, long fallback)
      throws SettingException {
    String text = s3.getOrDefault(key, "").strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return fallback;
    }
    String number = text.replaceFirst("i?b$", "");
    int shift = 0;
    if (number.length() < text.length() && !number.isEmpty()) {
      int unit = "kmgt".indexOf(number.charAt(number.length() - 1));
      shift = 10 * (unit + 1);
      number = unit < 0 ? number : number.substring(0, number.length() - 1);
    }
    try {
      return Math.multiplyExact(Long.parseLong(number.strip()), 1L << shift);
    } catch (NumberFormatException | ArithmeticException noSize) {
      throw new SettingException(
          "`" + key + "` below `s3 =` of the AWS profile must be a size such as `16MiB`");
    }
  }
}
