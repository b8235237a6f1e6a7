package datasync.backend;

import java.util.Optional;

/// Asks a person for a secret.
@FunctionalInterface
public interface Prompt {
  /// The password of a user at a host, or empty when nobody can be asked.
  Optional<String> ask(String host, String user);
}
