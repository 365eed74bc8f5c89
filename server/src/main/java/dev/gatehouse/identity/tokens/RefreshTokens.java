package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.sessions.Session;
import dev.gatehouse.identity.sessions.SessionCarrier;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.SessionToken;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Refresh tokens that rotate without logging anybody out: one row a session, moved on by one
/// compare-and-swap (RFC 9700 section 4.14.2).
public final class RefreshTokens implements SessionCarrier {
  private static final String LABEL = "gatehouse refresh token";
  private static final String SESSION_LABEL = "gatehouse session token";
  private static final int KEY_MATERIAL_BYTES = 32;
  private static final int SESSION_INPUT_BYTES = 20;
  private static final Duration FORMER_KEPT = Duration.ofDays(30);
  private static final Duration FORMER_MARGIN = Duration.ofDays(1);

  private final RefreshTokenTable table = new RefreshTokenTable();
  private final SessionTokenTable sessionTokens = new SessionTokenTable();
  private final Keyring keyring;
  private final Rules rules;
  private final Randomness random;
  private final Clock clock;

  public RefreshTokens(Keyring keyring, Rules rules, Randomness random, Clock clock) {
    this.keyring = keyring;
    this.rules = rules;
    this.random = random;
    this.clock = clock;
  }

  public RefreshRules rules(Carriage carriage) {
    return rules.of(carriage);
  }

  /// What will carry a session that has yet to be stored. Store the session, then [#store] this.
  public Prepared prepare(Session session, Carriage carriage, long epoch, Client client) {
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
    return new Prepared(row, tokenOf(row, carriage, null));
  }

  public void store(Tx tx, Prepared prepared) {
    table.insert(tx, prepared.row);
  }

  /// The live sessions whose tokens were made under an older secret: their clients hold them, so
  /// they can't be moved to another.
  public Leftover underOlderSecrets(Tx tx) {
    return table.underOther(tx, keyring.currentId(), clock.instant());
  }

  /// The token that `text` is, if this server made it. A forged one changes nothing.
  public Optional<Presented> open(Tx tx, String text) {
    return RefreshToken.parse(text)
        .flatMap(token ->
            table
                .find(tx, token.row())
                .flatMap(row ->
                    key(row.lineage())
                        .filter(token::isGenuine)
                        .map(key ->
                            new Presented(row, token.generation(), Carriage.TOKEN_PAIR, key))));
  }

  /// The session behind an opaque token, the current one or one that was replaced. There is none
  /// when the secret that its next token would be made under is gone.
  public Optional<Presented> open(Tx tx, SessionToken token) {
    byte[] hash = token.hash();
    return table
        .findBySessionToken(tx, hash)
        .map(row -> new Presented(row, row.generation(), Carriage.SESSION_TOKEN, null))
        .or(() ->
            table
                .findByFormerToken(tx, hash)
                .map(former ->
                    new Presented(former.row(), former.generation(), Carriage.SESSION_TOKEN, null)))
        .filter(presented -> key(presented.row.lineage()).isPresent());
  }

  /// Remembers `former`, which the session's next token has replaced, for as long as the session
  /// can live: whoever presents it late holds a copy.
  public void keepFormer(Tx tx, Presented presented, SessionToken former) {
    Duration life = presented.rules(rules).sessionMax();
    Instant begun = presented.row.lineage().createdAt();
    Instant keepUntil =
        life == null ? clock.instant().plus(FORMER_KEPT) : begun.plus(life).plus(FORMER_MARGIN);
    sessionTokens.insertFormer(
        tx, former.hash(), presented.session(), presented.generation, keepUntil);
  }

  /// Deletes up to `most` replaced opaque tokens of sessions long over; the number deleted.
  public int forgetFormer(Tx tx, int most) {
    return sessionTokens.deleteFormer(tx, clock.instant(), most);
  }

