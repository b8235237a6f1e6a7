package datasync.auth.aws;

import java.util.Optional;

/// Asks a person for the code that a device shows (multi-factor authentication).
@FunctionalInterface
public interface CodePrompt {
  /// The code of a device, or empty when nobody can be asked.
  ///
  /// @param device the name or serial number of the device
  Optional<String> code(String device);
}
