package datasync.auth.aws;

import datasync.auth.NoCredentials;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.io.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Roles that the token service gives: for the login of another profile or place, or for a token
/// in a file.
final class Roles {
  private static final int LIMIT = 1 << 20;

  private final AwsSetup setup;
  private final AwsProfiles profiles;
  private final Network network;
  private final Places places;
  private final AwsCredentials refused;

  /// @param refused credentials that are of no use any more, or null
  Roles(
      AwsSetup setup,
      AwsProfiles profiles,
      Network network,
      Places places,
      AwsCredentials refused) {
    this.refused = refused;
    this.setup = setup;
    this.profiles = profiles;
    this.network = network;
    this.places = places;
  }

  /// The role that a profile takes with another login, or nothing when it takes none.
  Optional<Place> ofProfile(String name) throws IOException {
    if (!places.profile(name).assumesRole()) {
      return Optional.empty();
    }
    List<String> visited = new ArrayList<>();
    visited.add(name);
    return Optional.of(assumed(name, visited));
  }

  private Place assumed(String name, List<String> visited) throws IOException {
    Profile profile = places.profile(name);
    String other = profile.get("source_profile");
    String source = profile.get("credential_source");
    if (other != null && source != null) {
      throw new SettingException(
          "the profile `" + name + "` has both `source_profile` and `credential_source`",
          "keep one of them in `" + profiles.configFile() + "`");
    }
    if (other == null && source == null) {
      throw new SettingException(
          "the profile `" + name + "` has a `role_arn`, but nothing says which login takes it",
          "add `source_profile` or `credential_source` to it in `" + profiles.configFile() + "`");
    }
    Place login = source == null ? ofSource(name, other, visited) : ofPlace(name, source);
    String where = "the role `" + profile.get("role_arn") + "` of the profile `" + name + "`";
    return new Place(where, () -> take(profile, login));
  }

  private Place ofPlace(String name, String source) throws IOException {
    Environment environment = setup.environment();
    Optional<Place> place =
        switch (source) {
          case "Environment" -> places.environment();
          case "EcsContainer" -> ContainerRole.find(network, environment);
          case "Ec2InstanceMetadata" -> Optional.of(places.machine());
          default -> throw new SettingException(
              "`credential_source = " + source + "` of the profile `" + name + "` is not known",
              "it is `Environment`, `EcsContainer` or `Ec2InstanceMetadata`");
        };
    if (place.isEmpty()) {
      throw new NoCredentials(
          "`credential_source = " + source + "` of the profile `" + name + "` gives no login",
          source.equals("Environment")
              ? "set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`"
              : "run this in such a container, or use `source_profile`");
    }
    return place.get();
  }

  private Place ofSource(String name, String other, List<String> visited) throws IOException {
    Profile source = profiles.profile(other);
    if (source == null) {
      throw new SettingException(
          "there is no profile `" + other + "`, which `source_profile` of the profile `" + name
              + "` names",
          "correct it in `" + profiles.configFile() + "`");
    }
    boolean itself = other.equals(name) && source.hasKeys();
    if (visited.contains(other) && !itself) {
      throw new SettingException(
          "`source_profile` goes round in a circle: `" + String.join("`, `", visited) + "`, `"
              + other + "`",
          "end it with a profile that has a login of its own");
    }
    visited.add(other);
    if (!source.hasKeys() && source.assumesRole()) {
      return assumed(other, visited);
    }
    Optional<Place> place = places.ofProfile(other, false);
    if (place.isEmpty()) {
      throw new NoCredentials(
          "the profile `" + other + "`, the `source_profile` of `" + name + "`, has no login",
          "run `aws configure --profile " + other + "`");
    }
    return place.get();
  }

  private StsClient service() throws SettingException {
    String region = setup.settings().getOrDefault("region", "");
    if (region.isEmpty()) {
      region = profiles.region().orElse("");
    }
    return new StsClient(
        network, setup.environment().clock(), profiles.endpoint("sts").orElse(""), region);
  }

