package dev.gatehouse.app;

import dev.gatehouse.contracts.Doors;
import dev.gatehouse.flows.signin.KnownDevices;
import dev.gatehouse.identity.guessing.Devices;
import dev.gatehouse.identity.guessing.Guard;
import dev.gatehouse.identity.passwords.LeakedPasswords;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.redis.Redis;
import org.jspecify.annotations.Nullable;

/// The guard against guessing, and what it knows devices by.
final class Guarding {
  private final KnownDevices knownDevices;
  private final Guard guard;
  private final LeakedPasswords leaked;

  Guarding(Settings settings, Parts parts, @Nullable Redis redis) {
    Devices devices =
        new Devices(
            parts.keyring().deriveCurrent("device cookies"),
            parts.random(),
            "https".equals(settings.http().publicUrl().getScheme()));
    this.knownDevices = new KnownDevices(devices, parts.sessions(), parts.notices());
    this.leaked = new LeakedPasswords(parts.outbound(), settings.outbound().leakedPasswords());
    this.guard =
        new Guard(
            parts.keyring().deriveCurrent("guessing"), devices, parts.database().clock(), redis);
  }

  KnownDevices knownDevices() {
    return knownDevices;
  }

  LeakedPasswords leaked() {
    return leaked;
  }

  Guard guard() {
    return guard;
  }

  /// Stands at every door among the routes so far.
  void mount(Router router) {
    new Doors(guard).guard(router);
  }

  void declare(Figures figures) {
    guard.declare(figures);
    leaked.declare(figures);
  }
}
