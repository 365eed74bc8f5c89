package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.sessions.Session;
import dev.gatehouse.identity.sessions.SessionCarrier;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Refresh tokens that rotate without logging anybody out: one row a session, moved on by one
/// compare-and-swap (RFC 9700 section 4.14.2).
public final class RefreshTokens implements SessionCarrier {
  private static final String LABEL = "gatehouse refresh token";
  private static final int KEY_MATERIAL_BYTES = 32;

  private final RefreshTokenTable table = new RefreshTokenTable();
  private final Keyring keyring;
  private final RefreshRules rules;
  private final Randomness random;
  private final Clock clock;

  public RefreshTokens(Keyring keyring, RefreshRules rules, Randomness random, Clock clock) {
    this.keyring = keyring;
    this.rules = rules;
    this.random = random;
    this.clock = clock;
  }

  public RefreshRules rules() {
    return rules;
  }

  /// The first token of a new session.
  public String issue(Tx tx, Session session, long epoch, Client client) {
    RefreshRow.Lineage lineage =
        new RefreshRow.Lineage(
            random.uuid(),
            session.user(),
            session.id(),
            session.createdAt(),
            random.bytes(KEY_MATERIAL_BYTES),
            keyring.currentId());
    Instant now = session.createdAt();
    RefreshRow row =
        new RefreshRow(
            lineage, session.expiresAt(), false, 0, 0, now, now, client.fingerprint(), epoch);
    table.insert(tx, row);
    return tokenOf(row);
  }

  /// The token that `text` is, if this server made it. A forged one changes nothing.
  public Optional<Presented> open(Tx tx, String text) {
    return RefreshToken.parse(text)
        .flatMap(token ->
            table
                .find(tx, token.row())
                .filter(row -> key(row.lineage()).filter(token::isGenuine).isPresent())
                .map(row -> new Presented(row, token.generation())));
  }

  /// Presents a token: moves the session's row on, or says what else the token is.
  ///
  /// @param epoch the user's epoch, read in the same transaction
  public Rotation rotate(Tx tx, Presented presented, long epoch, Client client) {
    Instant now = clock.instant();
    RefreshRow seen = presented.row;
    if (presented.generation == seen.generation()) {
      RefreshRow next = next(seen, epoch, client, now);
      if (table.advance(tx, next, now)) {
        return new Rotation.Current(tokenOf(next), next.expiresAt(), Rotation.How.ROTATED);
      }
    }
    return table
        .find(tx, seen.lineage().id())
        .map(row -> judge(tx, row, presented.generation, epoch, client))
        .orElse(new Rotation.Refused("session_gone"));
  }

  @Override
  public void sessionEnds(Tx tx, SessionId id) {
    table.revoke(tx, id);
  }

  @Override
  public void everySessionEnds(Tx tx, UserId user) {
    table.revokeAllOf(tx, user);
  }

  @Override
  public void everySessionEnds(Tx tx) {
    table.revokeAll(tx);
  }

  /// What a token that is not the current one (any more) is.
  private Rotation judge(Tx tx, RefreshRow row, int generation, long epoch, Client client) {
    Instant now = clock.instant();
    if (row.revoked()) {
      return new Rotation.Refused("revoked");
    }
    if (!now.isBefore(row.expiresAt())) {
      return new Rotation.Refused("expired");
    }
    if (generation >= row.generation()) {
      return new Rotation.Refused("ahead");
    }
    boolean race = isRace(row, generation, now);
    if (!race && !isLostAnswer(row, generation, client, now)) {
      return new Rotation.Reused();
    }
    if (row.rotatedEpoch() != epoch) {
      return new Rotation.Refused("epoch_changed");
    }
    if (race) {
      return new Rotation.Current(tokenOf(row), row.expiresAt(), Rotation.How.GRACE);
    }
    Instant dayAgo = now.minus(RefreshRules.RECOVERY_WINDOW);
    return table.countRecovery(tx, row.lineage().id(), now, dayAgo, RefreshRules.RECOVERIES)
        ? new Rotation.Current(tokenOf(row), row.expiresAt(), Rotation.How.RECOVERY)
        : new Rotation.Reused();
  }

  private boolean isRace(RefreshRow row, int generation, Instant now) {
    return generation >= row.burstFrom() && !now.isAfter(row.rotatedAt().plus(rules.grace()));
  }

  /// The parent of a generation that nobody ever presented, from where the rotation came from.
  private boolean isLostAnswer(RefreshRow row, int generation, Client client, Instant now) {
    return generation == row.generation() - 1
        && !now.isAfter(row.rotatedAt().plus(rules.recovery()))
        && Digests.equal(row.rotatedBy(), client.fingerprint());
  }

  private RefreshRow next(RefreshRow row, long epoch, Client client, Instant now) {
    boolean sameBurst =
        !now.isAfter(row.rotatedAt().plus(rules.grace()))
            && !now.isAfter(row.burstStartedAt().plus(RefreshRules.BURST));
    return new RefreshRow(
        row.lineage(),
        rules.expiry(now, row.lineage().createdAt()),
        false,
        row.generation() + 1,
        sameBurst ? row.burstFrom() : row.generation(),
        sameBurst ? row.burstStartedAt() : now,
        now,
        client.fingerprint(),
        epoch);
  }

  private String tokenOf(RefreshRow row) {
    byte[] key = key(row.lineage()).orElseThrow();
    return RefreshToken.of(row.lineage().id(), row.generation(), key).reveal();
  }

  private Optional<byte[]> key(RefreshRow.Lineage lineage) {
    return keyring.derive(lineage.keyId(), lineage.keyMaterial(), LABEL);
  }

  /// A genuine token, and its row as it was read.
  public static final class Presented {
    private final RefreshRow row;
    private final int generation;

    Presented(RefreshRow row, int generation) {
      this.row = row;
      this.generation = generation;
    }

    public UserId user() {
      return row.lineage().user();
    }

    public SessionId session() {
      return row.lineage().session();
    }
  }
}
