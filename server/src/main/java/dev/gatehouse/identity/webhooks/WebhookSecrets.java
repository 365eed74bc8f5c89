package dev.gatehouse.identity.webhooks;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Resealed;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// What messages are signed with (Standard Webhooks): `whsec_` and 32 bytes in base64, one for each
/// webhook, sealed in the database.
public final class WebhookSecrets {
  private static final int BYTES = 32;

  private final WebhookTable table = new WebhookTable();
  private final Sealer sealer;
  private final Randomness random;

  public WebhookSecrets(Sealer sealer, Randomness random) {
    this.sealer = sealer;
    this.random = random;
  }

  byte[] make() {
    return random.bytes(BYTES);
  }

  byte[] seal(UUID webhook, byte[] secret) {
    return sealer.seal(place(webhook), secret);
  }

  /// As it is shown, once.
  static Secret shown(byte[] secret) {
    return new Secret("whsec_" + Base64.getEncoder().encodeToString(secret));
  }

  /// The value of `webhook-signature`: HMAC-SHA-256 over id, time and body, joined by dots.
  static String sign(byte[] secret, UUID message, long timestamp, String body) {
    String signed = message + "." + timestamp + "." + body;
    byte[] hmac = Digests.hmac(secret, signed.getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(hmac);
  }

  Optional<byte[]> find(Tx tx, UUID webhook) {
    return table.secret(tx, webhook).flatMap(sealed -> sealer.open(place(webhook), sealed));
  }

  /// Seals every secret anew that is under an older one of the server's.
  public Resealed reseal(Database database) {
    Resealed total = Resealed.NOTHING;
    for (WebhookTable.Sealed stored : database.read(table::sealed)) {
      if (!sealer.isCurrent(stored.bytes())) {
        total = total.plus(reseal(database, stored));
      }
    }
    return total;
  }

  private Resealed reseal(Database database, WebhookTable.Sealed stored) {
    Optional<byte[]> opened = sealer.open(place(stored.id()), stored.bytes());
    if (opened.isEmpty()) {
      return new Resealed(0, 1);
    }
    byte[] renewed = seal(stored.id(), opened.get());
    boolean moved = database.write(tx -> table.reseal(tx, stored.id(), stored.bytes(), renewed));
    return new Resealed(moved ? 1 : 0, 0);
  }

  private static Sealer.Place place(UUID webhook) {
    return new Sealer.Place("webhooks", "secret", webhook.toString(), "webhook secret");
  }
}
