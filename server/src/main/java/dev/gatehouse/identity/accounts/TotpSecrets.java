package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.crypto.Resealed;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.storage.Database;
import java.util.List;
import java.util.Optional;

/// The keys of time-based one-time passwords (RFC 6238), as `users.mfa_secret` holds them: the raw
/// bytes, sealed to the row.
public final class TotpSecrets {
  private static final int PAGE = 500;

  private final TotpSecretTable table = new TotpSecretTable();
  private final Sealer sealer;

  public TotpSecrets(Sealer sealer) {
    this.sealer = sealer;
  }

  public byte[] seal(UserId user, byte[] key) {
    return sealer.seal(place(user), key);
  }

  /// The key, or empty when what is stored was changed, or is another user's.
  public Optional<byte[]> open(UserId user, byte[] sealed) {
    return sealer.open(place(user), sealed);
  }

  /// Seals every key anew that is under an older secret, each in a transaction of its own.
  public Resealed reseal(Database database) {
    Resealed total = Resealed.NOTHING;
    UserId last = CarriedAccounts.BEFORE_FIRST;
    while (true) {
      UserId from = last;
      List<TotpSecretTable.Stored> page = database.read(tx -> table.page(tx, from, PAGE));
      for (TotpSecretTable.Stored stored : page) {
        total = total.plus(reseal(database, stored));
      }
      if (page.size() < PAGE) {
        return total;
      }
      last = page.getLast().user();
    }
  }

  private Resealed reseal(Database database, TotpSecretTable.Stored stored) {
    if (sealer.isCurrent(stored.sealed())) {
      return Resealed.NOTHING;
    }
    Optional<byte[]> key = open(stored.user(), stored.sealed());
    if (key.isEmpty()) {
      return new Resealed(0, 1);
    }
    byte[] renewed = seal(stored.user(), key.get());
    boolean moved =
        database.write(tx -> table.replace(tx, stored.user(), stored.sealed(), renewed));
    return new Resealed(moved ? 1 : 0, 0);
  }

  static Sealer.Place place(UserId user) {
    return new Sealer.Place("users", "mfa_secret", user.toString(), "totp secret");
  }
}
