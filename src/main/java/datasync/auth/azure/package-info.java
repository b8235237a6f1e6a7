/// Logins of Azure Blob Storage, found where dvc-azure 3 with adlfs finds them.
///
/// [AzureAccount] is the place with its login: a signer that puts the credentials on each request.
/// Settings come before `AZURE_STORAGE_…` variables, these before `~/.azure/config`. The first
/// that is complete: connection string, account key, SAS, client secret, then the chain of Azure's
/// SDK (variables, workload identity, managed identity, `az`), or nobody where the settings allow
/// that.
///
/// Follows "Authorize with Shared Key" of the storage REST API at version 2021-12-02 (signatures
/// checked with those of azure-storage-blob 12), the OAuth 2.0 endpoint of Entra ID, the instance
/// metadata service at version 2018-02-01 and that of App Service at 2019-08-01.
///
/// Decisions:
///
/// - A connection string without key and SAS takes the login of the other settings, so that a
///   private endpoint works with a client secret, too.
/// - `allow_anonymous_login` logs in as nobody. adlfs 2024 does so only when the variable
///   `AZURE_STORAGE_ANON` says so as well, and asks its chain otherwise.
/// - Tokens are sent over TLS only, or to this machine.
///
/// Not there: client certificates, the token caches of Visual Studio Code and others, Azure Arc,
/// Service Fabric and Cloud Shell, logins in a browser.
package datasync.auth.azure;
