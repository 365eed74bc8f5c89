package dev.gatehouse.flows.transfer.legacy;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.sessions.CarriedSessions;
import dev.gatehouse.identity.sessions.Session;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.SessionToken;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.ForeignDatabase;
import dev.gatehouse.platform.storage.ForeignRow;
import dev.gatehouse.platform.storage.Tx;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Carries live sessions of the kind `sessions`, whose tokens go on to open them: nobody has to
/// sign in again. Of the token only the digest is kept. They begin anew here: the longest life of a
/// session counts from now.
///
/// Whoever has changed their password here, or was deactivated, since an earlier run gets none: it
/// would open again what they closed.
public final class LegacySessions {
  private static final List<String> COLUMNS =
      List.of(
          "id", "session_token", "user_id", "is_active", "expires_at", "ip_address", "user_agent");
  private static final int BATCH = 250;
  private static final int LONGEST_AGENT = 512;
  private static final String METHODS = AuthMethods.of(AuthMethods.PASSWORD, AuthMethods.CARRIED);

  private final CarriedSessions carried = new CarriedSessions();
  private final Database database;
  private final Parts parts;

  public LegacySessions(Database database, Parts parts) {
    this.database = database;
    this.parts = parts;
  }

  /// Carries the live sessions of these users; how many.
  long carry(ForeignDatabase source, Map<Long, UserId> users, Consumer<String> say) {
    Instant now = database.clock().instant();
    List<Live> batch = new ArrayList<>();
    long[] count = {0};
    source.each(
        "user_sessions",
        COLUMNS,
        row -> {
          read(row, users, now, say).ifPresent(batch::add);
          if (batch.size() == BATCH) {
            count[0] += store(batch);
          }
        });
    count[0] += store(batch);
    return count[0];
  }

  private Optional<Live> read(
      ForeignRow row, Map<Long, UserId> users, Instant now, Consumer<String> say) {
    Optional<Instant> end = row.instant("expires_at").filter(now::isBefore);
    Optional<UserId> user = row.number("user_id").map(users::get);
    if (!row.truth("is_active", false) || end.isEmpty() || user.isEmpty()) {
      return Optional.empty();
    }
    Optional<SessionToken> token =
        row.uuid("session_token").flatMap(uuid -> SessionToken.parse(uuid.toString()));
    if (token.isEmpty()) {
      say.accept(
          "Skipped: session %d has a token that is no v4 UUID."
              .formatted(row.number("id").orElse(0L)));
      return Optional.empty();
    }
    Client client = new Client(address(row), agent(row), "");
    return Optional.of(new Live(user.get(), token.get(), now, capped(end.get(), now), client));
  }

  /// No session lives longer than one that begins now may.
  private Instant capped(Instant end, Instant now) {
    Duration longest = parts.refreshTokens.rules(Carriage.SESSION_TOKEN).sessionMax();
    return longest == null || end.isBefore(now.plus(longest)) ? end : now.plus(longest);
  }

  private long store(List<Live> batch) {
    List<Live> sessions = List.copyOf(batch);
    batch.clear();
    return sessions.isEmpty() ? 0 : database.write(tx -> store(tx, sessions));
  }

  private long store(Tx tx, List<Live> batch) {
    Set<SessionToken> known = carried.known(tx, batch.stream().map(Live::token).toList());
    Map<UserId, Optional<Account>> accounts = new HashMap<>();
    long stored = 0;
    for (Live live : batch) {
      Optional<Account> account =
          accounts
              .computeIfAbsent(live.user, id -> parts.accounts.find(tx, id))
              .filter(found -> found.isActive() && found.authEpoch() == 0);
      if (account.isPresent() && !known.contains(live.token)) {
        start(tx, live, account.get());
        stored++;
      }
    }
    return stored;
  }

  private void start(Tx tx, Live live, Account account) {
    Session session =
        new Session(new SessionId(parts.random.uuid()), live.user, live.begun, live.end);
    RefreshTokens.Prepared carrier =
        parts.refreshTokens.prepare(
            session, Carriage.SESSION_TOKEN, account.authEpoch(), live.client);
    parts.sessions.start(tx, session, live.token, live.client, METHODS);
    parts.refreshTokens.store(tx, carrier);
  }

  private static String address(ForeignRow row) {
    String text = row.text("ip_address").orElse("").strip();
    try {
      return InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String agent(ForeignRow row) {
    String text = row.text("user_agent").orElse("").replaceAll("\\p{Cntrl}", " ");
    return text.codePointCount(0, text.length()) <= LONGEST_AGENT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_AGENT));
  }

  private record Live(UserId user, SessionToken token, Instant begun, Instant end, Client client) {}

  /// The features that a carried session joins.
  public record Parts(
      Accounts accounts, Sessions sessions, RefreshTokens refreshTokens, Randomness random) {}
}
