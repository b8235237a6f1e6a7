package datasync.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Who we are to a server. Values are secret: none of them shows in a text.
public sealed interface Authentication {
  /// Nobody.
  Authentication NONE = new None();

  /// No credentials.
  record None() implements Authentication {}

  /// User and password in every request (RFC 7617): as UTF-8, and as ISO 8859-1, which DVC uses,
  /// where the server refuses that.
  ///
  /// @param user the name, without a colon
  /// @param password the password
  record Basic(String user, String password) implements Authentication {
    /// The value of `Authorization`.
    public String value() {
      return value(StandardCharsets.UTF_8);
    }

    String value(Charset charset) {
      byte[] login = (user + ":" + password).getBytes(charset);
      return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    @Override
    public String toString() {
      return "Basic";
    }
  }

  /// User and password as an answer to the server's challenge (RFC 7616).
  ///
  /// @param user the name
  /// @param password the password
  record Digest(String user, String password) implements Authentication {
    @Override
    public String toString() {
      return "Digest";
    }
  }

  /// A token in every request (RFC 6750).
  ///
  /// @param token the token
  record Bearer(String token) implements Authentication {
    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /// A field of the server's own choice in every request, as DVC's `custom_auth_header`.
  ///
  /// @param name the name of the field
  /// @param value its value
  record Header(String name, String value) implements Authentication {
    @Override
    public String toString() {
      return name;
    }
  }
}
