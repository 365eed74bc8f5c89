package dev.gatehouse.identity.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event's place in the hash chain, and what stands there for its personal fields.
///
/// @param at the event's time, exactly
/// @param addressSalt null when there is no address, or none any more
/// @param addressCommitment there when the address was erased
/// @param detailSalt null when there is no detail, or none any more
/// @param detailCommitment there when the detail was erased
@SuppressWarnings("ArrayRecordComponent") // written out, never compared
public record Seal(
    long position,
    byte[] hash,
    Instant at,
    byte @Nullable [] addressSalt,
    byte @Nullable [] addressCommitment,
    byte @Nullable [] detailSalt,
    byte @Nullable [] detailCommitment) {}
