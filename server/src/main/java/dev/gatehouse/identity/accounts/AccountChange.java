package dev.gatehouse.identity.accounts;

import org.jspecify.annotations.Nullable;

/// What is to be otherwise about an account; null leaves a thing as it is.
///
/// @param metadata a JSON document that [Metadata] takes
/// @param endsTokens whether all that was handed out at the present epoch is over with it
public record AccountChange(
    @Nullable String name,
    @Nullable Boolean active,
    @Nullable Boolean verified,
    @Nullable Long legacyId,
    @Nullable String metadata,
    boolean endsTokens) {

  /// Whether there is anything to do.
  public boolean isEmpty() {
    return name == null
        && active == null
        && verified == null
        && legacyId == null
        && metadata == null
        && !endsTokens;
  }
}
