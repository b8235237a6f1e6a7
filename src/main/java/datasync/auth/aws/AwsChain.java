package datasync.auth.aws;

import datasync.auth.NoCredentials;
import datasync.io.SettingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/// The login of AWS from wherever botocore would take it, renewed before it ends.
///
/// The first place that is set up counts: keys of the remote, `AWS_ACCESS_KEY_ID` (not when the
/// remote names a profile), the role of the profile, a web identity, the single sign-on, the file
/// of credentials, `credential_process`, the configuration file, the agent of a container, the role
/// of the machine. Nothing is read or asked before the first use.
///
/// Credentials that end are renewed a quarter of their time before that, at most 15 minutes, by one
/// thread while the others go on with the old ones; from a sixth, at most 10 minutes, on they wait
/// for it. Safe for several threads. Closed by whoever made it, together with its connections.
public final class AwsChain implements AwsLogin, AutoCloseable {
  private static final Duration ADVISORY = Duration.ofMinutes(15);
  private static final Duration MANDATORY = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final AwsSetup setup;
  private final Network network;
  private final ReentrantLock renewing = new ReentrantLock();

  private volatile Held held;

  /// A login with the times of its renewal.
  ///
  /// @param early from when on one thread renews
  /// @param late from when on all wait for it
  private record Held(Place place, AwsCredentials credentials, Instant early, Instant late) {
    static Held of(Place place, AwsCredentials credentials, Instant now) {
      Instant end = credentials.expiry();
      if (end.equals(Instant.MAX)) {
        return new Held(place, credentials, end, end);
      }
      Duration life = Duration.between(now, end);
      Duration quarter = life.dividedBy(4);
      Duration sixth = life.dividedBy(6);
      return new Held(
          place,
          credentials,
          end.minus(quarter.compareTo(ADVISORY) > 0 ? ADVISORY : quarter),
          end.minus(sixth.compareTo(MANDATORY) > 0 ? MANDATORY : sixth));
    }

    Held tryAgainAt(Instant time) {
      return new Held(place, credentials, time.isAfter(late) ? late : time, late);
    }

    /// The place alone.
    @Override
    public String toString() {
      return "Held[" + place.where() + "]";
    }
  }

  /// A login that nobody has looked for yet.
  public AwsChain(AwsSetup setup) {
    this(setup, Network.of(setup.environment(), setup.retries()));
  }

  AwsChain(AwsSetup setup, Network network) {
    this.setup = setup;
    this.network = network;
  }

  @Override
  public AwsCredentials current() throws IOException {
    Held now = held;
    Instant time = time();
    if (now != null && time.isBefore(now.early)) {
      return now.credentials;
    }
    boolean wait = now == null || !time.isBefore(now.late);
    if (!lock(wait)) {
      return now.credentials;
    }
    try {
      Held again = held;
      if (again == null) {
        again = find(null);
      } else if (!time().isBefore(again.early)) {
        again = renewed(again);
      }
      held = again;
      return again.credentials;
    } finally {
      renewing.unlock();
    }
  }

  @Override
  public String origin() throws IOException {
    current();
    return held.place.where();
  }

  @Override
  public boolean renew(AwsCredentials rejected) throws IOException {
    lock(true);
    try {
      if (held == null || held.credentials.equals(rejected)) {
        held = find(rejected);
      }
      return !held.credentials.equals(rejected);
    } finally {
      renewing.unlock();
    }
  }

  private boolean lock(boolean wait) throws IOException {
    if (!wait) {
      return renewing.tryLock();
    }
    try {
      renewing.lockInterruptibly();
      return true;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private Instant time() {
    return setup.environment().clock().instant();
  }

  /// Looks from the start, the files read anew.
  private Held find(AwsCredentials refused) throws IOException {
    AwsProfiles profiles = AwsProfiles.load(setup.settings(), setup.environment());
    Places.Found found = new Places(setup, profiles, network, refused).find();
    return checked(found.place(), found.credentials());
  }

  private Held checked(Place place, AwsCredentials credentials) throws NoCredentials {
    Instant now = time();
    if (!credentials.expiry().isAfter(now)) {
      throw new NoCredentials(
          "the login from " + place.where() + " has expired", "get a new one and try again");
    }
    return Held.of(place, credentials, now);
  }

  /// Asks the same place again; while the old login holds, a failure is no failure.
  private Held renewed(Held old) throws IOException {
    try {
      return checked(old.place, old.place.login());
    } catch (InterruptedIOException stop) {
      throw stop;
    } catch (IOException failed) {
      Instant now = time();
      if (now.isBefore(old.late)) {
        return old.tryAgainAt(now.plus(PAUSE));
      }
      if (failed instanceof NoCredentials || failed instanceof SettingException) {
        throw failed;
      }
      throw NoCredentialsFrom.of("the login from " + old.place.where() + " ends", failed);
    }
  }

  @Override
  public void close() {
    network.close();
  }

  /// Nothing of the login.
  @Override
  public String toString() {
    return "AwsChain";
  }
}
