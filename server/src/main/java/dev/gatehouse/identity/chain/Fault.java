package dev.gatehouse.identity.chain;

import org.jspecify.annotations.Nullable;

/// What is wrong with the chain.
///
/// @param position the first that is; null when what is wrong is no event
/// @param sentence for people
public record Fault(@Nullable Long position, String sentence) {
  static Fault at(long position, String sentence) {
    return new Fault(position, sentence);
  }

  static Fault missing(long position) {
    return at(position, "The event at position %d is missing.".formatted(position));
  }

  static Fault unreadable() {
    return new Fault(
        null,
        "There is an event without a seal whose id or time can't be read: it can't be sealed, and"
            + " the server did not write it.");
  }

  static Fault ofCheckpoint(String sentence) {
    return new Fault(null, sentence);
  }
}
