package dev.gatehouse.app;

import dev.gatehouse.flows.profile.OwnData;
import dev.gatehouse.flows.profile.OwnData.Part;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.KeptAddresses;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.invitations.Invitation;
import dev.gatehouse.identity.invitations.Invitations;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.platform.mail.Letter;
import dev.gatehouse.platform.storage.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is held about what passed between a user and the server by mail: parts of `GET
/// /api/auth/me/export`. Subjects and times, and never what a link or a token says.
final class Correspondence {
  private final Parts parts;
  private final Database database;
  private final Invitations invitations;
  private final KeptAddresses kept = new KeptAddresses();

  private Correspondence(Parts parts) {
    this.parts = parts;
    this.database = parts.database();
    this.invitations = new Invitations(parts.random(), database.clock());
  }

  static List<Part> parts(Parts parts) {
    Correspondence held = new Correspondence(parts);
    return List.of(
        new Part("new_email", held::newEmail),
        new Part("kept_addresses", held::keptAddresses),
        new Part("mails_waiting", held::mailsWaiting),
        new Part("one_time_tokens", held::tokens),
        new Part("invitations_given", held::invitationsGiven),
        new Part("invitations_received", held::invitationsReceived));
  }

  /// The address that waits to be confirmed.
  private @Nullable Object newEmail(UserId user) {
    return database
        .read(tx -> parts.oneTimeTokens().newestOf(tx, user, Purpose.CHANGE_EMAIL))
        .map(OneTimeToken::subject)
        .orElse(null);
  }

  private Object keptAddresses(UserId user) {
    return database.read(tx -> kept.of(tx, user, database.clock().instant()));
  }

  private Object mailsWaiting(UserId user) {
    List<Map<String, @Nullable Object>> waiting = new ArrayList<>();
    String own = address(user).map(EmailAddress::mailbox).orElse("");
    parts
        .outbox()
        .look(
            database,
            Letter.KIND,
            (payload, putAt) -> {
              Letter letter = Letter.ofPayload(payload);
              if (letter.to().equals(own) && waiting.size() < OwnData.MOST) {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                all.put("subject", letter.subject());
                all.put("created_at", putAt);
                waiting.add(all);
              }
            });
    return waiting;
  }

  private Object tokens(UserId user) {
    return database.read(tx -> parts.oneTimeTokens().of(tx, user, OwnData.MOST)).stream()
        .map(Correspondence::token)
        .toList();
  }

  private static Map<String, @Nullable Object> token(OneTimeTokens.Given given) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("purpose", given.purpose());
    all.put("created_at", given.createdAt());
    all.put("expires_at", given.expiresAt());
    all.put("used_at", given.usedAt());
    return all;
  }

  private Object invitationsGiven(UserId user) {
    return shown(database.read(tx -> invitations.givenBy(tx, user, OwnData.MOST)), true);
  }

  /// Who gave them is somebody else's affair.
  private Object invitationsReceived(UserId user) {
    String email = address(user).map(EmailAddress::value).orElse("");
    return shown(database.read(tx -> invitations.sentTo(tx, email, OwnData.MOST)), false);
  }

  private static List<Map<String, @Nullable Object>> shown(List<Invitation> found, boolean given) {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (Invitation invitation : found) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      if (given) {
        all.put("email", invitation.email());
      }
      all.put("roles", invitation.roles());
      all.put("created_at", invitation.createdAt());
      all.put("expires_at", invitation.expiresAt());
      shown.add(all);
    }
    return shown;
  }

  private Optional<EmailAddress> address(UserId user) {
    String email =
        database.read(tx -> parts.accounts().find(tx, user)).map(Account::email).orElse("");
    return EmailAddress.parse(email) instanceof EmailAddress.Parsed.Valid(EmailAddress address)
        ? Optional.of(address)
        : Optional.empty();
  }
}
