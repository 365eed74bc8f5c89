package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts, extends and ends sessions, inside the caller's transaction.
public final class Sessions {
  /// The most sessions of one user that are listed.
  public static final int LISTED = 500;

  private static final int REMEMBERED = 50;

  private final SessionTable table = new SessionTable();
  private final BeginningTable beginnings = new BeginningTable();
  private final SessionCarrier carrier;
  private final Randomness random;
  private final Clock clock;

  /// @param carrier what else has to die with a session
  public Sessions(SessionCarrier carrier, Randomness random, Clock clock) {
    this.carrier = carrier;
    this.random = random;
    this.clock = clock;
  }

  /// A session that has yet to be stored: what carries it is made from its id.
  public Session prepare(UserId user, Instant expiresAt) {
    return new Session(new SessionId(random.uuid()), user, clock.instant(), expiresAt);
  }

  /// Starts a session.
  ///
  /// @param token the opaque token that carries it; null when JWTs do
  /// @param methods how the user proved who they are (RFC 8176 values)
  public void start(
      Tx tx, Session session, @Nullable SessionToken token, Client client, String methods) {
    table.insert(tx, session, mark(session.id(), token), client, methods);
  }

  /// Lets `token` carry the session from now on; false when it is over.
  public boolean replaceToken(Tx tx, SessionId id, SessionToken token) {
    return table.replaceToken(tx, id, mark(id, token));
  }

  /// Moves the end of a live session; false when it is over.
  public boolean extend(Tx tx, SessionId id, Instant expiresAt) {
    return table.extend(tx, id, clock.instant(), expiresAt);
  }

  /// Ends the session and all that carries it; false when it was over already.
  ///
  /// The refresh token goes first: whoever refreshes takes the rows in that order too, so neither
  /// waits for the other in a circle.
  public boolean end(Tx tx, Endings endings, SessionId id, EndReason reason) {
    carrier.sessionEnds(tx, id);
    if (!table.end(tx, id, clock.instant(), reason.code())) {
      return false;
    }
    endings.session(id.toString());
    return true;
  }

  /// Ends the live session `id` of `user`; false when there is none, or it is somebody else's.
  public boolean endOf(Tx tx, Endings endings, UserId user, SessionId id, EndReason reason) {
    return table.isLiveOf(tx, id, user, clock.instant()) && end(tx, endings, id, reason);
  }

  /// Ends every live session of `user`; the number ended. Raise the user's epoch first, in the same
  /// transaction: that is what tells the nodes.
  public int endAllOf(Tx tx, UserId user, EndReason reason) {
    carrier.everySessionEnds(tx, user);
    return table.endAllOf(tx, user, clock.instant(), reason.code());
  }

  /// Whether the user has sessions, live or ended, and none of the latest was begun by a browser
  /// like that of `client` in its network.
  public boolean areOfOtherDevices(Tx tx, UserId user, Client client) {
    byte[] fingerprint = client.fingerprint();
    List<Client> before = table.latestClients(tx, user, REMEMBERED);
    return !before.isEmpty()
        && before.stream().noneMatch(one -> Arrays.equals(one.fingerprint(), fingerprint));
  }

  /// The live sessions of `user`, the newest first, up to [#LISTED].
  public List<LiveSession> live(Tx tx, UserId user) {
    return table.live(tx, user, clock.instant(), LISTED);
  }

  /// How a live session began, as it is now; empty when it is over.
  public Optional<Beginning> beginning(Tx tx, SessionId id) {
    return beginnings.find(tx, id, clock.instant());
  }

  /// How many sessions of `user` are alive.
  public long countLive(Tx tx, UserId user) {
    return table.countLive(tx, user, clock.instant());
  }

  /// How many sessions of anybody are alive.
  public long countLive(Tx tx) {
    return table.countLive(tx, clock.instant());
  }

  /// Notes that these sessions were used.
  public void touch(Tx tx, List<SessionId> used) {
    table.touch(tx, used, clock.instant());
  }

  /// Ends up to `most` sessions whose time is over; the number ended. They opened nothing before:
  /// this tidies.
  public int endExpired(Tx tx, int most) {
    return table.endExpired(tx, clock.instant(), EndReason.EXPIRED.code(), most);
  }

  /// Forgets up to `most` sessions that ended longer than `history` ago; the number forgotten.
  public int forgetEnded(Tx tx, Duration history, int most) {
    return table.deleteEnded(tx, clock.instant().minus(history), most);
  }

  /// Ends every session there is and all that carries them; the number ended. It tells no node: the
  /// caller raises every user's epoch before, and restarts the news after.
  public int endAll(Tx tx, EndReason reason) {
    carrier.everySessionEnds(tx);
    return table.endAll(tx, clock.instant(), reason.code());
  }

  private static SessionTable.Mark mark(SessionId id, @Nullable SessionToken token) {
    return token == null
        ? new SessionTable.Mark(null, prefixOf(id))
        : new SessionTable.Mark(token.hash(), token.prefix());
  }

  /// What lists show in place of a token, for a session that has none of its own.
  private static String prefixOf(SessionId id) {
    byte[] digest = Digests.sha256(id.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 4);
  }
}
