package datasync.auth.aws;

import datasync.auth.NoCredentials;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.io.SettingException;
import datasync.text.FormatException;
import datasync.text.xml.XmlElement;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Asks the Security Token Service for temporary credentials (API version 2011-06-15).
final class StsClient {
  private static final int LIMIT = 1 << 20;
  /// What passes by itself, besides the statuses that do.
  private static final Set<String> PASSING =
      Set.of("IDPCommunicationError", "Throttling", "ThrottlingException", "RequestTimeout");

  private final Network network;
  private final InstantSource clock;
  private final URI address;
  private final String region;

  /// @param endpoint the address of the service, or empty for that of the region
  /// @param region the region, or empty for the service of all regions
  StsClient(Network network, InstantSource clock, String endpoint, String region)
      throws SettingException {
    this.network = network;
    this.clock = clock;
    this.region = region.isEmpty() ? "us-east-1" : region;
    String usual =
        region.isEmpty()
            ? "https://sts.amazonaws.com"
            : "https://sts." + region + "." + AwsPartition.suffix(region);
    this.address = Addresses.of(endpoint.isEmpty() ? usual : endpoint, "sts");
  }

  /// `AssumeRole`, signed with the login of who takes the role.
  ///
  /// @param parameters `RoleArn`, `RoleSessionName` and what else the profile says
  AwsCredentials assumeRole(Map<String, String> parameters, AwsCredentials who)
      throws IOException {
    byte[] body = form("AssumeRole", parameters);
    SigV4 signer = new SigV4("sts", region);
    return network
        .retries()
        .run(
            () ->
                ask(
                    signer.sign(request(body), who, clock.instant(), SigV4.sha256(body)),
                    parameters.get("RoleArn")));
  }

  /// `AssumeRoleWithWebIdentity`, which the token alone authorises.
  ///
  /// @param parameters `RoleArn`, `RoleSessionName` and `WebIdentityToken`
  AwsCredentials assumeRoleWithWebIdentity(Map<String, String> parameters) throws IOException {
    byte[] body = form("AssumeRoleWithWebIdentity", parameters);
    return network.retries().run(() -> ask(request(body), parameters.get("RoleArn")));
  }

  private static byte[] form(String action, Map<String, String> parameters) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Action", action);
    all.put("Version", "2011-06-15");
    all.putAll(parameters);
    StringBuilder form = new StringBuilder();
    for (Map.Entry<String, String> parameter : all.entrySet()) {
      form.append(form.isEmpty() ? "" : "&").append(parameter.getKey()).append('=')
          .append(SigV4.encode(parameter.getValue(), false));
    }
    return form.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Request request(byte[] body) {
    return Request.of("POST", address, RequestBody.of(body))
        .with("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  }

  private AwsCredentials ask(Request request, String role) throws IOException {
    try (Response response = network.services().exchange(request)) {
      XmlElement answer = answer(response);
      if (response.isSuccess()) {
        return credentials(answer);
      }
      String code = answer.textAt("Error", "Code");
      String said = Answers.reason(answer.textAt("Error", "Message"));
      String reason = "`" + (code.isEmpty() ? "status " + response.status() : code) + "`"
          + (said.isEmpty() ? "" : ": " + said);
      if (PASSING.contains(code) || HttpFailure.of(response).isRetryable()) {
        throw HttpFailure.told(response, FailureKind.BUSY, "the token service: " + reason, true);
      }
      throw new NoCredentials(
          "the token service at `" + address.getHost() + "` does not give the role `" + role
              + "`: " + reason,
          hint(code));
    }
  }

  private static String hint(String code) {
    return switch (code) {
      case "ExpiredToken", "ExpiredTokenException" ->
          "renew the login that takes the role, for example by `aws sso login`";
      case "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidAccessKeyId" ->
          "check the access key and secret of the profile that takes the role";
      case "InvalidIdentityToken" -> "check the file that `web_identity_token_file` names";
      default -> "ask whoever manages the role to let this login take it";
    };
  }

  private static XmlElement answer(Response response) throws IOException {
    byte[] body = response.readAll(LIMIT);
    try {
      return XmlElement.parse(body, "the answer of the token service");
    } catch (FormatException none) {
      if (response.isSuccess()) {
        throw none;
      }
      return new XmlElement("", "", "", List.of());
    }
  }

  private static AwsCredentials credentials(XmlElement answer) throws IOException {
    for (XmlElement result : answer.children()) {
      Optional<XmlElement> found = result.child("Credentials");
      if (found.isPresent()) {
        XmlElement parts = found.get();
        String key = parts.textAt("AccessKeyId").strip();
        String secret = parts.textAt("SecretAccessKey").strip();
        String token = parts.textAt("SessionToken").strip();
        Optional<Instant> end = Answers.time(parts.textAt("Expiration"));
        if (!key.isEmpty() && !secret.isEmpty() && end.isPresent()) {
          return new AwsCredentials(key, secret, token, end.get());
        }
      }
    }
    throw new FormatException("the answer of the token service", 0, 0, "it has no credentials");
  }
}