  /// Presents a token: moves the session's row on, or says what else the token is.
  ///
  /// @param epoch the user's epoch, read in the same transaction
  public Rotation rotate(Tx tx, Presented presented, long epoch, Client client) {
    Instant now = clock.instant();
    RefreshRow seen = presented.row;
    if (presented.generation == seen.generation()) {
      RefreshRow next = next(seen, presented.rules(rules), epoch, client, now);
      if (table.advance(tx, next, now)) {
        return current(next, presented, Rotation.How.ROTATED);
      }
    }
    return table
        .find(tx, seen.lineage().id())
        .map(row -> judge(tx, row, presented, epoch, client))
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
  private Rotation judge(Tx tx, RefreshRow row, Presented presented, long epoch, Client client) {
    Instant now = clock.instant();
    int generation = presented.generation;
    RefreshRules forgiven = presented.rules(rules);
    if (row.revoked()) {
      return new Rotation.Refused("revoked");
    }
    if (!now.isBefore(row.expiresAt())) {
      return new Rotation.Refused("expired");
    }
    if (generation >= row.generation()) {
      return new Rotation.Refused("ahead");
    }
    boolean race = isRace(row, generation, forgiven, now);
    if (!race && !isLostAnswer(row, generation, forgiven, client, now)) {
      return new Rotation.Reused();
    }
    if (row.rotatedEpoch() != epoch) {
      return new Rotation.Refused("epoch_changed");
    }
    if (race) {
      return current(row, presented, Rotation.How.GRACE);
    }
    Instant dayAgo = now.minus(RefreshRules.RECOVERY_WINDOW);
    return table.countRecovery(tx, row.lineage().id(), now, dayAgo, RefreshRules.RECOVERIES)
        ? current(row, presented, Rotation.How.RECOVERY)
        : new Rotation.Reused();
  }

  private Rotation.Current current(RefreshRow row, Presented presented, Rotation.How how) {
    return new Rotation.Current(
        tokenOf(row, presented.carriage, presented.key), row.generation(), row.expiresAt(), how);
  }

  private static boolean isRace(
      RefreshRow row, int generation, RefreshRules forgiven, Instant now) {
    return generation >= row.burstFrom() && !now.isAfter(row.rotatedAt().plus(forgiven.grace()));
  }

  /// The parent of a generation that nobody ever presented, from where the rotation came from.
  private static boolean isLostAnswer(
      RefreshRow row, int generation, RefreshRules forgiven, Client client, Instant now) {
    return generation == row.generation() - 1
        && !now.isAfter(row.rotatedAt().plus(forgiven.recovery()))
        && Digests.equal(row.rotatedBy(), client.fingerprint());
  }

  private static RefreshRow next(
      RefreshRow row, RefreshRules forgiven, long epoch, Client client, Instant now) {
    boolean sameBurst =
        !now.isAfter(row.rotatedAt().plus(forgiven.grace()))
            && !now.isAfter(row.burstStartedAt().plus(RefreshRules.BURST));
    return new RefreshRow(
        row.lineage(),
        forgiven.expiry(now, row.lineage().createdAt()),
        false,
        row.generation() + 1,
        sameBurst ? row.burstFrom() : row.generation(),
        sameBurst ? row.burstStartedAt() : now,
        now,
        client.fingerprint(),
        epoch);
  }

  /// @param known the row's key for refresh tokens, if it was derived already
  private String tokenOf(RefreshRow row, Carriage carriage, byte @Nullable [] known) {
    RefreshRow.Lineage lineage = row.lineage();
    return switch (carriage) {
      case TOKEN_PAIR ->
          RefreshToken.of(
                  lineage.id(),
                  row.generation(),
                  known == null ? key(lineage).orElseThrow() : known)
              .reveal();
      case SESSION_TOKEN -> sessionTokenOf(row).reveal();
    };
  }

  /// The first 122 bits of an HMAC over session and generation, under a key of this row alone.
  private SessionToken sessionTokenOf(RefreshRow row) {
    RefreshRow.Lineage lineage = row.lineage();
    byte[] key =
        keyring.derive(lineage.keyId(), lineage.keyMaterial(), SESSION_LABEL).orElseThrow();
    UUID session = lineage.session().value();
    byte[] input =
        ByteBuffer.allocate(SESSION_INPUT_BYTES)
            .putLong(session.getMostSignificantBits())
            .putLong(session.getLeastSignificantBits())
            .putInt(row.generation())
            .array();
    return SessionToken.of(Digests.hmac(key, input));
  }

  private Optional<byte[]> key(RefreshRow.Lineage lineage) {
    return keyring.derive(lineage.keyId(), lineage.keyMaterial(), LABEL);
  }

  /// The rules of both ways to carry a session.
  public record Rules(RefreshRules tokenPair, RefreshRules sessionToken) {
    RefreshRules of(Carriage carriage) {
      return switch (carriage) {
        case TOKEN_PAIR -> tokenPair;
        case SESSION_TOKEN -> sessionToken;
      };
    }
  }

  /// What will carry a session, and the first token of it.
  public static final class Prepared {
    private final RefreshRow row;
    private final String token;

    Prepared(RefreshRow row, String token) {
      this.row = row;
      this.token = token;
    }

    public String token() {
      return token;
    }
  }

  /// Sessions that hang on an older secret.
  ///
  /// @param until when the last of them ends; any time when there is none
  public record Leftover(long sessions, Instant until) {}

  /// A genuine token, and its row as it was read.
  public static final class Presented {
    private final RefreshRow row;
    private final int generation;
    private final Carriage carriage;
    private final byte @Nullable [] key;

    Presented(RefreshRow row, int generation, Carriage carriage, byte @Nullable [] key) {
      this.row = row;
      this.generation = generation;
      this.carriage = carriage;
      this.key = key;
    }

    public UserId user() {
      return row.lineage().user();
    }

    public SessionId session() {
      return row.lineage().session();
    }

    public Instant sessionStart() {
      return row.lineage().createdAt();
    }

    private RefreshRules rules(Rules all) {
      return all.of(carriage);
    }
  }
}
