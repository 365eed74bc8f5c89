package dev.gatehouse.app;

import dev.gatehouse.identity.chain.ChainCheck;
import dev.gatehouse.identity.chain.CheckpointKeys;
import dev.gatehouse.identity.chain.EventSealer;
import dev.gatehouse.identity.chain.Retention;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.threads.Jobs;
import java.time.Duration;

/// The chain behind the audit: who seals it, who checks it, how long it is kept.
final class AuditTrail {
  private static final Duration SEALED_EVERY = Duration.ofSeconds(1);
  private static final Duration REMOVED_EVERY = Duration.ofMinutes(1);

  private final EventSealer sealer;
  private final ChainCheck check;
  private final Retention retention;

  AuditTrail(Parts parts, Settings settings) {
    CheckpointKeys keys = keys(parts);
    this.sealer = new EventSealer(parts.database(), keys, parts.random());
    this.check = new ChainCheck(parts.database(), keys);
    this.retention = new Retention(parts.database(), sealer, check, keys, settings.audit().kept());
  }

  static CheckpointKeys keys(Parts parts) {
    return new CheckpointKeys(new Sealer(parts.keyring(), parts.random()), parts.random());
  }

  ChainCheck check() {
    return check;
  }

  void start(Jobs jobs) {
    jobs.every(SEALED_EVERY, "audit-sealer", sealer::seal);
    jobs.every(REMOVED_EVERY, "audit-retention", retention::run);
  }
}
