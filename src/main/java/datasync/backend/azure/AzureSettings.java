package datasync.backend.azure;

import datasync.auth.azure.AzureAccount;
import datasync.backend.HttpSetup;
import datasync.backend.Opening;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import datasync.io.SettingException;
import java.io.IOException;

/// The settings of one remote on Azure.
///
/// @param account the storage account and its login
/// @param container the container
/// @param prefix what goes before the name of a file: empty, or with `/` at its end
/// @param timeout how many seconds the service may take for a request, or 0 for its own limit
/// @param transport how connections are made
public record AzureSettings(
    AzureAccount account,
    String container,
    String prefix,
    long timeout,
    TransportSettings transport) {
  /// Reads the keys of a remote as DVC names them; `connection_timeout` and `read_timeout` are
  /// ours to keep, `timeout` is the service's.
  ///
  /// @throws SettingException when a value makes no sense or one that is needed is missing
  /// @throws datasync.auth.NoCredentials when no account is named
  public static AzureSettings of(Opening opening, RetryPolicy policy) throws IOException {
    TransportSettings transport =
        HttpSetup.transport(opening, "connection_timeout", "read_timeout");
    AzureAccount account =
        AzureAccount.find(
            opening.values(),
            new AzureAccount.Outside(opening.environment(), transport, policy));
    String url = opening.url();
    String place = url.substring(url.indexOf("://") + 3);
    int slash = place.indexOf('/');
    String container = slash < 0 ? place : place.substring(0, slash);
    if (container.isEmpty()) {
      throw new SettingException(
          "the address of a remote on Azure needs a container", "write `azure://CONTAINER/PATH`");
    }
    return new AzureSettings(
        account, container, prefix(place.substring(container.length())), timeout(opening),
        transport);
  }

  private static String prefix(String path) {
    String plain = path.replaceFirst("^/+", "").replaceFirst("/+$", "");
    return plain.isEmpty() ? "" : plain + "/";
  }

  private static long timeout(Opening opening) throws SettingException {
    String text = opening.text("timeout").orElse("0").strip();
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException noNumber) {
      throw new SettingException("`timeout` must be a number of seconds");
    }
  }

  /// The address of the remote without any login.
  String location() {
    return "azure://" + container + (prefix.isEmpty() ? "" : "/")
        + prefix.substring(0, Math.max(0, prefix.length() - 1));
  }
}
