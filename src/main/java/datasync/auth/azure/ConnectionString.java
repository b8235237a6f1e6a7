package datasync.auth.azure;

import datasync.io.SettingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A connection string of a storage account, as the SDKs read it.
///
/// @param endpoint the address of the blob service, without a query
/// @param account the name of the account, or empty
/// @param key the key in Base64, or empty
/// @param sas the shared access signature, or empty; a key goes before it
record ConnectionString(String endpoint, String account, String key, String sas) {
  /// The published account of the emulator.
  private static final ConnectionString DEVELOPMENT =
      new ConnectionString(
          "http://127.0.0.1:10000/devstoreaccount1",
          "devstoreaccount1",
          "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/"
              + "KBHBeksoGMGw==",
          "");

  /// Reads `Name=value;…`; names in any case.
  ///
  /// @throws SettingException when it is malformed or tells no place
  static ConnectionString parse(String text) throws SettingException {
    Map<String, String> values = new HashMap<>();
    for (String part : text.strip().replaceFirst(";+$", "").split(";")) {
      int equals = part.indexOf('=');
      if (equals <= 0) {
        throw new SettingException(
            "the connection string of the storage account is malformed",
            "copy it from `az storage account show-connection-string`");
      }
      values.put(
          part.substring(0, equals).strip().toUpperCase(Locale.ROOT), part.substring(equals + 1));
    }
    if (values.getOrDefault("USEDEVELOPMENTSTORAGE", "").equals("true")) {
      return DEVELOPMENT;
    }
    String account = values.getOrDefault("ACCOUNTNAME", "");
    String endpoint = values.getOrDefault("BLOBENDPOINT", "");
    if (endpoint.isEmpty()) {
      if (account.isEmpty()) {
        throw new SettingException(
            "the connection string has neither `AccountName` nor `BlobEndpoint`");
      }
      endpoint =
          values.getOrDefault("DEFAULTENDPOINTSPROTOCOL", "https") + "://" + account + ".blob."
              + values.getOrDefault("ENDPOINTSUFFIX", "core.windows.net");
    }
    int query = endpoint.indexOf('?');
    String inAddress = query < 0 ? "" : endpoint.substring(query + 1);
    String key = account.isEmpty() ? "" : values.getOrDefault("ACCOUNTKEY", "");
    String sas = values.getOrDefault("SHAREDACCESSSIGNATURE", inAddress);
    return new ConnectionString(
        query < 0 ? endpoint : endpoint.substring(0, query), account, key, sas);
  }

  /// The endpoint alone.
  @Override
  public String toString() {
    return endpoint;
  }
}
