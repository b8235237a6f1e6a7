package datasync.auth.aws;

import datasync.io.Environment;
import datasync.io.SettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the two files of the AWS tools (`~/.aws/config` and `~/.aws/credentials`) and the
/// variables beside them say: profiles, regions, endpoints and the settings of S3.
///
/// Read once, as botocore reads them; immutable. The variables `AWS_CONFIG_FILE` and
/// `AWS_SHARED_CREDENTIALS_FILE` go before the settings `configpath` and `credentialpath` of a
/// remote, as in DVC.
public final class AwsProfiles {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([^}]*)}|(\\w+))");

  private final Environment environment;
  private final ProfileFile config;
  private final ProfileFile credentials;
  private final Map<String, Profile> configured;
  private final Map<String, Profile> merged;
  private final String name;
  private final boolean explicit;

  private AwsProfiles(
      Environment environment, ProfileFile config, ProfileFile credentials, String profile)
      throws SettingException {
    this.environment = environment;
    this.config = config;
    this.credentials = credentials;
    this.configured = config.named("profile");
    this.merged = new LinkedHashMap<>(configured);
    for (Map.Entry<String, Profile> section : credentials.sections().entrySet()) {
      Profile before = configured.getOrDefault(section.getKey(), Profile.EMPTY);
      merged.put(section.getKey(), before.under(section.getValue()));
    }
    this.explicit = !profile.isEmpty();
    String chosen = explicit ? profile : fromEnvironment(environment);
    this.name = chosen.isEmpty() ? "default" : chosen;
    if (!chosen.isEmpty() && !merged.containsKey(chosen)) {
      throw noProfile(chosen);
    }
  }

  private static String fromEnvironment(Environment environment) {
    String first = environment.variable("AWS_DEFAULT_PROFILE");
    return first.isEmpty() ? environment.variable("AWS_PROFILE") : first;
  }

  private SettingException noProfile(String chosen) {
    String from =
        explicit ? "the setting `profile`" : "`AWS_PROFILE` or `AWS_DEFAULT_PROFILE`";
    return new SettingException(
        "there is no profile `" + chosen + "`, which " + from + " names, in `" + config.path()
            + "` or `" + credentials.path() + "`",
        "add it by `aws configure --profile " + chosen + "`, or name another profile");
  }

  /// Reads the files for a remote.
  ///
  /// @param settings the settings of the remote by their names in DVC; of interest are `profile`,
  ///     `configpath` and `credentialpath`
  /// @throws SettingException when a file does not follow its format, or a profile is named that
  ///     is in neither
  /// @throws IOException when a file cannot be read; a missing one is empty
  public static AwsProfiles load(Map<String, String> settings, Environment environment)
      throws IOException {
    Path config = file(environment, "AWS_CONFIG_FILE", settings.get("configpath"), "config");
    Path credentials =
        file(
            environment,
            "AWS_SHARED_CREDENTIALS_FILE",
            settings.get("credentialpath"),
            "credentials");
    return new AwsProfiles(
        environment,
        ProfileFile.read(config),
        ProfileFile.read(credentials),
        settings.getOrDefault("profile", ""));
  }

  private static Path file(
      Environment environment, String variable, String setting, String usual) {
    String value = environment.variables().get(variable);
    if (value == null && setting != null && !setting.isEmpty()) {
      value = setting;
    }
    return value == null
        ? environment.home().resolve(".aws").resolve(usual)
        : path(environment, value);
  }

  /// The file that a text names, with variables and `~` in it replaced.
  static Path path(Environment environment, String text) {
    Matcher variables = VARIABLE.matcher(text);
    String expanded =
        variables.replaceAll(
            found -> {
              String variable = found.group(1) == null ? found.group(2) : found.group(1);
              String value = environment.variables().get(variable);
              return Matcher.quoteReplacement(value == null ? found.group() : value);
            });
    if (expanded.equals("~")) {
      return environment.home();
    }
    return expanded.startsWith("~/")
        ? environment.home().resolve(expanded.substring(2))
        : environment.workingDirectory().resolve(expanded);
  }

  /// The name of the profile in force: the setting `profile`, `AWS_DEFAULT_PROFILE`,
  /// `AWS_PROFILE`, else `default`.
  public String name() {
    return name;
  }

  /// Whether the setting of the remote names the profile: then the login in variables is not used.
  public boolean isExplicit() {
    return explicit;
  }

  /// The region of the environment or the profile in force; the setting `region` of a remote goes
  /// before it. botocore knows `AWS_DEFAULT_REGION` alone, the other tools `AWS_REGION`.
  public Optional<String> region() {
    for (String variable : new String[] {"AWS_DEFAULT_REGION", "AWS_REGION"}) {
      if (!environment.variable(variable).isEmpty()) {
        return Optional.of(environment.variable(variable));
      }
    }
    return value("region");
  }

  /// The address that the environment or the profile in force gives a service; for S3 the setting
  /// `endpointurl` of a remote goes before it.
  ///
  /// @param service the name of the service: `s3`, `sts`, `sso`, `sso_oidc`
  /// @throws SettingException when the profile names a section of services that is not there
  public Optional<String> endpoint(String service) throws SettingException {
    if (flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")) {
      return Optional.empty();
    }
    String variable = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT);
    for (String each : new String[] {variable, "AWS_ENDPOINT_URL"}) {
      if (!environment.variable(each).isEmpty()) {
        return Optional.of(environment.variable(each));
      }
    }
    String section = current().get("services");
    if (section != null) {
      Profile services = config.named("services").get(section);
      if (services == null) {
        throw new SettingException(
            "the profile `" + name + "` names `services = " + section
                + "`, but there is no `[services " + section + "]` in `" + config.path() + "`");
      }
      String own = services.block(service).getOrDefault("endpoint_url", "");
      if (!own.isEmpty()) {
        return Optional.of(own);
      }
    }
    return value("endpoint_url");
  }

  /// The lines below `s3 =` of the profile in force, such as `addressing_style` or
  /// `multipart_chunksize`, as they are written; empty where there are none.
  public Map<String, String> s3() {
    return current().block("s3");
  }

  /// A value of the profile in force, or nothing when it is missing or empty.
  public Optional<String> value(String key) {
    String value = current().get(key);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /// A truth value from a variable, else from the profile in force.
  boolean flag(String variable, String key) {
    String text = environment.variable(variable);
    String value = text.isEmpty() ? value(key).orElse("") : text;
    return value.equalsIgnoreCase("true");
  }

  private Profile current() {
    return merged.getOrDefault(name, Profile.EMPTY);
  }

  /// A profile as both files together have it, or null.
  Profile profile(String wanted) {
    return merged.get(wanted);
  }

  /// A profile as the configuration file alone has it.
  Profile inConfig(String wanted) {
    return configured.getOrDefault(wanted, Profile.EMPTY);
  }

  /// A profile as the file of logins alone has it.
  Profile inCredentials(String wanted) {
    return credentials.sections().getOrDefault(wanted, Profile.EMPTY);
  }

  /// A section `[sso-session …]`, or null.
  Profile session(String wanted) {
    return config.named("sso-session").get(wanted);
  }

  /// The configuration file.
  Path configFile() {
    return config.path();
  }

  /// The file of logins.
  Path credentialsFile() {
    return credentials.path();
  }

  /// The name of the profile in force.
  @Override
  public String toString() {
    return "AwsProfiles[" + name + "]";
  }
}
