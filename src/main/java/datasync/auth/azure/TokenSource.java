package datasync.auth.azure;

import java.io.IOException;

/// A place that gives tokens for storage.
sealed interface TokenSource
    permits ClientSecret, WorkloadIdentity, ManagedIdentity, AzureCli, TokenChain {
  /// What tokens are for, without the `/.default` of a scope.
  String RESOURCE = "https://storage.azure.com";

  /// Asks for a token.
  ///
  /// @throws Absent when this place has none to give, so that another may be asked
  /// @throws IOException when it has one and could not give it
  AzureToken fetch() throws IOException;

  /// This place has no login.
  final class Absent extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param reason lower case, without any credential
    Absent(String reason) {
      super(reason);
    }
  }
}
