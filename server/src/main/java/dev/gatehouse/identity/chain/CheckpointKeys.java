package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Resealed;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The keys that checkpoints are signed with, and nothing else: sealed in the database.
///
/// A key is trusted because its sealed half opens under our secret, and its public half is taken
/// from there: whoever can write to the database alone can add no key.
public final class CheckpointKeys {
  private final CheckpointTable table = new CheckpointTable();
  private final Sealer sealer;
  private final Randomness random;

  public CheckpointKeys(Sealer sealer, Randomness random) {
    this.sealer = sealer;
    this.random = random;
  }

  /// The key that signs, which is made where there is none. To be called by whoever holds the
  /// chain.
  SigningPair signer(Tx tx, Instant now) {
    return trusted(tx).stream().findFirst().orElseGet(() -> make(tx, now));
  }

  Statements statements(Tx tx) {
    return new Statements(trusted(tx));
  }

  /// The public halves (RFC 7517), the newest first.
  public List<String> publicKeys(Tx tx) {
    return trusted(tx).stream().map(SigningPair::publicJwk).toList();
  }

  /// Seals every key anew that is under an older secret.
  public Resealed reseal(Database database) {
    Resealed total = Resealed.NOTHING;
    for (Stored stored : database.read(table::keys)) {
      if (!sealer.isCurrent(stored.sealed)) {
        total = total.plus(reseal(database, stored));
      }
    }
    return total;
  }

  private Resealed reseal(Database database, Stored stored) {
    Optional<byte[]> opened = sealer.open(place(stored.id), stored.sealed);
    if (opened.isEmpty()) {
      return new Resealed(0, 1);
    }
    byte[] renewed = sealer.seal(place(stored.id), opened.get());
    boolean moved = database.write(tx -> table.reseal(tx, stored.id, stored.sealed, renewed));
    return new Resealed(moved ? 1 : 0, 0);
  }

  private List<SigningPair> trusted(Tx tx) {
    return table.keys(tx).stream()
        .flatMap(stored ->
            sealer.open(place(stored.id), stored.sealed).stream()
                .map(opened -> SigningPair.decode(stored.id, opened)))
        .toList();
  }

  private SigningPair make(Tx tx, Instant now) {
    SigningPair pair = SigningPair.generate(HexFormat.of().formatHex(random.bytes(8)));
    byte[] sealed = sealer.seal(place(pair.id()), pair.encoded());
    table.insertKey(tx, new Stored(pair.id(), sealed, pair.publicJwk(), now));
    return pair;
  }

  private static Sealer.Place place(String id) {
    return new Sealer.Place("audit_keys", "private_key", id, "audit checkpoint key");
  }

  @SuppressWarnings("ArrayRecordComponent") // opened once, then dropped
  record Stored(String id, byte[] sealed, String publicJwk, Instant createdAt) {}
}
