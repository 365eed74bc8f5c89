package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// Starts, extends and ends sessions, inside the caller's transaction.
public final class Sessions {
  private final SessionTable table = new SessionTable();
  private final SessionCarrier carrier;
  private final Randomness random;
  private final Clock clock;

  /// @param carrier what else has to die with a session
  public Sessions(SessionCarrier carrier, Randomness random, Clock clock) {
    this.carrier = carrier;
    this.random = random;
    this.clock = clock;
  }

  /// Starts a session carried by JWTs.
  ///
  /// @param methods how the user proved who they are (RFC 8176 values)
  public Session start(Tx tx, UserId user, Instant expiresAt, Client client, String methods) {
    Session session = new Session(new SessionId(random.uuid()), user, clock.instant(), expiresAt);
    table.insert(tx, session, prefixOf(session.id()), client, methods);
    return session;
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

  /// Ends every session of `user` and all that carries them; the number ended. The caller raises
  /// the user's epoch before, so that no sign-in of the same moment gets past.
  public int endAllOf(Tx tx, Endings endings, UserId user, EndReason reason) {
    carrier.everySessionEnds(tx, user);
    List<SessionId> alive = table.aliveOf(tx, user);
    table.endAllOf(tx, user, clock.instant(), reason.code());
    alive.forEach(id -> endings.session(id.toString()));
    return alive.size();
  }

  /// Ends every session there is and all that carries them; the number ended. It tells no node: the
  /// caller raises every user's epoch before, and restarts the news after.
  public int endAll(Tx tx, EndReason reason) {
    carrier.everySessionEnds(tx);
    return table.endAll(tx, clock.instant(), reason.code());
  }

  /// What lists show in place of a token, for a session that has none of its own.
  private static String prefixOf(SessionId id) {
    byte[] digest = Digests.sha256(id.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 4);
  }
}
