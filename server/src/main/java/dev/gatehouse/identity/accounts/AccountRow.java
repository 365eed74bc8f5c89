package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.storage.Row;

/// The public columns of `users AS u`, for statements that join other tables to it.
public final class AccountRow {
  public static final String COLUMNS =
      "u.id, u.email, u.name, u.is_active, u.is_verified, u.mfa_enabled, u.auth_epoch, u.legacy_id,"
          + " u.created_at, u.last_login, u.password_change_required";

  private AccountRow() {}

  public static Account read(Row row) {
    return new Account(
        new UserId(row.uuid("id")),
        row.text("email"),
        row.textOrNull("name"),
        row.truth("is_active"),
        row.truth("is_verified"),
        row.truth("mfa_enabled"),
        row.number("auth_epoch"),
        row.numberOrNull("legacy_id"),
        row.instant("created_at"),
        row.instantOrNull("last_login"),
        row.truth("password_change_required"));
  }
}
