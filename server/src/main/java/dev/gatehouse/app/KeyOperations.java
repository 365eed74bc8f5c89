package dev.gatehouse.app;

import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.Denial;
import dev.gatehouse.flows.administration.KeyAdministration;
import dev.gatehouse.flows.administration.Outcome;
import dev.gatehouse.identity.tokens.SigningKey;
import dev.gatehouse.identity.tokens.SigningKeys;
import java.util.List;

/// The signing keys in the hands of an operator. A running server learns of it within the bound.
public final class KeyOperations {
  private final Settings settings;

  public KeyOperations(Settings settings) {
    this.settings = settings;
  }

  /// Every generated key there ever was, the one that signs last first.
  public List<SigningKeys.Listed> list() {
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      return parts.signingKeys().listed();
    }
  }

  /// Whether tokens are signed under a configured secret, of which there is nothing to list.
  public boolean isConfigured() {
    return settings.tokens().algorithm() == TokenSettings.JwtAlgorithm.HS256;
  }

  /// Makes a new key. The one in use goes on to sign until the new one has been published for long
  /// enough, and to verify for as long as what it signed matters; a compromised one does neither
  /// from now on.
  ///
  /// @throws OperationException with HS256, whose key is in the configuration
  public SigningKey rotate(boolean compromised) {
    if (isConfigured()) {
      throw new OperationException(
          "Access tokens are signed with HS256: change %s and start the servers again."
              .formatted(settings.secrets().jwtSecret() == null ? "SECRET_KEY" : "JWT_SECRET_KEY"));
    }
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      SigningKeys keys = parts.signingKeys();
      keys.open();
      return switch (new KeyAdministration(keys, parts.audit())
          .rotate(Actor.COMMAND_LINE, compromised)) {
        case Outcome.Done<SigningKey>(SigningKey made) -> made;
        case Outcome.Denied<SigningKey>(Denial denial) ->
            throw new IllegalStateException(denial.code());
      };
    }
  }
}
