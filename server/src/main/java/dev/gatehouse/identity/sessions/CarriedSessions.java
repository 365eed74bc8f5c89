package dev.gatehouse.identity.sessions;

import dev.gatehouse.platform.storage.Tx;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/// Sessions that another backend began and that go on here.
public final class CarriedSessions {
  private final CarriedSessionTable table = new CarriedSessionTable();

  /// Those of these tokens that carry a session here, or did.
  public Set<SessionToken> known(Tx tx, Collection<SessionToken> tokens) {
    if (tokens.isEmpty()) {
      return Set.of();
    }
    HexFormat hex = HexFormat.of();
    Set<String> stored =
        table.known(tx, tokens.stream().map(SessionToken::hash).toList()).stream()
            .map(hex::formatHex)
            .collect(Collectors.toSet());
    return tokens.stream()
        .filter(token -> stored.contains(hex.formatHex(token.hash())))
        .collect(Collectors.toSet());
  }
}
