package dev.gatehouse.flows.profile;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that is held about a user, in the words of the features that hold it. Secrets are no part of
/// it: what proves who somebody is is nobody's to read.
public final class OwnData {
  /// The most entries of one list.
  public static final int MOST = 10_000;

  private static final int PAGE = 500;

  private final Database database;
  private final Audit audit;
  private final List<Part> parts;

  /// @param parts what each feature holds
  public OwnData(Database database, Audit audit, List<Part> parts) {
    this.database = database;
    this.audit = audit;
    this.parts = List.copyOf(parts);
  }

  /// Gathers it, and writes down that it was.
  public Map<String, @Nullable Object> export(UserId user, Client client) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("exported_at", database.clock().instant());
    for (Part part : parts) {
      all.put(part.member, part.reader.read(user));
    }
    String id = user.toString();
    database.write(tx -> {
      audit.record(tx, AuditEvent.done(id, "profile.export", id), client);
      return true;
    });
    return all;
  }

  /// Every entry of a list that is read page by page, a short unit of work each, up to [#MOST].
  public static <T> List<T> all(Database database, Pages<T> pages) {
    List<T> all = new ArrayList<>();
    Position from = null;
    do {
      Position at = from;
      Page<T> page = database.read(tx -> pages.read(tx, at, PAGE));
      all.addAll(page.items());
      from = page.next();
    } while (from != null && all.size() < MOST);
    return all;
  }

  /// What one feature holds.
  ///
  /// @param member its name in the document
  public record Part(String member, Reader reader) {}

  /// Reads what is held about a user, as it is to be written. Null where there is nothing.
  @FunctionalInterface
  public interface Reader {
    @Nullable Object read(UserId user);
  }

  /// Gives one page of a list.
  @FunctionalInterface
  public interface Pages<T> {
    Page<T> read(Tx tx, @Nullable Position from, int limit);
  }
}
