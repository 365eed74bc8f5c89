package dev.gatehouse.identity.tokens;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.RevocationListener;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Resealed;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that access tokens are signed with: sealed in the database, rotated without a gap.
///
/// A new key is published for [#PUBLISHED_AHEAD] before it signs, so that a verifier with a cached
/// key set knows it by then; an old one verifies for as long as what it signed matters.
public final class SigningKeys implements RevocationListener {
  /// How long others may keep our published keys.
  public static final Duration CACHED_BY_OTHERS = Duration.ofMinutes(5);

  static final Duration PUBLISHED_AHEAD = CACHED_BY_OTHERS.multipliedBy(2);

  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
  private static final long RELOAD_NANOS = Duration.ofSeconds(1).toNanos();

  private final SigningKeyTable table = new SigningKeyTable();
  private final Database database;
  private final Revocations revocations;
  private final Sealer sealer;
  private final Randomness random;
  private final KeyPolicy policy;
  private volatile List<LoadedKey> loaded = List.of();
  private volatile long reloadedAt = System.nanoTime() - RELOAD_NANOS;

  public SigningKeys(
      Database database,
      Revocations revocations,
      Sealer sealer,
      Randomness random,
      KeyPolicy policy) {
    this.database = database;
    this.revocations = revocations;
    this.sealer = sealer;
    this.random = random;
    this.policy = policy;
  }

  /// Loads the keys, and makes the first one where there is none of the wanted algorithm.
  public void open() {
    reload();
    if (policy.algorithm() != SigningAlgorithm.HS256 && signerAt(now()).isEmpty()) {
      revocations.write((tx, endings) -> {
        boolean missing =
            table.alive(tx, now()).stream()
                .noneMatch(stored -> stored.key().algorithm() == policy.algorithm());
        return missing ? Optional.of(add(tx, endings, now())) : Optional.<SigningKey>empty();
      });
      reload();
    }
    LoadedKey signer = current();
    LOG.info("Access tokens are signed with {} by {}", signer.key().algorithm(), signer.provider());
  }

  /// Whether there is a key to sign with at this moment.
  public boolean canSign() {
    return signerAt(now()).isPresent();
  }

  /// Whether tokens are signed under a configured secret, of which there is nothing to rotate.
  public boolean isConfigured() {
    return policy.algorithm() == SigningAlgorithm.HS256;
  }

  /// Makes a new key that signs after it has been published long enough.
  ///
  /// @param witness sees it in the transaction that makes it
  public SigningKey rotate(Witness witness) {
    SigningKey made =
        revocations.write((tx, endings) -> {
          SigningKey key = add(tx, endings, now().plus(PUBLISHED_AHEAD));
          table.retireOlder(tx, key, key.activeFrom().plus(policy.keepOldKeys()));
          witness.made(tx, key);
          return key;
        });
    reload();
    return made;
  }

  /// Makes a new key that signs at once; whatever an older one signed is refused from now on.
  ///
  /// @param witness sees it in the transaction that makes it
  public SigningKey replaceCompromised(Witness witness) {
    SigningKey made =
        revocations.write((tx, endings) -> {
          SigningKey key = add(tx, endings, now());
          table.retireOlder(tx, key, now());
          witness.made(tx, key);
          return key;
        });
    reload();
    return made;
  }

  /// Seals every key anew that is under an older secret. Nothing else about it changes, and no node
  /// has to know.
  public Resealed reseal() {
    Resealed total = Resealed.NOTHING;
    for (SigningKeyTable.Sealed stored : database.read(table::sealed)) {
      if (!sealer.isCurrent(stored.bytes())) {
        total = total.plus(reseal(stored));
      }
    }
    return total;
  }

  private Resealed reseal(SigningKeyTable.Sealed stored) {
    Optional<byte[]> opened = sealer.open(place(stored.id()), stored.bytes());
    if (opened.isEmpty()) {
      return new Resealed(0, 1);
    }
    byte[] renewed = sealer.seal(place(stored.id()), opened.get());
    boolean moved = database.write(tx -> table.reseal(tx, stored.id(), stored.bytes(), renewed));
    return new Resealed(moved ? 1 : 0, 0);
  }

  public List<SigningKey> list() {
    return database.read(table::all);
  }

  /// Every key there ever was, the one that signs last first, and what it is good for now. Keys of
  /// HS256 are in the configuration and not here.
  public List<Listed> listed() {
    Instant now = now();
    List<SigningKey> keys = list();
    SigningKey signer =
        keys.stream()
            .filter(key -> key.algorithm() == policy.algorithm() && key.verifiesAt(now))
            .filter(key -> !key.activeFrom().isAfter(now))
            .findFirst()
            .orElse(null);
    return keys.stream()
        .map(key -> new Listed(key, key.equals(signer) ? State.CURRENT : State.of(key, now)))
        .toList();
  }

