package datasync.backend.s3;

import datasync.auth.aws.AwsCredentials;
import datasync.auth.aws.AwsLogin;
import datasync.auth.aws.SigV4;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.Signer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Signs the requests to one bucket, and learns from refusals: other credentials, the bucket's
/// region, the service's clock. Safe for several threads.
final class S3Signer implements Signer {
  private static final Set<String> OTHER_REGION =
      Set.of(
          "PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException", "InvalidRegion");
  private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");
  private static final Duration SKEW = Duration.ofMinutes(4);

  private final Endpoint endpoint;
  private final AwsLogin login;
  private final InstantSource clock;
  private final String first;
  private volatile String region;
  private volatile SigV4 signing;
  private volatile Duration offset = Duration.ZERO;

  /// @param login null for requests without signature
  /// @param region the region to begin with
  S3Signer(Endpoint endpoint, AwsLogin login, InstantSource clock, String region) {
    this.endpoint = endpoint;
    this.login = login;
    this.clock = clock;
    this.first = region;
    this.region = region;
    this.signing = new SigV4("s3", region);
  }

  @Override
  public Request sign(Request request) throws IOException {
    String here = region;
    Request moved = request.to(endpoint.moved(request.uri(), first, here));
    if (login == null || !endpoint.owns(moved.uri(), here)) {
      return moved.with(moved.headers().without(SigV4.CONTENT_DIGEST));
    }
    Optional<String> told = moved.headers().first(SigV4.CONTENT_DIGEST);
    String digest = told.isPresent() ? told.get() : SigV4.UNSIGNED;
    return signing(here).sign(moved, login.current(), now(), digest);
  }

  private SigV4 signing(String here) {
    SigV4 known = signing;
    if (!known.region().equals(here)) {
      known = new SigV4("s3", here);
      signing = known;
    }
    return known;
  }

  private Instant now() {
    Duration off = offset;
    return off.isZero() ? clock.instant() : clock.instant().plus(off);
  }

  @Override
  public boolean renew(Response refused) throws IOException {
    S3Error error = S3Error.read(refused);
    String told = error.region();
    boolean head = refused.request().method().equals("HEAD");
    boolean elsewhere =
        refused.status() == 301
            || refused.status() == 307
            || OTHER_REGION.contains(error.code())
            || head && refused.status() == 400;
    if (elsewhere && REGION.matcher(told).matches() && isOther(refused, told)) {
      region = told;
      return true;
    }
    return login != null && (correctClock(refused, error) || renewLogin(refused, error));
  }

  /// Whether the refused request was meant for another region.
  private boolean isOther(Response refused, String told) {
    String signed = refused.request().headers().first("Authorization").orElse("");
    boolean signedFor = signed.contains("/" + told + "/s3/aws4_request");
    boolean sentTo = !endpoint.isAmazon() || refused.uri().getHost().contains("." + told + ".");
    return !(sentTo && (signedFor || signed.isEmpty()));
  }

  private boolean correctClock(Response refused, S3Error error) {
    Optional<String> date = refused.headers().first("Date");
    if (refused.status() != 403 && !error.isClock() || date.isEmpty()) {
      return false;
    }
    try {
      Instant server =
          ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration off = Duration.between(clock.instant(), server);
      if (off.minus(offset).abs().compareTo(SKEW) <= 0) {
        return false;
      }
      offset = off;
      return true;
    } catch (DateTimeParseException noDate) {
      return false;
    }
  }

  private boolean renewLogin(Response refused, S3Error error) throws IOException {
    boolean silent = refused.request().method().equals("HEAD") && error.code().isEmpty();
    boolean token = refused.request().headers().has("x-amz-security-token");
    // a session that has ended is told with 400; 403 may just mean that the object is missing
    boolean doubtful = silent && token && refused.status() == 400;
    if (!error.isLogin() && !doubtful) {
      return false;
    }
    AwsCredentials current = login.current();
    if (!isSignedBy(refused.request(), current)) {
      return true;
    }
    return login.renew(current);
  }

  private static boolean isSignedBy(Request request, AwsCredentials who) {
    String signature = request.headers().first("Authorization").orElse("");
    return signature.contains("Credential=" + who.accessKey() + "/")
        && request.headers().first("x-amz-security-token").orElse("").equals(who.sessionToken());
  }

  /// The region as far as it is known.
  String region() {
    return region;
  }

  /// The region that addresses are made for; they are moved when they are signed.
  String firstRegion() {
    return first;
  }
}
