package datasync.auth.azure;

import datasync.auth.NoCredentials;
import datasync.http.Origin;
import datasync.http.RetryPolicy;
import datasync.http.Signer;
import datasync.http.TransportSettings;
import datasync.io.Environment;
import datasync.io.SettingException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A storage account and who we are to it.
///
/// @param endpoint the address of its blob service, without `/` at the end
/// @param signer puts the login on each request; its text tells which login it is
public record AzureAccount(URI endpoint, Signer signer) {
  /// What logins need of the world.
  ///
  /// @param environment variables, home and clock
  /// @param settings how connections to the login service are made
  /// @param policy how often it is asked
  public record Outside(
      Environment environment, TransportSettings settings, RetryPolicy policy) {
    /// Nothing of it: variables may be secret.
    @Override
    public String toString() {
      return "Outside";
    }
  }

  /// Finds account and login. Nothing is asked over a network yet.
  ///
  /// @param values the settings of a remote by their names in DVC
  /// @throws SettingException when a value makes no sense
  /// @throws NoCredentials when no account is named
  public static AzureAccount find(Map<String, String> values, Outside outside)
      throws IOException {
    CliSettings shared = CliSettings.read(outside.environment);
    Optional<String> connection = setting(values, "connection_string", shared);
    if (connection.isPresent()) {
      ConnectionString parsed = ConnectionString.parse(connection.get());
      URI endpoint = endpoint(parsed.endpoint());
      Origin origin = Origin.of(endpoint);
      if (!parsed.key().isEmpty()) {
        Signer key = sharedKey(origin, parsed.account(), parsed.key(), outside);
        return new AzureAccount(endpoint, key);
      }
      if (!parsed.sas().isEmpty()) {
        return new AzureAccount(endpoint, new SasSigner(origin, parsed.sas()));
      }
      Optional<Signer> other = login(values, shared, parsed.account(), origin, outside);
      return new AzureAccount(
          endpoint, other.isPresent() ? other.get() : new SasSigner(origin, ""));
    }
    String account = setting(values, "account_name", shared).orElse("");
    if (account.isEmpty()) {
      throw new NoCredentials(
          "Azure needs `account_name` or `connection_string`",
          "set one: `datasync remote modify REMOTE account_name NAME`");
    }
    URI endpoint = endpoint("https://" + account + ".blob.core.windows.net");
    Origin origin = Origin.of(endpoint);
    Optional<Signer> set = login(values, shared, account, origin, outside);
    if (set.isPresent()) {
      return new AzureAccount(endpoint, set.get());
    }
    if (flag(values, "allow_anonymous_login")) {
      return new AzureAccount(endpoint, new SasSigner(origin, ""));
    }
    TokenSource chain = new TokenChain(chain(values, outside));
    return new AzureAccount(
        endpoint, new BearerSigner(origin, chain, outside.environment.clock()));
  }

  /// The login that settings name: key, SAS, client secret, in the order of adlfs. The variables
  /// that adlfs alone knows count only beside a login in the settings.
  private static Optional<Signer> login(
      Map<String, String> values,
      CliSettings shared,
      String account,
      Origin origin,
      Outside outside)
      throws IOException {
    Environment environment = outside.environment;
    Optional<String> key = setting(values, "account_key", shared);
    Optional<String> sas = setting(values, "sas_token", shared);
    boolean any = key.isPresent() || sas.isPresent() || flag(values, "allow_anonymous_login");
    for (String name : List.of("tenant_id", "client_id", "client_secret")) {
      any |= !values.getOrDefault(name, "").isEmpty();
    }
    if (!any) {
      return Optional.empty();
    }
    key = key.or(() -> variable(environment, "ACCOUNT_KEY"));
    if (key.isPresent() && !account.isEmpty()) {
      return Optional.of(sharedKey(origin, account, key.get(), outside));
    }
    if (sas.isPresent()) {
      return Optional.of(new SasSigner(origin, sas.get()));
    }
    String client = own(values, environment, "client_id");
    if (client.isEmpty()) {
      return Optional.empty();
    }
    String tenant = own(values, environment, "tenant_id");
    String secret = own(values, environment, "client_secret");
    if (tenant.isEmpty() || secret.isEmpty()) {
      throw new SettingException(
          "`client_id` needs `tenant_id` and `client_secret`",
          "set both by `datasync remote modify --local REMOTE …`");
    }
    TokenSource source = new ClientSecret(endpoint(outside), tenant, client, secret);
    return Optional.of(new BearerSigner(origin, source, environment.clock()));
  }

  /// The places that the default credential of Azure's SDK asks, as far as they are here.
  private static List<TokenSource> chain(Map<String, String> values, Outside outside) {
    Environment environment = outside.environment;
    String only =
        environment.variable("AZURE_TOKEN_CREDENTIALS").strip().toLowerCase(Locale.ROOT);
    List<TokenSource> chain = new ArrayList<>();
    if (!flag(values, "exclude_environment_credential")
        && allowed(only, "prod", "environmentcredential")) {
      chain.add(
          new ClientSecret(
              endpoint(outside),
              environment.variable("AZURE_TENANT_ID"),
              environment.variable("AZURE_CLIENT_ID"),
              environment.variable("AZURE_CLIENT_SECRET")));
    }
    if (allowed(only, "prod", "workloadidentitycredential")) {
      chain.add(new WorkloadIdentity(endpoint(outside), environment));
    }
    if (!flag(values, "exclude_managed_identity_credential")
        && allowed(only, "prod", "managedidentitycredential")) {
      chain.add(new ManagedIdentity(environment, outside.policy));
    }
    if (allowed(only, "dev", "azureclicredential")) {
      chain.add(new AzureCli(environment));
    }
    return chain;
  }

  private static boolean allowed(String only, String group, String name) {
    return only.isEmpty() || only.equals(group) || only.equals(name);
  }

  private static TokenEndpoint endpoint(Outside outside) {
    return new TokenEndpoint(outside.environment, outside.settings, outside.policy);
  }

  private static Signer sharedKey(Origin origin, String account, String key, Outside outside)
      throws SettingException {
    return new SharedKeySigner(origin, account, key, outside.environment.clock());
  }

  private static Optional<String> setting(
      Map<String, String> values, String name, CliSettings shared) {
    String value = values.getOrDefault(name, "");
    String there = name.startsWith("account_") ? name.equals("account_key") ? "key" : "account"
        : name;
    return value.isEmpty() ? shared.value(there) : Optional.of(value);
  }

  private static Optional<String> variable(Environment environment, String name) {
    String value = environment.variable("AZURE_STORAGE_" + name);
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static String own(Map<String, String> values, Environment environment, String name) {
    String value = values.getOrDefault(name, "");
    return value.isEmpty()
        ? variable(environment, name.toUpperCase(Locale.ROOT)).orElse("")
        : value;
  }

  private static boolean flag(Map<String, String> values, String name) {
    return values.getOrDefault(name, "").equalsIgnoreCase("true");
  }

  private static URI endpoint(String address) throws SettingException {
    try {
      URI endpoint = URI.create(address.strip().replaceFirst("/+$", ""));
      String scheme = String.valueOf(endpoint.getScheme());
      if (endpoint.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return endpoint;
      }
    } catch (IllegalArgumentException invalid) {
      // told below
    }
    throw new SettingException("the address of the storage account is not valid");
  }
}