  /// The public halves of every key that verifies or soon will (RFC 7517 section 5).
  public String publicKeySet() {
    Instant now = now();
    List<JWK> keys =
        loaded.stream()
            .filter(key -> key.key().verifiesAt(now))
            .map(LoadedKey::publicJwk)
            .filter(Objects::nonNull)
            .toList();
    return new JWKSet(keys).toString(true);
  }

  LoadedKey current() {
    return signerAt(now()).orElseThrow(() -> new IllegalStateException("there is no signing key"));
  }

  /// The key with this id that verifies now. An unknown one asks the database, once a second at
  /// most.
  Optional<LoadedKey> verifier(String kid) {
    Optional<LoadedKey> known = find(kid);
    if (known.isEmpty() && isReloadDue()) {
      reloadIfDue();
      known = find(kid);
    }
    return known;
  }

  /// Of many who ask at once, one asks the database: strangers can name any key they like.
  private synchronized void reloadIfDue() {
    if (isReloadDue()) {
      reload();
    }
  }

  private boolean isReloadDue() {
    return System.nanoTime() - reloadedAt > RELOAD_NANOS;
  }

  /// Whether this very key is still one of ours, unchanged.
  boolean knows(LoadedKey key) {
    return loaded.contains(key);
  }

  @Override
  public void signingKeysChanged() {
    reload();
  }

  @Override
  public void rolesChanged() {}

  @Override
  public void everythingChanged() {
    reload();
  }

  private Optional<LoadedKey> find(String kid) {
    Instant now = now();
    for (LoadedKey key : loaded) {
      if (key.key().id().equals(kid) && key.key().verifiesAt(now)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /// The latest key that signs already. Where there is none yet, the one that signs first does: a
  /// node whose clock is a little ahead has just made it.
  private Optional<LoadedKey> signerAt(Instant now) {
    List<LoadedKey> usable =
        loaded.stream()
            .filter(key -> key.key().algorithm() == policy.algorithm())
            .filter(key -> key.key().verifiesAt(now))
            .toList();
    return usable.stream()
        .filter(key -> !key.key().activeFrom().isAfter(now))
        .findFirst()
        .or(() -> usable.stream().reduce((_, last) -> last));
  }

  private SigningKey add(Tx tx, Endings endings, Instant activeFrom) {
    String kid = HexFormat.of().formatHex(random.bytes(8));
    JWK jwk = KeyPairs.generate(policy.algorithm(), kid);
    SigningKey key = new SigningKey(kid, policy.algorithm(), now(), activeFrom, null);
    byte[] sealed = sealer.seal(place(kid), jwk.toJSONString().getBytes(StandardCharsets.UTF_8));
    table.insert(tx, key, sealed, jwk.toPublicJWK().toJSONString());
    endings.signingKeys();
    return key;
  }

  private synchronized void reload() {
    List<LoadedKey> known = loaded;
    try {
      List<LoadedKey> stored =
          database.read(tx -> table.alive(tx, now())).stream()
              .map(row -> load(row, known))
              .toList();
      loaded = Stream.concat(policy.symmetric().stream(), stored.stream()).toList();
    } finally {
      reloadedAt = System.nanoTime(); // a database that is gone is not asked again at once either
    }
  }

  private LoadedKey load(SigningKeyTable.Stored stored, List<LoadedKey> known) {
    return known.stream()
        .filter(key -> key.key().equals(stored.key()))
        .findFirst()
        .orElseGet(() -> LoadedKey.of(stored.key(), unseal(stored)));
  }

  private JWK unseal(SigningKeyTable.Stored stored) {
    byte[] opened =
        sealer
            .open(place(stored.key().id()), stored.sealed())
            .orElseThrow(() ->
                new IllegalStateException(
                    "signing key %s can't be opened with this SECRET_KEY"
                        .formatted(stored.key().id())));
    try {
      return JWK.parse(new String(opened, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new IllegalStateException("signing key " + stored.key().id() + " is damaged", e);
    }
  }

  private static Sealer.Place place(String kid) {
    return new Sealer.Place("signing_keys", "private_key", kid, "signing key");
  }

  private Instant now() {
    return database.clock().instant();
  }

  /// Is told of a new key while it is made.
  public interface Witness {
    void made(Tx tx, SigningKey key);
  }

  /// A key and what it is good for.
  public record Listed(SigningKey key, State state) {}

  /// What a key is good for.
  public enum State {
    /// Published, and signs later.
    NEXT,
    /// Signs.
    CURRENT,
    /// Signs no more; what it signed still counts.
    OLD,
    /// Verifies nothing any more.
    RETIRED;

    static State of(SigningKey key, Instant now) {
      if (!key.verifiesAt(now)) {
        return RETIRED;
      }
      return key.activeFrom().isAfter(now) ? NEXT : OLD;
    }
  }
}
