package dev.gatehouse.app;

import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.platform.crypto.Resealed;
import dev.gatehouse.platform.storage.Database;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Moves what was sealed under SECRET_KEY_PREVIOUS to SECRET_KEY, row by row, so that it may run
/// beside a server and be run again. What clients hold can't be moved, and runs out by itself.
public final class SecretReseal {
  private final Settings settings;

  public SecretReseal(Settings settings) {
    this.settings = settings;
  }

  /// Seals everything anew; what was done, and what has to be waited for, line by line.
  ///
  /// @throws OperationException when something is sealed under a secret that is not named
  public List<String> run() {
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      Database database = parts.database();
      Resealed keys = parts.signingKeys().reseal();
      Resealed factors = parts.totpSecrets().reseal(database);
      Resealed waiting = parts.outbox().reseal(database);
      Resealed others =
          AuditTrail.keys(parts).reseal(database).plus(Hooks.secrets(parts).reseal(database));
      int unreadable =
          keys.unreadable() + factors.unreadable() + waiting.unreadable() + others.unreadable();
      if (unreadable > 0) {
        throw new OperationException(
            "%d sealed values open under none of the secrets: name the missing one in SECRET_KEY_PREVIOUS."
                .formatted(unreadable));
      }
      Store.moveKeyCheck(database, parts.keyring());
      database.write(tx -> {
        parts
            .audit()
            .record(tx, AuditEvent.done(null, "secrets.reseal", null), Client.COMMAND_LINE);
        return true;
      });
      return report(parts, keys, factors);
    }
  }

  private List<String> report(Parts parts, Resealed keys, Resealed factors) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Sealed %d signing keys and %d second factors anew under the current secret."
            .formatted(keys.moved(), factors.moved()));
    RefreshTokens.Leftover left =
        parts.database().read(tx -> parts.refreshTokens().underOlderSecrets(tx));
    if (left.sessions() > 0) {
      lines.add(
          "%d live sessions hang on an older secret, the last until %s: keep SECRET_KEY_PREVIOUS until then, or they have to sign in again."
              .formatted(left.sessions(), left.until().truncatedTo(ChronoUnit.SECONDS)));
    } else if (settings.secrets().jwtSecret() == null
        && settings.tokens().algorithm() == TokenSettings.JwtAlgorithm.HS256) {
      lines.add(
          "Access tokens are signed with SECRET_KEY itself: keep SECRET_KEY_PREVIOUS for"
              + " ACCESS_TOKEN_EXPIRE_MINUTES more.");
    } else {
      lines.add("Nothing hangs on an older secret: SECRET_KEY_PREVIOUS can be removed.");
    }
    return lines;
  }
}
