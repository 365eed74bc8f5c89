package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at credentials again that were checked a while ago: whether what they rested on is still
/// there.
public final class Standings {
  /// The most that may be looked at in one statement.
  public static final int AT_ONCE = 500;

  private final StandingTable table = new StandingTable();
  private final Clock clock;

  public Standings(Clock clock) {
    this.clock = clock;
  }

  /// Those of `standings` that count no more, as the database has it now.
  ///
  /// @param standings [#AT_ONCE] at most
  public List<Standing> fallen(Tx tx, Collection<Standing> standings) {
    List<SessionId> sessions = standings.stream().map(Standing::session).distinct().toList();
    Map<SessionId, StandingTable.Ground> grounds =
        table.find(tx, sessions).stream()
            .collect(Collectors.toMap(StandingTable.Ground::session, Function.identity()));
    Instant now = clock.instant();
    return standings.stream()
        .filter(standing -> !counts(standing, grounds.get(standing.session()), now))
        .toList();
  }

  /// Whether `standing` counts, as the database has it now.
  public boolean counts(Tx tx, Standing standing) {
    return fallen(tx, List.of(standing)).isEmpty();
  }

  private static boolean counts(
      Standing standing, StandingTable.@Nullable Ground ground, Instant now) {
    if (ground == null
        || !ground.user().equals(standing.user())
        || !now.isBefore(ground.expiresAt())
        || !now.isBefore(standing.expiresAt())) {
      return false;
    }
    return standing.generation() == null
        ? standing.epoch() >= ground.epoch()
        : standing.generation() >= ground.generation();
  }
}
