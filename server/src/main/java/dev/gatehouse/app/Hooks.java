package dev.gatehouse.app;

import dev.gatehouse.flows.administration.WebhookAdministration;
import dev.gatehouse.flows.administration.WebhookUpkeep;
import dev.gatehouse.identity.webhooks.WebhookDelivery;
import dev.gatehouse.identity.webhooks.WebhookSecrets;
import dev.gatehouse.identity.webhooks.Webhooks;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.outbox.Couriers;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.threads.Jobs;
import java.time.Duration;

/// Webhooks: who is told of what, and who carries it there.
final class Hooks {
  private static final Duration FORGOTTEN_EVERY = Duration.ofMinutes(1);
  private static final int FORGOTTEN_AT_ONCE = 500;

  private final Parts parts;

  Hooks(Parts parts, Couriers couriers) {
    this.parts = parts;
    couriers.add(
        new WebhookDelivery(
                parts.database(), parts.webhooks(), secrets(parts), parts.outbound(), parts.audit())
            .courier(parts.outbox()));
  }

  static WebhookSecrets secrets(Parts parts) {
    return new WebhookSecrets(new Sealer(parts.keyring(), parts.random()), parts.random());
  }

  WebhookAdministration administration() {
    return new WebhookAdministration(parts.database(), parts.webhooks(), parts.audit());
  }

  WebhookUpkeep upkeep() {
    return new WebhookUpkeep(parts.database(), parts.webhooks(), parts.audit());
  }

  void start(Jobs jobs) {
    Webhooks webhooks = parts.webhooks();
    Database database = parts.database();
    jobs.every(
        FORGOTTEN_EVERY,
        "webhook-deliveries",
        () ->
            database.write(
                tx -> webhooks.forgetOld(tx, database.clock().instant(), FORGOTTEN_AT_ONCE)));
  }
}
