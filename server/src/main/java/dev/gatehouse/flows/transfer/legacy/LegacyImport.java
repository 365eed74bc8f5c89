package dev.gatehouse.flows.transfer.legacy;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.storage.ForeignDatabase;
import dev.gatehouse.platform.storage.StorageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries the users of an old backend over, as its database has them: passwords, roles, second
/// factors, and live sessions where the kind has them.
///
/// The old database is read twice: once to see what there is and to say so, once to carry it, a few
/// hundred users a transaction. Whom an earlier run carried is known by id and left alone, whatever
/// has changed here since.
public final class LegacyImport {
  private static final int BATCH = 250;

  private final ForeignDatabase source;
  private final LegacyKind kind;
  private final LegacyBatch batches;
  private final LegacyBatch.Parts parts;
  private final LegacySessions sessions;
  private final LegacyUserReader reader;

  public LegacyImport(
      ForeignDatabase source, LegacyKind kind, LegacyBatch.Parts parts, LegacySessions sessions) {
    this.source = source;
    this.kind = kind;
    this.parts = parts;
    this.sessions = sessions;
    this.batches = new LegacyBatch(parts);
    this.reader = new LegacyUserReader(kind, parts.passwords());
  }

  /// What is missing for this to be a database of that kind; null when it can be read.
  public @Nullable String refusal() {
    Set<String> columns = source.columns("users");
    if (columns.isEmpty()) {
      return "The old database has no table users.";
    }
    Set<String> missing = new TreeSet<>(kind.needed());
    missing.removeAll(columns);
    if (!missing.isEmpty()) {
      return "The table users lacks the columns %s: is it of another kind than %s?"
          .formatted(String.join(", ", missing), kind.code());
    }
    return kind == LegacyKind.SESSIONS && source.columns("user_sessions").isEmpty()
        ? "The old database has no table user_sessions: is it of another kind than sessions?"
        : null;
  }

  private List<String> columns() {
    Set<String> present = source.columns("users");
    return kind.columns().stream().filter(present::contains).toList();
  }

  /// Reads what there is, says what would be done, and does it unless it is a rehearsal.
  ///
  /// @param newest whether of several users of one mailbox the newest is carried
  /// @param carried is told every pair of old and new id
  public LegacyReport run(
      boolean rehearsal, boolean newest, Consumer<String> say, Consumer<Pair> carried) {
    LegacyRoles roles = LegacyRoles.of(source, kind);
    LegacySurvey survey = LegacySurvey.of(source, columns(), reader, roles);
    plan(survey, roles, newest).forEach(say);
    if (rehearsal) {
      say.accept("Nothing was changed: this was a rehearsal.");
      return new LegacyReport(unsettled(survey, newest), 0, 0, 0);
    }
    batches.makeRoles(roles);
    Totals totals = new Totals();
    Set<String> left = survey.left(newest);
    List<LegacyUser> batch = new ArrayList<>();
    source.each(
        "users",
        columns(),
        row -> {
          if (reader.read(row) instanceof LegacyUser.Reading.Read(LegacyUser user, var _)
              && !left.contains(user.oldId())) {
            batch.add(user);
          }
          if (batch.size() == BATCH) {
            store(batch, roles, totals, say, carried);
          }
        });
    store(batch, roles, totals, say, carried);
    finish(totals, say);
    if (kind == LegacyKind.SESSIONS) {
      say.accept("Carried %d live sessions.".formatted(sessions.carry(source, totals.users, say)));
    }
    return new LegacyReport(unsettled(survey, newest), totals.created, totals.known, totals.taken);
  }

  private void store(
      List<LegacyUser> batch,
      LegacyRoles roles,
      Totals totals,
      Consumer<String> say,
      Consumer<Pair> carried) {
    for (LegacyBatch.Fate fate : fates(List.copyOf(batch), roles)) {
      switch (fate) {
        case LegacyBatch.Fate.Created(LegacyUser user) -> {
          totals.created++;
          totals.remember(user);
          carried.accept(new Pair(user.oldId(), user.id().toString()));
        }
        case LegacyBatch.Fate.CarriedBefore(LegacyUser user) -> {
          totals.known++;
          totals.remember(user);
          carried.accept(new Pair(user.oldId(), user.id().toString()));
        }
        case LegacyBatch.Fate.Taken(LegacyUser user) -> {
          totals.taken++;
          say.accept(
              "Skipped: user %s (%s) has an account here that was not carried over."
                  .formatted(user.oldId(), user.address().value()));
        }
      }
    }
    batch.clear();
  }

