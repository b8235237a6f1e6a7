package datasync.auth.aws;

import datasync.io.Environment;
import datasync.io.SettingException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what a profile says about the single sign-on.
final class SignOnProfiles {
  private static final List<String> NEEDED =
      List.of("sso_role_name", "sso_account_id", "sso_start_url", "sso_region");

  private final Environment environment;
  private final AwsProfiles profiles;
  private final Network network;

  SignOnProfiles(Environment environment, AwsProfiles profiles, Network network) {
    this.environment = environment;
    this.profiles = profiles;
    this.network = network;
  }

  /// The place, or nothing when the profile does not use the single sign-on.
  ///
  /// @throws SettingException when it does, but a part is missing or contradicts the session
  Optional<Place> find(String name) throws SettingException {
    Profile profile = profiles.profile(name);
    if (profile == null || !profile.has("sso_role_name") && !profile.has("sso_account_id")) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>(profile.values());
    String session = values.getOrDefault("sso_session", "");
    if (!session.isEmpty()) {
      addSession(name, session, values);
    }
    List<String> missing = new ArrayList<>();
    for (String key : NEEDED) {
      if (!values.containsKey(key)) {
        missing.add("`" + key + "`");
      }
    }
    if (!missing.isEmpty()) {
      throw new SettingException(
          "the profile `" + name + "` uses the single sign-on, but " + String.join(", ", missing)
              + (missing.size() == 1 ? " is missing" : " are missing"),
          "run `aws configure sso --profile " + name + "`");
    }
    String region = values.get("sso_region");
    SingleSignOn.Settings settings =
        new SingleSignOn.Settings(
            name,
            session,
            values.get("sso_start_url"),
            region,
            values.get("sso_account_id"),
            values.get("sso_role_name"));
    SingleSignOn.Hosts hosts =
        new SingleSignOn.Hosts(
            host("sso", "portal.sso", region), host("sso_oidc", "oidc", region));
    SingleSignOn signOn = new SingleSignOn(network, environment, settings, hosts);
    return Optional.of(
        new Place("the single sign-on of the profile `" + name + "`", signOn::fetch));
  }

  private void addSession(String name, String session, Map<String, String> values)
      throws SettingException {
    Profile section = profiles.session(session);
    if (section == null) {
      throw new SettingException(
          "the profile `" + name + "` names `sso_session = " + session
              + "`, but there is no `[sso-session " + session + "]` in `" + profiles.configFile()
              + "`",
          "run `aws configure sso-session`");
    }
    for (Map.Entry<String, String> value : section.values().entrySet()) {
      String before = values.putIfAbsent(value.getKey(), value.getValue());
      if (before != null && !before.equals(value.getValue())) {
        throw new SettingException(
            "`" + value.getKey() + "` of the profile `" + name
                + "` differs from that of `[sso-session " + session + "]`",
            "keep it in one of both in `" + profiles.configFile() + "`");
      }
    }
  }

  private URI host(String service, String name, String region) throws SettingException {
    String own = profiles.endpoint(service).orElse("");
    String usual = "https://" + name + "." + region + "." + AwsPartition.suffix(region);
    return Addresses.of(own.isEmpty() ? usual : own, service);
  }
}
