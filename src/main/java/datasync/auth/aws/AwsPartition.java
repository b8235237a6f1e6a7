package datasync.auth.aws;

import java.util.Locale;

/// The part of AWS that a region belongs to, which says how its hosts end.
public final class AwsPartition {
  private AwsPartition() {}

  /// What host names in a region end in, without a leading dot: `amazonaws.com` for most.
  ///
  /// Source: the table of partitions in botocore 1.43.
  public static String suffix(String region) {
    String name = region.toLowerCase(Locale.ROOT);
    if (name.startsWith("cn-")) {
      return "amazonaws.com.cn";
    } else if (name.startsWith("us-isob-")) {
      return "sc2s.sgov.gov";
    } else if (name.startsWith("us-isof-") || name.startsWith("eu-isof-")) {
      return "csp.hci.ic.gov";
    } else if (name.startsWith("us-iso-")) {
      return "c2s.ic.gov";
    } else if (name.startsWith("eu-isoe-")) {
      return "cloud.adc-e.uk";
    } else if (name.startsWith("eusc-")) {
      return "amazonaws.eu";
    }
    return "amazonaws.com";
  }
}
