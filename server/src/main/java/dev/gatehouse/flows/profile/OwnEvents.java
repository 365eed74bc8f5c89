package dev.gatehouse.flows.profile;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.audit.AuditSearch;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.platform.storage.Database;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What lately happened to one's account, as the audit has it.
public final class OwnEvents {
  /// As many are shown at once.
  public static final int MOST = 20;

  private static final Pattern ONES_OWN =
      Pattern.compile("^(?:session|passkey|mfa|password|email|apikey|account|profile)\\.");

  private final Database database;
  private final AuditLog audit;

  public OwnEvents(Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  /// The newest events of the account of `user`, the newest first: what was done to it, and what
  /// its owner did with it, but not what they did to others in some office. Those whose rows
  /// somebody has changed are left out: an administrator is told of them.
  public List<RecordedEvent> latest(UserId user) {
    String id = user.toString();
    return database.read(tx ->
        Stream.concat(
                audit.find(tx, AuditSearch.to(id, null), null, MOST).items().stream(),
                audit.find(tx, AuditSearch.by(id, null), null, MOST).items().stream()
                    .filter(event -> !id.equals(event.event().target()))
                    .filter(event -> !ApiKeys.isRevocationInOffice(event.event()))
                    .filter(event -> ONES_OWN.matcher(event.event().action()).find()))
            .filter(RecordedEvent::isWhole)
            .sorted(Comparator.comparing(RecordedEvent::at).reversed())
            .limit(MOST)
            .toList());
  }
}
