package dev.gatehouse.identity.notices;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.mail.Letter;
import dev.gatehouse.platform.outbox.Outbox;
import dev.gatehouse.platform.storage.Tx;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// Tells users things by mail, in the transaction of what there is to tell: both happen, or
/// neither. Every link begins with `PUBLIC_URL`, whatever the request said.
public final class Notices {
  private final Outbox outbox;
  private final MailTemplates templates;
  private final Rules rules;

  public Notices(Outbox outbox, MailTemplates templates, Rules rules) {
    this.outbox = outbox;
    this.templates = templates;
    this.rules = rules;
  }

  /// Whether mails go anywhere. When they do not, [#send] does nothing, and what cannot be done
  /// without a mail has to be refused.
  public boolean areSent() {
    return rules.sent;
  }

  /// Tells the user of `account`.
  public void send(Tx tx, Account account, Notice notice) {
    if (EmailAddress.parse(account.email())
        instanceof EmailAddress.Parsed.Valid(EmailAddress email)) {
      send(tx, email, notice);
    }
  }

  /// Tells whoever reads the mail of `recipient`.
  public void send(Tx tx, EmailAddress recipient, Notice notice) {
    if (rules.sent) {
      outbox.put(tx, Letter.KIND, letter(recipient, notice).toPayload());
    }
  }

  private Letter letter(EmailAddress recipient, Notice notice) {
    Map<String, String> values = new HashMap<>(notice.values());
    values.put("brand", rules.brand);
    values.put("home", rules.publicUrl.toString());
    Secret token = notice.token();
    if (token != null) {
      values.put("link", link(notice.mail(), token));
    }
    return templates.letter(notice.mail(), recipient.mailbox(), values);
  }

  /// The token stands behind the `#`: that part of an address is never sent to a server, so it is
  /// in no access log and no `Referer`.
  private String link(Mail mail, Secret token) {
    return rules.publicUrl + String.valueOf(mail.page()) + "#token=" + token.reveal();
  }

  /// How the server speaks of itself.
  ///
  /// @param sent whether there is anywhere to send mails to
  /// @param publicUrl without a trailing slash
  public record Rules(boolean sent, URI publicUrl, String brand) {}
}
