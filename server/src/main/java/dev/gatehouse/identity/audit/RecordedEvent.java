package dev.gatehouse.identity.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as it was written down.
///
/// @param event its actor, action, target, result, reason and detail
/// @param address the client's address; null when none is known
/// @param requestId the id of the request in the log; null when none is known
/// @param apiKey the id of the API key that the actor used; null for none
/// @param seal null when it is not sealed yet
public record RecordedEvent(
    UUID id,
    Instant at,
    AuditEvent event,
    @Nullable String address,
    @Nullable String requestId,
    @Nullable String apiKey,
    @Nullable Seal seal) {}
