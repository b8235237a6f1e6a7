package datasync.backend;

import java.util.Optional;

/// Asks a person for a secret, or to do something.
@FunctionalInterface
public interface Prompt {
  /// The password of a user at a host, or empty when nobody can be asked.
  Optional<String> ask(String host, String user);

  /// Shows a request to the person, such as an address to open; false when there is nobody.
  default boolean show(String request) {
    return false;
  }
}
