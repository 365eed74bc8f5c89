package dev.gatehouse.app;

import dev.gatehouse.flows.housekeeping.Cleaner;
import dev.gatehouse.identity.access.Permissions;
import dev.gatehouse.identity.access.Profiles;
import dev.gatehouse.identity.apikeys.ApiKeyUses;
import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.sessions.SessionUses;
import dev.gatehouse.identity.tokens.Credentials;
import dev.gatehouse.platform.outbox.Couriers;
import dev.gatehouse.platform.threads.Jobs;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a serving node has beside the [Parts]: the news, what is kept in memory, the jobs.
final class Live implements AutoCloseable {
  private static final Duration USES_EVERY = Duration.ofSeconds(2);
  private static final Duration CLEANED_EVERY = Duration.ofMinutes(1);

  private final Settings settings;
  private final Parts parts;
  private final RevocationFeed feed;
  private final Profiles profiles;
  private final Guarding guarding;
  private final Permissions permissions;
  private final SessionUses uses;
  private final ApiKeyUses apiKeyUses;
  private final Cleaner cleaner;
  private final Couriers couriers = new Couriers();
  private final Mailing mailing;
  private final Hooks hooks;
  private final AuditTrail auditTrail;
  private final Jobs jobs = new Jobs();
  private @Nullable NodeActivity activity;

  Live(Settings settings, Parts parts, RevocationFeed feed, Profiles profiles, Guarding guarding) {
    this.settings = settings;
    this.parts = parts;
    this.feed = feed;
    this.profiles = profiles;
    this.guarding = guarding;
    this.permissions = new Permissions(parts.database());
    parts.revocations().addListener(permissions);
    this.auditTrail = new AuditTrail(parts, settings);
    this.uses = new SessionUses(parts.database(), parts.sessions());
    this.apiKeyUses = new ApiKeyUses(parts.database(), parts.apiKeys());
    this.cleaner =
        new Cleaner(
            parts.database(),
            parts.sessions(),
            parts.refreshTokens(),
            new Cleaner.Credentials(parts.oneTimeTokens(), parts.apiKeys()),
            settings.tokens().lifetimes().history());
    cleaner.also(parts.refusals()::forgetOld);
    this.mailing = new Mailing(settings, parts, couriers);
    this.hooks = new Hooks(parts, couriers);
  }

  /// @param refreshes how many there were since the start
  void startJobs(LongSupplier refreshes) {
    jobs.every(USES_EVERY, "session-uses", uses::flush);
    jobs.every(USES_EVERY, "api-key-uses", apiKeyUses::flush);
    jobs.every(USES_EVERY, "refusals", parts.refusals()::flush);
    jobs.every(CLEANED_EVERY, "session-cleaner", cleaner::clean);
    couriers.start();
    hooks.start(jobs);
    auditTrail.start(jobs);
    activity = new NodeActivity(parts, refreshes);
    activity.start(jobs);
  }

  Settings settings() {
    return settings;
  }

  Parts parts() {
    return parts;
  }

  RevocationFeed feed() {
    return feed;
  }

  Guarding guarding() {
    return guarding;
  }

  Permissions permissions() {
    return permissions;
  }

  Profiles profiles() {
    return profiles;
  }

  Credentials.Ledgers ledgers() {
    return new Credentials.Ledgers(uses, apiKeyUses, parts.refusals());
  }

  AuditTrail auditTrail() {
    return auditTrail;
  }

  Cleaner cleaner() {
    return cleaner;
  }

  /// Who carries what waits in the outbox.
  Couriers couriers() {
    return couriers;
  }

  Hooks hooks() {
    return hooks;
  }

  Mailing mailing() {
    return mailing;
  }

  @Override
  public void close() {
    jobs.close();
    if (activity != null) {
      activity.close();
    }
    couriers.close();
    uses.flush();
    apiKeyUses.flush();
    parts.refusals().flush();
    feed.close();
    parts.close();
  }
}
