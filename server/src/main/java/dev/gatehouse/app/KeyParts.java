package dev.gatehouse.app;

import dev.gatehouse.contracts.KeyLimit;
import dev.gatehouse.contracts.admin.ApiKeyCalls;
import dev.gatehouse.flows.administration.ApiKeyAdministration;
import dev.gatehouse.flows.apikeys.OwnApiKeys;
import dev.gatehouse.platform.ratelimit.Limit;
import java.util.List;

/// API keys: what users do with theirs, and how often each may be used.
final class KeyParts {
  private final OwnApiKeys own;
  private final KeyLimit limit;

  KeyParts(Parts parts, Settings settings, Neighbours neighbours) {
    this.own =
        new OwnApiKeys(
            parts.database(),
            parts.revocations(),
            parts.apiKeys(),
            new OwnApiKeys.Parts(parts.accounts(), parts.roles(), parts.audit(), parts.notices()));
    List<Limit> limits = settings.limits().apiKeys();
    this.limit =
        limits.isEmpty() ? KeyLimit.OFF : new KeyLimit(neighbours.limiter("api-key", limits));
  }

  /// What operators do with the keys of others.
  static ApiKeyCalls.Parts administration(Parts parts) {
    return new ApiKeyCalls.Parts(
        parts.apiKeys(),
        new ApiKeyAdministration(
            parts.database(),
            parts.revocations(),
            parts.audit(),
            new ApiKeyAdministration.Parts(
                parts.roles(), parts.apiKeys(), parts.accounts(), parts.notices())));
  }

  OwnApiKeys own() {
    return own;
  }

  KeyLimit limit() {
    return limit;
  }
}
