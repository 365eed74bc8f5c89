package dev.gatehouse.identity.passkeys;

import java.util.Set;

/// Whom passkeys are for.
///
/// @param id the domain that they are bound to
/// @param name what authenticators show
/// @param origins the pages that may ask for them, as browsers write origins
public record RelyingParty(String id, String name, Set<String> origins) {
  public RelyingParty {
    origins = Set.copyOf(origins);
  }
}
