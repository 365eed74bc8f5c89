package dev.gatehouse.app;

import dev.gatehouse.flows.administration.WebhookAdministration;
import dev.gatehouse.identity.webhooks.WebhookDelivery;
import dev.gatehouse.identity.webhooks.WebhookSecrets;
import dev.gatehouse.identity.webhooks.Webhooks;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.outbox.Courier;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.threads.Jobs;
import java.time.Duration;

/// Webhooks: who is told of what, and who carries it there.
final class Hooks implements AutoCloseable {
  private static final Duration FORGOTTEN_EVERY = Duration.ofMinutes(1);
  private static final int FORGOTTEN_AT_ONCE = 500;

  private final Parts parts;
  private final Courier courier;

  Hooks(Parts parts) {
    this.parts = parts;
    this.courier =
        new WebhookDelivery(
                parts.database(), parts.webhooks(), secrets(parts), parts.outbound(), parts.audit())
            .courier(parts.outbox());
  }

  static WebhookSecrets secrets(Parts parts) {
    return new WebhookSecrets(new Sealer(parts.keyring(), parts.random()), parts.random());
  }

  WebhookAdministration administration() {
    return new WebhookAdministration(parts.database(), parts.webhooks(), parts.audit());
  }

  void start(Jobs jobs) {
    courier.start();
    Webhooks webhooks = parts.webhooks();
    Database database = parts.database();
    jobs.every(
        FORGOTTEN_EVERY,
        "webhook-deliveries",
        () ->
            database.write(
                tx -> webhooks.forgetOld(tx, database.clock().instant(), FORGOTTEN_AT_ONCE)));
  }

  void declare(Figures figures) {
    courier.declare(figures);
  }

  @Override
  public void close() {
    courier.close();
  }
}
