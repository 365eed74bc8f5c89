package dev.gatehouse.app;

import dev.gatehouse.identity.passwords.HashSettings;
import dev.gatehouse.identity.passwords.PasswordPolicy;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.identity.tokens.KeyPolicy;
import dev.gatehouse.identity.tokens.RefreshRules;
import dev.gatehouse.identity.tokens.SigningAlgorithm;
import dev.gatehouse.platform.crypto.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Settings in the words of the features that they are for.
final class Wiring {
  private Wiring() {}

  static HashSettings.Algorithm algorithm(Settings settings) {
    return switch (settings.passwords().hash()) {
      case BCRYPT -> HashSettings.Algorithm.BCRYPT;
      case ARGON2ID -> HashSettings.Algorithm.ARGON2ID;
    };
  }

  static HashSettings hashing(Settings settings) {
    return new HashSettings(algorithm(settings), settings.passwords().bcryptRounds());
  }

  /// @param byPath what the contract asks for by itself
  static PasswordPolicy policy(Settings settings, PasswordPolicy byPath) {
    return switch (settings.passwords().policy()) {
      case BY_PATH -> byPath;
      case CLASSES -> PasswordPolicy.CLASSES;
      case LENGTH -> PasswordPolicy.LENGTH;
    };
  }

  static RefreshRules refreshRules(Settings settings) {
    Settings.Tokens tokens = settings.tokens();
    return new RefreshRules(
        tokens.lifetimes().refresh(),
        tokens.lifetimes().sessionMax(),
        tokens.refreshGrace(),
        tokens.refreshRecovery());
  }

  static AccessTokens.Rules accessRules(Settings settings) {
    return new AccessTokens.Rules(
        settings.http().publicUrl().toString(),
        settings.http().previousUrls().stream().map(Object::toString).toList(),
        settings.tokens().audience(),
        settings.tokens().lifetimes().access());
  }

  /// An old key is kept for as long as a token that it signed can still end a session.
  static KeyPolicy keyPolicy(Settings settings) {
    Settings.Lifetimes lifetimes = settings.tokens().lifetimes();
    Duration keep = lifetimes.access().plus(lifetimes.refresh());
    return switch (settings.tokens().algorithm()) {
      case HS256 -> KeyPolicy.configured(hs256Keys(settings.secrets()));
      case RS256 -> KeyPolicy.generated(SigningAlgorithm.RS256, keep);
      case ES256 -> KeyPolicy.generated(SigningAlgorithm.ES256, keep);
      case EDDSA -> KeyPolicy.generated(SigningAlgorithm.EDDSA, keep);
    };
  }

  private static List<Secret> hs256Keys(Settings.Secrets secrets) {
    List<Secret> keys = new ArrayList<>();
    keys.add(secrets.hs256Key());
    if (secrets.jwtSecret() == null) {
      keys.addAll(secrets.previous());
    }
    return keys;
  }
}
