package datasync.auth.aws;

import datasync.io.Environment;
import datasync.io.WholeFile;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The credentials of roles that the `aws` command keeps in `~/.aws/cli/cache`, so that the code of
/// a device is asked for once, not by every program. They are read and never written.
final class CommandCache {
  private static final int LIMIT = 1 << 20;
  /// botocore's: what ends sooner is not used.
  private static final Duration LEAST = Duration.ofMinutes(15);

  private final Environment environment;

  CommandCache(Environment environment) {
    this.environment = environment;
  }

  /// The credentials that were had with the same parameters, or nothing.
  ///
  /// @param parameters those of `AssumeRole` that the profile sets
  Optional<AwsCredentials> find(Map<String, String> parameters) {
    Path file = environment.home().resolve(".aws/cli/cache").resolve(key(parameters) + ".json");
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Value.Mapping whole = Answers.mapping(WholeFile.read(file, LIMIT), file.toString());
      if (whole.get("Credentials") instanceof Value.Mapping kept) {
        AwsCredentials found = Answers.credentials(kept, "SessionToken", file.toString());
        boolean lasts =
            found.expiry().isAfter(environment.clock().instant().plus(LEAST));
        return lasts ? Optional.of(found) : Optional.empty();
      }
    } catch (IOException unusable) {
      // somebody is asked instead
    }
    return Optional.empty();
  }

  /// The name that botocore gives them: the SHA-1 of the parameters as Python writes them in JSON.
  static String key(Map<String, String> parameters) {
    Map<String, Value> sorted = new TreeMap<>();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      boolean number = parameter.getKey().equals("DurationSeconds");
      sorted.put(
          parameter.getKey(),
          number
              ? Value.Int.of(Long.parseLong(parameter.getValue()))
              : new Value.Text(parameter.getValue()));
    }
    return SingleSignOn.sha1(Json.write(Value.Mapping.of(sorted)));
  }
}
