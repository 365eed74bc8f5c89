package dev.gatehouse.identity.chain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as it enters the chain. Empty text counts as absent.
record ChainedEvent(
    UUID id,
    Instant at,
    @Nullable String actor,
    String action,
    @Nullable String target,
    String result,
    @Nullable String reason,
    @Nullable String requestId,
    @Nullable String apiKey,
    PersonalField address,
    PersonalField detail) {

  ChainedEvent with(PersonalField newAddress, PersonalField newDetail) {
    return new ChainedEvent(
        id, at, actor, action, target, result, reason, requestId, apiKey, newAddress, newDetail);
  }
}
