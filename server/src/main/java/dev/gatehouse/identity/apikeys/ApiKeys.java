package dev.gatehouse.identity.apikeys;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes, rotates and revokes API keys, inside the caller's transaction. Who may, and what a key
/// may be made for, is the caller's business.
public final class ApiKeys {
  /// The most live keys that one user holds.
  public static final int MOST = 50;

  /// The action of an event of the audit: a key was revoked, or was to be.
  public static final String REVOKE = "apikey.revoke";

  /// Why a key was revoked by whom it belongs to.
  public static final String REVOKED_BY_OWNER = "revoked_by_user";

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final ApiKeyTable table = new ApiKeyTable();
  private final Randomness random;
  private final Clock clock;

  public ApiKeys(Randomness random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /// Whether `event` tells what somebody did, or tried, in office to a key of another's.
  public static boolean isRevocationInOffice(AuditEvent event) {
    return event.action().equals(REVOKE) && !REVOKED_BY_OWNER.equals(event.reason());
  }

  /// Makes a key.
  public Made make(Tx tx, UserId owner, Wish wish) {
    return insert(tx, owner, wish, null);
  }

  /// Makes a key that takes the place of `old`, with the same name and grant, and as long a life
  /// from now on. The old one lives on for `overlap` at most; empty when it is over, or something
  /// has taken its place already.
  public Optional<Rotated> rotate(Tx tx, Endings endings, ApiKey old, Duration overlap) {
    Instant now = clock.instant();
    Instant wanted = now.plus(overlap);
    Instant expiry = old.life().expiresAt();
    Instant end = expiry != null && expiry.isBefore(wanted) ? expiry : wanted;
    if (!table.rotate(tx, old.id(), now, end)) {
      return Optional.empty();
    }
    endings.apiKey(old.id().toString(), old.version() + 1);
    Instant next =
        expiry == null ? null : now.plus(Duration.between(old.life().createdAt(), expiry));
    Made made = insert(tx, old.owner(), new Wish(old.name(), old.grant(), next), old.id());
    return Optional.of(new Rotated(made, end));
  }

  /// Ends a live key on every node; false when it is over.
  public boolean revoke(Tx tx, Endings endings, ApiKey key, String reason) {
    if (!table.revoke(tx, key.id(), clock.instant(), reason)) {
      return false;
    }
    endings.apiKey(key.id().toString(), key.version() + 1);
    return true;
  }

  /// Ends every live key of `user`, for good; the number ended.
  public int revokeAllOf(Tx tx, Endings endings, UserId user, String reason) {
    List<ApiKey> live = live(tx, user);
    live.forEach(key -> revoke(tx, endings, key, reason));
    return live.size();
  }

  public Optional<ApiKey> find(Tx tx, ApiKeyId id) {
    return table.find(tx, id);
  }

  /// The live keys of `user`, the newest first.
  public List<ApiKey> live(Tx tx, UserId user) {
    return table.live(tx, user, clock.instant());
  }

  /// One page of a user's keys, those that are over too, the newest first.
  public Page<ApiKey> all(Tx tx, UserId user, @Nullable Position from, int limit) {
    return Page.fill(
        limit,
        from,
        (position, most) -> {
          Instant at = position == null ? LATEST : Instant.parse(position.key());
          UUID id = position == null ? Position.HIGHEST : position.id();
          return table.all(tx, user, at, id, most).stream()
              .map(key -> new Page.Row<>(key, position(key)))
              .toList();
        });
  }

  /// Notes that these keys were used.
  public void touch(Tx tx, List<ApiKeyId> used) {
    table.touch(tx, used, clock.instant());
  }

  /// Forgets up to `most` keys that were over longer than `history` ago; the number forgotten.
  public int forgetOver(Tx tx, Duration history, int most) {
    return table.deleteOver(tx, clock.instant().minus(history), most);
  }

  private Made insert(Tx tx, UserId owner, Wish wish, @Nullable ApiKeyId rotatedFrom) {
    ApiKeyText text = ApiKeyText.generate(random);
    ApiKey key =
        new ApiKey(
            new ApiKeyId(random.uuid()),
            owner,
            wish.name,
            text.prefix(),
            wish.grant,
            new ApiKey.Life(clock.instant(), wish.expiresAt, wish.expiresAt, null, null),
            0,
            rotatedFrom,
            null);
    table.insert(tx, key, text.hash());
    return new Made(key, text);
  }

  private static Position position(ApiKey key) {
    return new Position(0, key.life().createdAt().toString(), key.id().value());
  }

  /// What a key is to be.
  ///
  /// @param expiresAt null for one that lives until it is revoked
  public record Wish(String name, ApiKey.Grant grant, @Nullable Instant expiresAt) {}

  /// A new key, and the text that is shown this once.
  public record Made(ApiKey key, ApiKeyText text) {}

  /// A key that took another's place.
  ///
  /// @param oldExpiresAt when the other is over
  public record Rotated(Made made, Instant oldExpiresAt) {}
}
