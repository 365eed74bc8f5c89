package dev.gatehouse.platform.outbox;

import java.util.UUID;

/// One thing to be delivered.
///
/// @param id the same at every attempt: a recipient can tell by it that it has the parcel already
/// @param attempt counted from 1
/// @param last whether nothing is tried any more after this attempt
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Parcel(UUID id, byte[] payload, int attempt, boolean last) {
  @Override
  public String toString() {
    return "Parcel[" + id + "]";
  }
}
