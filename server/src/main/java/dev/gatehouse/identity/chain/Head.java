package dev.gatehouse.identity.chain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The end of the chain.
///
/// @param position of the newest sealed event; 0 when there is none
/// @param checkpoints how many were ever made
/// @param signedPosition what the newest of them vouches for
/// @param holder the node that seals
/// @param heldUntil when another may
@SuppressWarnings("ArrayRecordComponent") // compared by its position
record Head(
    long position,
    byte[] hash,
    long checkpoints,
    long signedPosition,
    @Nullable Instant signedAt,
    @Nullable String holder,
    @Nullable Instant heldUntil) {

  /// Whether another node seals.
  boolean isHeldByAnother(String node, Instant now) {
    return holder != null && !holder.equals(node) && heldUntil != null && now.isBefore(heldUntil);
  }

  Head movedTo(long newPosition, byte[] newHash) {
    return new Head(newPosition, newHash, checkpoints, signedPosition, signedAt, holder, heldUntil);
  }
}
