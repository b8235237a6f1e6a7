package datasync.auth.azure;

import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.Signer;
import datasync.io.SettingException;
import java.net.URI;

/// Adds a shared access signature to the query of each request, or nothing when it is empty.
final class SasSigner implements Signer {
  private final Origin origin;
  private final String sas;

  /// @param sas the token, with or without a leading `?`; empty for nobody
  /// @throws SettingException when it cannot be part of an address
  SasSigner(Origin origin, String sas) throws SettingException {
    this.origin = origin;
    this.sas = sas.strip().replaceFirst("^[?&]+", "").replaceFirst("&+$", "");
    try {
      URI.create("http://h/?" + this.sas);
    } catch (IllegalArgumentException invalid) {
      throw new SettingException(
          "the shared access signature is malformed",
          "copy it as it was made, with `%2B` and the like left as they are");
    }
  }

  @Override
  public Request sign(Request request) {
    if (sas.isEmpty() || !Origin.of(request.uri()).equals(origin)) {
      return request;
    }
    String address = request.uri().toString();
    return request.to(URI.create(address + (address.indexOf('?') < 0 ? "?" : "&") + sas));
  }

  @Override
  public boolean renew(Response refused) {
    return false;
  }

  @Override
  public String toString() {
    return sas.isEmpty() ? "nobody" : "a shared access signature";
  }
}
