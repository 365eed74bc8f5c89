package dev.gatehouse.identity.chain;

import dev.gatehouse.identity.audit.Commitment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A field that enters the chain as a commitment, so that it can be erased.
///
/// @param value null when there is none, or none any more
/// @param salt null when the event is not sealed, or the value was erased
/// @param kept the commitment to a value that was erased
@SuppressWarnings("ArrayRecordComponent") // compared as commitments, never as records
record PersonalField(
    String name, @Nullable String value, byte @Nullable [] salt, byte @Nullable [] kept) {

  /// The same, ready to be sealed.
  PersonalField salted(Supplier<byte[]> salts) {
    return isEmpty() ? this : new PersonalField(name, value, salts.get(), null);
  }

  /// What enters the chain; null when there was never a value. A value without its salt proves
  /// nothing and is committed to as it would be under no salt at all, which never matches.
  byte @Nullable [] commitment() {
    if (isEmpty()) {
      return kept;
    }
    return Commitment.of(salt == null ? new byte[Commitment.SALT_BYTES] : salt, name, text());
  }

  private boolean isEmpty() {
    return text().isEmpty();
  }

  private String text() {
    return value == null ? "" : value;
  }
}
