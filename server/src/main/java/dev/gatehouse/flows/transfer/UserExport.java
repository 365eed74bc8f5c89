package dev.gatehouse.flows.transfer;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.CarriedAccount;
import dev.gatehouse.identity.accounts.CarriedAccounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.storage.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes every user as a JSON line that [UserImport] takes, in the order of their ids: page by
/// page, so that neither the server nor the database holds them all. Who comes or goes meanwhile
/// may be in it or not. Password hashes go out only when they are asked for.
public final class UserExport {
  private static final int PAGE = 500;

  private final CarriedAccounts carried = new CarriedAccounts();
  private final Database database;
  private final Roles roles;
  private final Audit audit;

  public UserExport(Database database, Roles roles, Audit audit) {
    this.database = database;
    this.roles = roles;
    this.audit = audit;
  }

  /// Notes in the audit that the export begins. To be called before [#write].
  public void announce(boolean hashes, Carrier by) {
    AuditEvent event =
        AuditEvent.done(by.actor(), "users.export", null)
            .about(hashes ? "with password hashes" : "without password hashes");
    database.write(tx -> {
      audit.record(tx, event, by.client());
      return true;
    });
  }

  /// Writes all users; their number.
  public long write(OutputStream out, boolean hashes) throws IOException {
    long written = 0;
    UserId last = CarriedAccounts.BEFORE_FIRST;
    while (true) {
      Page page = page(last);
      for (CarriedAccount account : page.accounts) {
        out.write(line(account, page.roles, hashes));
        out.write('\n');
      }
      written += page.accounts.size();
      if (page.accounts.size() < PAGE) {
        return written;
      }
      last = page.accounts.getLast().id();
    }
  }

  private Page page(UserId after) {
    return database.read(tx -> {
      List<CarriedAccount> accounts = carried.page(tx, after, PAGE);
      return new Page(accounts, roles.of(tx, accounts.stream().map(CarriedAccount::id).toList()));
    });
  }

  private static byte[] line(
      CarriedAccount account, Map<UserId, List<String>> roles, boolean hashes) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("id", account.id().toString());
    line.put("email", account.email());
    line.put("name", account.name());
    if (hashes) {
      line.put("hashed_password", account.hashedPassword());
    }
    line.put("is_active", account.active());
    line.put("is_verified", account.verified());
    line.put("roles", roles.getOrDefault(account.id(), List.of()));
    line.put("created_at", account.createdAt());
    line.put("last_login", account.lastLogin());
    line.put("legacy_id", account.legacyId());
    line.put("metadata", metadata(account));
    return Json.write(line);
  }

  private static @Nullable JsonNode metadata(CarriedAccount account) {
    String text = account.metadata();
    return text != null
            && Json.read(text.getBytes(StandardCharsets.UTF_8))
                instanceof Json.Reading.Document(JsonNode root)
        ? root
        : null;
  }

  private record Page(List<CarriedAccount> accounts, Map<UserId, List<String>> roles) {}
}