  /// What a profile says to the token service.
  private static Map<String, String> parameters(Profile profile) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("RoleArn", profile.get("role_arn"));
    if (profile.has("role_session_name")) {
      parameters.put("RoleSessionName", profile.get("role_session_name"));
    }
    if (profile.has("external_id")) {
      parameters.put("ExternalId", profile.get("external_id"));
    }
    String seconds = profile.values().getOrDefault("duration_seconds", "").strip();
    if (seconds.matches("[0-9]{1,9}")) {
      parameters.put("DurationSeconds", seconds);
    }
    if (profile.has("mfa_serial")) {
      parameters.put("SerialNumber", profile.get("mfa_serial"));
    }
    return parameters;
  }

  private AwsCredentials take(Profile profile, Place login) throws IOException {
    Map<String, String> parameters = parameters(profile);
    String device = profile.get("mfa_serial");
    if (device != null) {
      Optional<AwsCredentials> kept = new CommandCache(setup.environment()).find(parameters);
      if (kept.isPresent() && !kept.get().equals(refused)) {
        return kept.get();
      }
      Optional<String> code = setup.prompt().code(device);
      if (code.isEmpty()) {
        throw new NoCredentials(
            "the role `" + profile.get("role_arn") + "` wants the code of the device `" + device
                + "`, and nobody can be asked",
            "run the command in a terminal");
      }
      parameters.put("TokenCode", code.get().strip());
    }
    parameters.putIfAbsent("RoleSessionName", sessionName(null));
    AwsCredentials who;
    try {
      who = login.login();
    } catch (MachineRole.NotHere none) {
      throw NoCredentialsFrom.of(login.where() + " gives no login", none);
    }
    return service().assumeRole(parameters, who);
  }

  private String sessionName(String given) {
    return given == null
        ? "datasync-" + setup.environment().clock().instant().getEpochSecond()
        : given;
  }

  /// The role for a token in a file, or nothing when no file is named.
  ///
  /// @param withVariables whether `AWS_WEB_IDENTITY_TOKEN_FILE` and its like count
  Optional<Place> byWebIdentity(String name, boolean withVariables) throws SettingException {
    Profile profile = places.profile(name);
    String file = either(withVariables, "AWS_WEB_IDENTITY_TOKEN_FILE", profile,
        "web_identity_token_file");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    String role = either(withVariables, "AWS_ROLE_ARN", profile, "role_arn");
    if (role.isEmpty()) {
      throw new SettingException(
          "a token of a web identity is named, but no role that it is for",
          "set `AWS_ROLE_ARN`, or `role_arn` of the profile `" + name + "`");
    }
    String session = either(withVariables, "AWS_ROLE_SESSION_NAME", profile, "role_session_name");
    Path path = setup.environment().workingDirectory().resolve(file);
    return Optional.of(
        new Place(
            "the role `" + role + "` by the token in `" + file + "`",
            () -> exchange(path, role, session.isEmpty() ? null : session)));
  }

  private String either(boolean withVariables, String variable, Profile profile, String key) {
    String value = withVariables ? setup.environment().variable(variable) : "";
    return value.isEmpty() ? profile.values().getOrDefault(key, "") : value;
  }

  private AwsCredentials exchange(Path file, String role, String session) throws IOException {
    String token;
    try {
      token = new String(WholeFile.read(file, LIMIT), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException missing) {
      throw new NoCredentials(
          "the file `" + file + "` with the token of the web identity is missing",
          "correct `AWS_WEB_IDENTITY_TOKEN_FILE` or `web_identity_token_file`");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("RoleArn", role);
    parameters.put("RoleSessionName", sessionName(session));
    parameters.put("WebIdentityToken", token);
    return service().assumeRoleWithWebIdentity(parameters);
  }
}
