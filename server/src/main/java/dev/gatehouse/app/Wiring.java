package dev.gatehouse.app;

import dev.gatehouse.contracts.Csrf;
import dev.gatehouse.contracts.auth.AuthContract;
import dev.gatehouse.flows.signup.Admission;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.HashSettings;
import dev.gatehouse.identity.passwords.PasswordPolicy;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.identity.tokens.KeyPolicy;
import dev.gatehouse.identity.tokens.RefreshRules;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.identity.tokens.SigningAlgorithm;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.outbound.OutboundRules;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Settings in the words of the features that they are for.
final class Wiring {
  private Wiring() {}

  static HashSettings.Algorithm algorithm(Settings settings) {
    return switch (settings.passwords().hash()) {
      case BCRYPT -> HashSettings.Algorithm.BCRYPT;
      case ARGON2ID -> HashSettings.Algorithm.ARGON2ID;
    };
  }

  /// A quarter of the queue is for known devices.
  static HashPool hashPool(Settings settings) {
    int queue = settings.passwords().hashQueue();
    return new HashPool(settings.passwords().hashThreads(), queue - queue / 4, queue / 4);
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

  /// An opaque token that was replaced is forgiven for the grace alone: whether its successor was
  /// ever used is not known, as it is not a call of its own that would tell.
  static RefreshTokens.Rules refreshRules(Settings settings) {
    TokenSettings tokens = settings.tokens();
    TokenSettings.Lifetimes lifetimes = tokens.lifetimes();
    return new RefreshTokens.Rules(
        new RefreshRules(
            lifetimes.refresh(),
            lifetimes.sessionMax(),
            tokens.refreshGrace(),
            tokens.refreshRecovery()),
        new RefreshRules(
            lifetimes.session(),
            lifetimes.sessionMax(),
            tokens.refreshGrace(),
            tokens.refreshGrace()));
  }

  static Admission admission(Settings settings) {
    ContractSettings.Registration registration = settings.contracts().registration();
    Admission.Mode mode =
        switch (registration.mode()) {
          case OPEN -> Admission.Mode.OPEN;
          case INVITE -> Admission.Mode.INVITE;
          case CLOSED -> Admission.Mode.CLOSED;
        };
    return new Admission(mode, registration.domains());
  }

  static OutboundRules outbound(Settings settings) {
    return new OutboundRules(settings.outbound().plainHttp(), settings.outbound().allowed());
  }

  /// Of the pages that may speak in a user's name.
  static Set<String> origins(Settings settings) {
    Set<String> origins = new LinkedHashSet<>(settings.http().corsOrigins());
    URI publicUrl = settings.http().publicUrl();
    origins.add(publicUrl.getScheme() + "://" + publicUrl.getRawAuthority());
    return origins;
  }

  static Csrf.Rules csrf(Settings settings) {
    return new Csrf.Rules(
        settings.contracts().csrf(), settings.contracts().csrfStrict(), origins(settings));
  }

  static AuthContract.Choices choices(Settings settings) {
    ContractSettings contracts = settings.contracts();
    return new AuthContract.Choices(
        switch (contracts.authMode()) {
          case JWT -> Carriage.TOKEN_PAIR;
          case SESSION -> Carriage.SESSION_TOKEN;
        },
        contracts.cookies() ? settings.tokens().lifetimes().refresh() : null,
        contracts.registration().mode().name().toLowerCase(Locale.ROOT),
        settings.mail().brand());
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
    TokenSettings.Lifetimes lifetimes = settings.tokens().lifetimes();
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
