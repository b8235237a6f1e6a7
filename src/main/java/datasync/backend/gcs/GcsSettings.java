package datasync.backend.gcs;

import datasync.auth.google.DefaultLogin;
import datasync.auth.google.LoginFile;
import datasync.auth.google.Purpose;
import datasync.auth.google.TokenEndpoint;
import datasync.auth.google.TokenSource;
import datasync.backend.HttpAddress;
import datasync.backend.Opening;
import datasync.io.SettingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The settings of one remote on Cloud Storage.
///
/// @param bucket its name
/// @param prefix what all names begin with: empty, or with a final `/`
/// @param base the address of the service, without a final `/`
/// @param anonymous whether requests go out without a login
record GcsSettings(String bucket, String prefix, URI base, boolean anonymous) {
  private static final String GOOGLE = "https://storage.googleapis.com";

  /// Reads `url`, `endpointurl`, `allow_anonymous_login`, and `STORAGE_EMULATOR_HOST` as gcsfs
  /// does.
  ///
  /// @throws SettingException when there is no bucket, or an address is not valid
  static GcsSettings of(Opening opening) throws SettingException {
    String url = opening.url();
    String path = url.substring(url.indexOf("://") + 3);
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    if (bucket.isEmpty()) {
      throw new SettingException(
          "`" + url + "` names no bucket", "write it as `gs://bucket/folder`");
    }
    String folder = slash < 0 ? "" : path.substring(slash + 1);
    while (folder.endsWith("/")) {
      folder = folder.substring(0, folder.length() - 1);
    }
    Optional<String> emulator = emulator(opening);
    String base = opening.text("endpointurl").or(() -> emulator).orElse(GOOGLE);
    while (base.endsWith("/")) {
      base = base.substring(0, base.length() - 1);
    }
    boolean plain =
        opening.flag("allow_anonymous_login", false)
            || opening.text("endpointurl").isEmpty()
                && emulator.isPresent()
                && opening.text("credentialpath").isEmpty();
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return new GcsSettings(bucket, prefix, HttpAddress.parse(base), plain);
  }

  private static Optional<String> emulator(Opening opening) {
    String host = opening.environment().variable("STORAGE_EMULATOR_HOST");
    if (host.isEmpty() || host.equals("default")) {
      return Optional.empty();
    }
    boolean whole = host.startsWith("http://") || host.startsWith("https://");
    return Optional.of(whole ? host : "http://" + host);
  }

  /// Whether Google itself is asked.
  boolean isGoogle() {
    String host = base.getHost();
    return host.equals("storage.googleapis.com") || host.endsWith(".googleapis.com");
  }

  /// The login that requests are made with.
  TokenSource login(Opening opening, TokenEndpoint endpoint) throws IOException {
    Purpose purpose = Purpose.STORAGE;
    if (!isGoogle()) {
      purpose = new Purpose(purpose.scopes(), "", "");
    }
    Optional<Path> file = opening.file("credentialpath");
    return file.isPresent()
        ? LoginFile.read(file.get(), "`credentialpath`", purpose, endpoint)
        : new DefaultLogin(opening.environment(), purpose, endpoint, isGoogle());
  }

  /// The address of the bucket's objects below one of the service's paths.
  URI objects(String path, String query) {
    String place = path + TokenEndpoint.escape(bucket) + "/o";
    return URI.create(base + place + (query.isEmpty() ? "" : "?" + query));
  }

  /// The address of one object.
  URI object(String key, String query) {
    String place = "/storage/v1/b/" + TokenEndpoint.escape(bucket) + "/o/";
    return URI.create(
        base + place + TokenEndpoint.escape(key) + (query.isEmpty() ? "" : "?" + query));
  }

  String location() {
    String folder = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return "gs://" + bucket + folder;
  }
}
