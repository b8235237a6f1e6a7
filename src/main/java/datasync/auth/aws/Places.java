package datasync.auth.aws;

import datasync.auth.NoCredentials;
import datasync.io.SettingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for a login in the order of botocore: the first place that is set up counts, also when it
/// then fails.
final class Places {
  private final AwsSetup setup;
  private final AwsProfiles profiles;
  private final Network network;
  private final Roles roles;

  /// @param refused credentials that are of no use any more, or null
  Places(AwsSetup setup, AwsProfiles profiles, Network network, AwsCredentials refused) {
    this.setup = setup;
    this.profiles = profiles;
    this.network = network;
    this.roles = new Roles(setup, profiles, network, this, refused);
  }

  /// A place with the login that it gave.
  record Found(Place place, AwsCredentials credentials) {}

  /// The first place and its login.
  ///
  /// @throws NoCredentials when no place is set up, with all that were tried
  /// @throws SettingException when a place is set up wrongly
  Found find() throws IOException {
    Optional<Place> place = given();
    if (place.isEmpty() && !profiles.isExplicit()) {
      place = environment();
    }
    if (place.isEmpty()) {
      place = roles.ofProfile(profiles.name());
    }
    if (place.isEmpty()) {
      place = ofProfile(profiles.name(), !profiles.isExplicit());
    }
    if (place.isEmpty()) {
      place = ContainerRole.find(network, setup.environment());
    }
    if (place.isPresent()) {
      return new Found(place.get(), place.get().login());
    }
    Place machine = machine();
    try {
      return new Found(machine, machine.source().fetch());
    } catch (MachineRole.NotHere none) {
      throw nothing(none.getMessage());
    }
  }

  private NoCredentials nothing(String machine) {
    List<String> tried = new ArrayList<>();
    tried.add("`access_key_id` of the remote");
    if (!profiles.isExplicit()) {
      tried.add("`AWS_ACCESS_KEY_ID`");
      tried.add("`AWS_WEB_IDENTITY_TOKEN_FILE`");
    }
    tried.add(
        "the profile `" + profiles.name() + "` in `" + profiles.credentialsFile() + "` and `"
            + profiles.configFile() + "`");
    tried.add("the agent of a container");
    tried.add("the metadata of the machine (" + machine + ")");
    return new NoCredentials(
        "no login for AWS was found; tried: " + String.join(", ", tried),
        "run `aws configure`, or set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or name a"
            + " profile by `datasync remote modify --local NAME profile PROFILE`; for a public"
            + " bucket `datasync remote modify NAME allow_anonymous_login true`");
  }

  private Optional<Place> given() throws SettingException {
    Map<String, String> settings = setup.settings();
    String key = settings.getOrDefault("access_key_id", "");
    String secret = settings.getOrDefault("secret_access_key", "");
    if (key.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (key.isEmpty() || secret.isEmpty()) {
      String missing = key.isEmpty() ? "access_key_id" : "secret_access_key";
      throw new SettingException(
          "the remote has only a part of a login: `" + missing + "` is missing",
          "set it by `datasync remote modify --local NAME " + missing + " VALUE`");
    }
    String token = settings.getOrDefault("session_token", "");
    return Optional.of(
        Place.of("the settings of the remote", AwsCredentials.of(key, secret, token)));
  }

  /// The login in variables, or nothing.
  Optional<Place> environment() throws IOException {
    String key = variable("AWS_ACCESS_KEY_ID");
    if (key.isEmpty()) {
      return Optional.empty();
    }
    String secret = variable("AWS_SECRET_ACCESS_KEY");
    if (secret.isEmpty()) {
      throw new NoCredentials(
          "`AWS_ACCESS_KEY_ID` is set, `AWS_SECRET_ACCESS_KEY` is not", "set both, or none");
    }
    String token = variable("AWS_SECURITY_TOKEN");
    if (token.isEmpty()) {
      token = variable("AWS_SESSION_TOKEN");
    }
    AwsCredentials credentials = AwsCredentials.of(key, secret, token);
    String expiration = variable("AWS_CREDENTIAL_EXPIRATION");
    if (!expiration.isEmpty()) {
      var end = Answers.time(expiration);
      if (end.isEmpty()) {
        throw new SettingException("`AWS_CREDENTIAL_EXPIRATION` is no time");
      }
      credentials = new AwsCredentials(key, secret, token, end.get());
    }
    return Optional.of(Place.of("`AWS_ACCESS_KEY_ID`", credentials));
  }

  private String variable(String name) {
    return setup.environment().variable(name);
  }

  /// The role of the machine; whether it has one is only known when it is asked.
  Place machine() {
    MachineRole role = new MachineRole(network, setup.environment(), profiles);
    return new Place("the role of this machine", role::fetch);
  }

  /// The first place that a profile sets up, roles with another login aside.
  ///
  /// @param withVariables whether the variables of web identity count as well
  Optional<Place> ofProfile(String name, boolean withVariables) throws IOException {
    Optional<Place> place = roles.byWebIdentity(name, withVariables);
    if (place.isEmpty()) {
      place = new SignOnProfiles(setup.environment(), profiles, network).find(name);
    }
    if (place.isEmpty()) {
      place = keys(name, profiles.inCredentials(name), profiles.credentialsFile().toString());
    }
    Profile profile = profile(name);
    if (place.isEmpty() && profile.has("login_session")) {
      throw new NoCredentials(
          "the profile `" + name + "` is logged in by `aws login`, whose tokens are bound to it",
          "run `eval \"$(aws configure export-credentials --profile " + name
              + " --format env)\"` and try again");
    }
    String command = profile.get("credential_process");
    if (place.isEmpty() && command != null) {
      CredentialProgram program = new CredentialProgram(setup.environment(), name, command);
      place =
          Optional.of(
              new Place("`credential_process` of the profile `" + name + "`", program::fetch));
    }
    return place.isEmpty()
        ? keys(name, profiles.inConfig(name), profiles.configFile().toString())
        : place;
  }

  /// A profile, without values when it is missing.
  Profile profile(String name) {
    Profile profile = profiles.profile(name);
    return profile == null ? Profile.EMPTY : profile;
  }

  private static Optional<Place> keys(String name, Profile profile, String file)
      throws NoCredentials {
    String key = profile.get("aws_access_key_id");
    if (key == null) {
      return Optional.empty();
    }
    String secret = profile.get("aws_secret_access_key");
    if (secret == null) {
      throw new NoCredentials(
          "the profile `" + name + "` in `" + file + "` has no `aws_secret_access_key`",
          "run `aws configure --profile " + name + "`");
    }
    String token = profile.get("aws_security_token");
    if (token == null) {
      token = profile.get("aws_session_token");
    }
    return Optional.of(
        Place.of(
            "the profile `" + name + "` in `" + file + "`",
            AwsCredentials.of(key, secret, token == null ? "" : token)));
  }
}