  /// Somebody else may register in the same moment: then one by one.
  private List<LegacyBatch.Fate> fates(List<LegacyUser> users, LegacyRoles roles) {
    try {
      return batches.store(users, roles);
    } catch (StorageException.UniqueViolation e) {
      List<LegacyBatch.Fate> fates = new ArrayList<>();
      users.forEach(user -> fates.addAll(batches.store(List.of(user), roles)));
      return fates;
    }
  }

  private void finish(Totals totals, Consumer<String> say) {
    say.accept(
        "Carried %d users; %d had been carried before; %d have an account of their own here."
            .formatted(totals.created, totals.known, totals.taken));
    AuditEvent event =
        AuditEvent.done(null, "users.import_legacy", null)
            .about("%s: created %d, known %d".formatted(kind.code(), totals.created, totals.known));
    parts
        .database()
        .write(tx -> {
          parts.audit().record(tx, event, Client.COMMAND_LINE);
          return true;
        });
  }

  private List<String> plan(LegacySurvey survey, LegacyRoles roles, boolean newest) {
    List<String> lines = new ArrayList<>();
    lines.add("Found in the old database (%s):".formatted(kind.code()));
    survey.numbers().forEach((what, number) -> lines.add("  %8d %s".formatted(number, what)));
    if (!roles.named().isEmpty()) {
      lines.add("Roles: " + String.join(", ", roles.named().keySet()) + ".");
    }
    Set<String> ignored = new TreeSet<>(source.columns("users"));
    ignored.removeAll(kind.columns());
    if (!ignored.isEmpty()) {
      lines.add("Columns of users that mean nothing here: " + shown(ignored) + ".");
    }
    lines.addAll(survey.remarks());
    survey.conflicts().values().forEach(group -> lines.add(conflict(group, newest)));
    if (kind == LegacyKind.FLASK && !source.columns("refresh_tokens").isEmpty()) {
      lines.add(
          "%d live refresh tokens are not carried, for they are signed under the old key: whoever"
                  .formatted(liveRefreshTokens())
              + " holds one has to sign in again.");
    }
    return lines;
  }

  private static String conflict(List<LegacySurvey.Seen> group, boolean newest) {
    String who =
        String.join(
            ", ", group.stream().map(seen -> seen.oldId() + " (" + seen.email() + ")").toList());
    return newest
        ? "One mailbox: users %s; the newest is carried.".formatted(who)
        : "One mailbox: users %s; none is carried.".formatted(who);
  }

  private static String shown(Set<String> names) {
    return String.join(", ", names).replaceAll("[^\\p{Print}]", "?");
  }

  private long liveRefreshTokens() {
    long[] count = {0};
    var now = parts.database().clock().instant();
    if (source.columns("refresh_tokens").containsAll(Set.of("id", "revoked", "expires_at"))) {
      source.each(
          "refresh_tokens",
          List.of("id", "revoked", "expires_at"),
          row -> {
            boolean live = row.instant("expires_at").filter(now::isBefore).isPresent();
            count[0] += live && !row.truth("revoked", true) ? 1 : 0;
          });
    }
    return count[0];
  }

  private static boolean unsettled(LegacySurvey survey, boolean newest) {
    return !newest && !survey.conflicts().isEmpty();
  }

  /// An old id and the one it has become.
  public record Pair(String oldId, String id) {}

  private static final class Totals {
    private long created;
    private long known;
    private long taken;

    /// Who a session may belong to, by integer id.
    private final Map<Long, UserId> users = new HashMap<>();

    void remember(LegacyUser user) {
      if (user.legacyId() != null) {
        users.put(user.legacyId(), user.id());
      }
    }
  }
}
