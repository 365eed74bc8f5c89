package dev.gatehouse.identity.webhooks;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Resealed;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What messages are signed with (Standard Webhooks): `whsec_` and 32 bytes in base64, one for each
/// webhook and during an overlap two, sealed in the database.
public final class WebhookSecrets {
  private final WebhookTable table = new WebhookTable();
  private final Sealer sealer;
  private final Randomness random;

  public WebhookSecrets(Sealer sealer, Randomness random) {
    this.sealer = sealer;
    this.random = random;
  }

  byte[] make() {
    return random.bytes(WebhookKeys.BYTES);
  }

  byte[] seal(UUID webhook, WebhookKeys keys) {
    return sealer.seal(place(webhook), keys.pack());
  }

  /// As it is shown, once.
  static Secret shown(byte[] secret) {
    return new Secret("whsec_" + Base64.getEncoder().encodeToString(secret));
  }

  /// The value of `webhook-signature`: for each secret an HMAC-SHA-256 over id, time and body,
  /// joined by dots; with a space between two.
  static String sign(List<byte[]> secrets, UUID message, long timestamp, String body) {
    byte[] signed = (message + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(Digests.hmac(secret, signed)))
        .collect(Collectors.joining(" "));
  }

  Optional<WebhookKeys> find(Tx tx, UUID webhook) {
    return table
        .secret(tx, webhook)
        .flatMap(sealed -> sealer.open(place(webhook), sealed))
        .map(WebhookKeys::unpack);
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
    Instant now = database.clock().instant();
    byte[] renewed = seal(stored.id(), WebhookKeys.unpack(opened.get()).without(now));
    boolean moved = database.write(tx -> table.reseal(tx, stored.id(), stored.bytes(), renewed));
    return new Resealed(moved ? 1 : 0, 0);
  }

  private static Sealer.Place place(UUID webhook) {
    return new Sealer.Place("webhooks", "secret", webhook.toString(), "webhook secret");
  }
}
