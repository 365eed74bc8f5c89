package dev.gatehouse.identity.passkeys;

import java.util.List;
import java.util.UUID;

/// What is known of an authenticator's key: the credential record of WebAuthn section 4.
///
/// @param id the authenticator's own name for it, at most 1023 bytes
/// @param publicKey a COSE key (RFC 9052 section 7)
/// @param userHandle what the authenticator knows the user by: 32 random bytes
/// @param signCount how often it signed, as it last said; 0 from those that do not count
/// @param transports how browsers may reach it
/// @param backupEligible whether the key may leave its device; never changes
/// @param backedUp whether it has
/// @param aaguid the make of the authenticator, as it says itself: nobody vouches for it
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
public record PasskeyCredential(
    byte[] id,
    byte[] publicKey,
    byte[] userHandle,
    long signCount,
    List<String> transports,
    boolean backupEligible,
    boolean backedUp,
    UUID aaguid) {
  public PasskeyCredential {
    transports = List.copyOf(transports);
  }

  @Override
  public String toString() {
    return "PasskeyCredential[" + aaguid + "]";
  }
}
