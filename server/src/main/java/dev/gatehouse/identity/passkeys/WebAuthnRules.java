package dev.gatehouse.identity.passkeys;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.BadAlgorithmException;
import com.webauthn4j.verifier.exception.BadBackupEligibleFlagException;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.BadTopOriginException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.IllegalBackupStateException;
import com.webauthn4j.verifier.exception.InconsistentClientDataTypeException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.NotAllowedAlgorithmException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import java.util.Set;
import java.util.stream.Collectors;

/// What both ceremonies are held to (WebAuthn sections 7.1 and 7.2), in the library's words.
final class WebAuthnRules {
  /// Reads CBOR and JSON. Its mappers are safe to share.
  static final ObjectConverter CONVERTER = new ObjectConverter();

  private final RelyingParty party;
  private final Set<Origin> origins;

  WebAuthnRules(RelyingParty party) {
    this.party = party;
    this.origins =
        party.origins().stream().map(Origin::new).collect(Collectors.toUnmodifiableSet());
  }

  ServerProperty expecting(byte[] challenge) {
    return ServerProperty.builder()
        .origins(origins)
        .rpId(party.id())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  /// The same without token binding, which Level 3 reserves and asks to be ignored.
  ///
  /// @throws CrossOriginException when a page of somebody else's had ours in a frame
  static CollectedClientData read(CollectedClientData stated) {
    if (Boolean.TRUE.equals(stated.getCrossOrigin()) || stated.getTopOrigin() != null) {
      throw new CrossOriginException("another origin's page");
    }
    return new CollectedClientData(
        stated.getType(), stated.getChallenge(), stated.getOrigin(), false, null);
  }

  /// Why an answer was refused, as the audit says it.
  ///
  /// @param fault what reading or checking the answer ended with. The library reports most of what
  ///   is wrong by its own exceptions; bytes from strangers find others too
  static String reason(RuntimeException fault) {
    return switch (fault) {
      case BadChallengeException _ -> "wrong_challenge";
      case BadOriginException _ -> "wrong_origin";
      case CrossOriginException _ -> "cross_origin";
      case BadTopOriginException _ -> "cross_origin";
      case BadRpIdException _ -> "wrong_relying_party";
      case InconsistentClientDataTypeException _ -> "wrong_type";
      case UserNotPresentException _ -> "user_not_present";
      case UserNotVerifiedException _ -> "user_not_verified";
      case NotAllowedAlgorithmException _ -> "wrong_algorithm";
      case BadAlgorithmException _ -> "wrong_algorithm";
      case BadSignatureException _ -> "wrong_signature";
      case MaliciousCounterValueException _ -> "sign_count_went_back";
      case BadBackupEligibleFlagException _ -> "backup_eligibility_changed";
      case IllegalBackupStateException _ -> "backup_state_impossible";
      case WebAuthnException _ -> "malformed_answer";
      default -> "unreadable_answer";
    };
  }
}
