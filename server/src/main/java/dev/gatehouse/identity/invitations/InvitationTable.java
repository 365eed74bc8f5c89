package dev.gatehouse.identity.invitations;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class InvitationTable {
  private static final String COLUMNS = "id, email, roles, invited_by, created_at, expires_at";

  void insert(Tx tx, Invitation invitation, byte[] hash) {
    tx.sql(
            """
            INSERT INTO invitations
              (id, email, roles, invited_by, token_hash, created_at, expires_at)
            VALUES (:id, :email, :roles, :by, :hash, :now, :expires)
            """)
        .bind("id", invitation.id())
        .bind("email", invitation.email())
        .bind("roles", String.join(" ", invitation.roles()))
        .bind("by", invitation.invitedBy() == null ? null : invitation.invitedBy().value())
        .bind("hash", hash)
        .bind("now", invitation.createdAt())
        .bind("expires", invitation.expiresAt())
        .update();
  }

  Optional<Invitation> find(Tx tx, byte[] hash, Instant now) {
    return tx.sql(
            "SELECT "
                + COLUMNS
                + " FROM invitations WHERE token_hash = :hash AND used_at IS NULL AND expires_at >"
                + " :now")
        .bind("hash", hash)
        .bind("now", now)
        .first(InvitationTable::invitation);
  }

  List<Invitation> newest(Tx tx, Instant now, int most) {
    return tx.sql(
            "SELECT "
                + COLUMNS
                + " FROM invitations WHERE used_at IS NULL AND expires_at > :now"
                + " ORDER BY id DESC LIMIT :most")
        .bind("now", now)
        .bind("most", most)
        .list(InvitationTable::invitation);
  }

  List<Invitation> givenBy(Tx tx, UserId user, int most) {
    return tx.sql(
            "SELECT "
                + COLUMNS
                + " FROM invitations WHERE invited_by = :user ORDER BY id DESC LIMIT :most")
        .bind("user", user.value())
        .bind("most", most)
        .list(InvitationTable::invitation);
  }

  List<Invitation> sentTo(Tx tx, String email, int most) {
    return tx.sql(
            "SELECT "
                + COLUMNS
                + " FROM invitations WHERE email = :email ORDER BY id DESC LIMIT :most")
        .bind("email", email)
        .bind("most", most)
        .list(InvitationTable::invitation);
  }

  boolean use(Tx tx, UUID id, Instant now) {
    return tx.sql(
                """
                UPDATE invitations SET used_at = :now
                WHERE id = :id AND used_at IS NULL AND expires_at > :now
                """)
            .bind("now", now)
            .bind("id", id)
            .update()
        == 1;
  }

  boolean delete(Tx tx, UUID id) {
    return tx.sql("DELETE FROM invitations WHERE id = :id AND used_at IS NULL")
            .bind("id", id)
            .update()
        == 1;
  }

  void deleteOpenTo(Tx tx, String email) {
    tx.sql("DELETE FROM invitations WHERE email = :email AND used_at IS NULL")
        .bind("email", email)
        .update();
  }

  void deleteOver(Tx tx, Instant now) {
    tx.sql("DELETE FROM invitations WHERE expires_at <= :now").bind("now", now).update();
  }

  private static Invitation invitation(Row row) {
    UUID by = row.uuidOrNull("invited_by");
    String roles = row.text("roles");
    return new Invitation(
        row.uuid("id"),
        row.text("email"),
        roles.isEmpty() ? List.of() : List.of(roles.split(" ")),
        by == null ? null : new UserId(by),
        row.instant("created_at"),
        row.instant("expires_at"));
  }
}
