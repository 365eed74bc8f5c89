package dev.gatehouse.identity.sessions;

import dev.gatehouse.platform.storage.Tx;
import java.util.ArrayList;
import java.util.List;

final class CarriedSessionTable {

  /// Those that carry a session here, did until it ended, or were replaced.
  List<byte[]> known(Tx tx, List<byte[]> hashes) {
    List<byte[]> known =
        new ArrayList<>(
            tx.sql("SELECT session_token FROM user_sessions WHERE session_token IN (<hashes>)")
                .bindList("hashes", hashes)
                .list(row -> row.bytes("session_token")));
    known.addAll(
        tx.sql("SELECT token_hash FROM former_session_tokens WHERE token_hash IN (<hashes>)")
            .bindList("hashes", hashes)
            .list(row -> row.bytes("token_hash")));
    return known;
  }
}
