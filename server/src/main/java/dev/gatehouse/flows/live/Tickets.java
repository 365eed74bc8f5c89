package dev.gatehouse.flows.live;

import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.tokens.Credentials;
import dev.gatehouse.identity.tokens.Standing;
import dev.gatehouse.identity.tokens.Standings;
import dev.gatehouse.platform.storage.Database;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tickets: each opens one socket, soon, in the name of the credential that it was asked with, and
/// for no longer than that.
public final class Tickets {
  private final Database database;
  private final Credentials credentials;
  private final OneTimeTokens tokens;
  private final Standings standings;

  public Tickets(
      Database database, Credentials credentials, OneTimeTokens tokens, Standings standings) {
    this.database = database;
    this.credentials = credentials;
    this.tokens = tokens;
    this.standings = standings;
  }

  /// A ticket for whoever presented `bearer`, which was accepted; empty when no session stands
  /// behind it.
  public Optional<String> issue(String bearer) {
    return credentials
        .standing(bearer)
        .map(standing ->
            database.write(tx ->
                tokens.issue(
                    tx, standing.user(), Purpose.SOCKET, standing.epoch(), subject(standing))));
  }

  /// For how long a ticket is good.
  public static long lifetimeSeconds() {
    return Purpose.SOCKET.lifetime().toSeconds();
  }

  /// Uses `ticket` up; what it was made for, while that still counts.
  Optional<Standing> redeem(String ticket) {
    return database.write(tx -> {
      OneTimeToken token = tokens.find(tx, ticket, Purpose.SOCKET).orElse(null);
      Standing standing = token == null ? null : standing(token);
      return token != null
              && standing != null
              && standings.counts(tx, standing)
              && tokens.use(tx, token)
          ? Optional.of(standing)
          : Optional.empty();
    });
  }

  private static String subject(Standing standing) {
    return "%s %s %d"
        .formatted(
            standing.session(),
            standing.generation() == null ? "-" : standing.generation(),
            standing.expiresAt().toEpochMilli());
  }

  private static @Nullable Standing standing(OneTimeToken token) {
    if (token.subject() == null) {
      return null;
    }
    String[] words = token.subject().split(" ", -1);
    return new Standing(
        token.user(),
        new SessionId(UUID.fromString(words[0])),
        token.epoch(),
        words[1].equals("-") ? null : Integer.valueOf(words[1]),
        Instant.ofEpochMilli(Long.parseLong(words[2])));
  }
}
