package dev.gatehouse.app;

import dev.gatehouse.identity.chain.CheckpointKeys;
import dev.gatehouse.identity.chain.EventSealer;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.threads.Jobs;
import java.time.Duration;

/// The chain behind the audit: who seals it.
final class AuditTrail {
  private static final Duration SEALED_EVERY = Duration.ofSeconds(1);

  private final EventSealer sealer;

  AuditTrail(Parts parts) {
    CheckpointKeys keys = keys(parts);
    this.sealer = new EventSealer(parts.database(), keys, parts.random());
  }

  static CheckpointKeys keys(Parts parts) {
    return new CheckpointKeys(new Sealer(parts.keyring(), parts.random()), parts.random());
  }

  void start(Jobs jobs) {
    jobs.every(SEALED_EVERY, "audit-sealer", sealer::seal);
  }
}
