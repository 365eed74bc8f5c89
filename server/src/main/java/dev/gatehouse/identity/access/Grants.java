package dev.gatehouse.identity.access;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Map;

/// Roles given by the hundred, inside the caller's unit of work.
public final class Grants {
  private final GrantTable table = new GrantTable();

  /// Gives each of these users, who hold none, their roles. A role that is not there is passed
  /// over.
  public void giveAll(Tx tx, Map<UserId, List<String>> roles) {
    table.insert(tx, roles);
  }
}
