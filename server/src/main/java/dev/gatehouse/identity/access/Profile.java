package dev.gatehouse.identity.access;

import dev.gatehouse.identity.accounts.Account;
import java.util.List;

/// An account and the names of the roles it holds, in alphabetical order.
public record Profile(Account account, List<String> roles) {
  public boolean isAdmin() {
    return roles.contains(Roles.ADMIN);
  }
}
