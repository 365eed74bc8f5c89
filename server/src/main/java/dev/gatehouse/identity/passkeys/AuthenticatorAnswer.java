package dev.gatehouse.identity.passkeys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a browser brings back from an authenticator, decoded and no more: nothing in it is believed
/// yet.
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
public sealed interface AuthenticatorAnswer {
  /// The credential id that the browser states.
  byte[] credentialId();

  /// A new key (`RegistrationResponseJSON`).
  record Created(
      byte[] credentialId, byte[] clientData, byte[] attestationObject, List<String> transports)
      implements AuthenticatorAnswer {
    public Created {
      transports = List.copyOf(transports);
    }
  }

  /// A signature by a key there is (`AuthenticationResponseJSON`).
  ///
  /// @param userHandle null from authenticators that were told whose keys are asked for
  record Signed(
      byte[] credentialId,
      byte[] clientData,
      byte[] authenticatorData,
      byte[] signature,
      byte @Nullable [] userHandle)
      implements AuthenticatorAnswer {}
}
