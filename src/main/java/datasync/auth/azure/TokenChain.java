package datasync.auth.azure;

import datasync.auth.NoCredentials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Several places for tokens, the first that has a login being asked from then on.
final class TokenChain implements TokenSource {
  private final List<TokenSource> sources;
  private volatile TokenSource found;

  /// @param sources in the order in which they are asked
  TokenChain(List<TokenSource> sources) {
    this.sources = List.copyOf(sources);
  }

  @Override
  public AzureToken fetch() throws IOException {
    TokenSource known = found;
    if (known != null) {
      return known.fetch();
    }
    List<String> reasons = new ArrayList<>();
    for (TokenSource source : sources) {
      try {
        AzureToken token = source.fetch();
        found = source;
        return token;
      } catch (Absent none) {
        reasons.add(source + ": " + none.getMessage());
      }
    }
    throw new NoCredentials(
        "no login to Azure was found (" + String.join("; ", reasons) + ")",
        "log in by `az login`, or set `account_key`, `sas_token` or `connection_string` by"
            + " `datasync remote modify --local REMOTE …`");
  }

  @Override
  public String toString() {
    return "the default logins";
  }
}
