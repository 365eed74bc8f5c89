package dev.gatehouse.identity.sessions;

import dev.gatehouse.platform.storage.Tx;
import java.util.List;

final class CarriedSessionTable {

  List<byte[]> known(Tx tx, List<byte[]> hashes) {
    return tx.sql("SELECT session_token FROM user_sessions WHERE session_token IN (<hashes>)")
        .bindList("hashes", hashes)
        .list(row -> row.bytes("session_token"));
  }
}
