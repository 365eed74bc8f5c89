package dev.gatehouse.identity.directory;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds users.
///
/// Without a text the newest come first. With one, those whose email begins with it, in the order
/// of the addresses, and then those whose name does, in the order of the names: an index gives both
/// as they are, however many there are.
public final class Directory {
  private final DirectoryTable table = new DirectoryTable();
  private final Roles roles;

  public Directory(Roles roles) {
    this.roles = roles;
  }

  /// One page. It may be short, and even empty, while there is more to come: no page looks at more
  /// than [Page#EXAMINED] users.
  public Page<Entry> find(Tx tx, Search search, @Nullable Position from, int limit) {
    Keys keys = KeyOrder.of(tx, table, roles, search);
    return Page.fill(
        limit,
        from,
        (position, most) -> {
          List<Found> found = keys.after(position, most);
          List<UserId> ids =
              found.stream().filter(one -> one.mayPass(search)).map(Found::user).toList();
          Map<UserId, Entry> entries = entries(tx, ids);
          return found.stream().map(one -> row(search, one, entries.get(one.user()))).toList();
        });
  }

  public Optional<Entry> find(Tx tx, UserId id) {
    return Optional.ofNullable(entries(tx, List.of(id)).get(id));
  }

  public Optional<Entry> find(Tx tx, EmailAddress email) {
    return table.byEmail(tx, email.key()).flatMap(id -> find(tx, id));
  }

  /// The addresses of those of `ids` that there are.
  public Map<UserId, String> emails(Tx tx, List<UserId> ids) {
    return table.emails(tx, ids);
  }

  /// How many users there are. It looks at all of them.
  public Count count(Tx tx) {
    return table.count(tx);
  }

  private static Page.Row<Entry> row(Search search, Found found, @Nullable Entry entry) {
    boolean passes = found.mayPass(search) && entry != null && search.passes(entry);
    return new Page.Row<>(passes ? entry : null, found.position());
  }

  private Map<UserId, Entry> entries(Tx tx, List<UserId> ids) {
    Map<UserId, Entry> entries = table.entries(tx, ids);
    Map<UserId, List<String>> held = roles.of(tx, ids);
    entries.replaceAll((id, entry) -> entry.with(held.getOrDefault(id, List.of())));
    return entries;
  }

  public record Count(long all, long active) {}

  /// A user that a list leads to.
  ///
  /// @param isShownAlready whether an earlier list led there too
  record Found(DirectoryTable.Lead lead, int leg, boolean isShownAlready) {
    UserId user() {
      return lead.id();
    }

    Position position() {
      return lead.position(leg);
    }

    boolean mayPass(Search search) {
      return !isShownAlready && (lead.state() == null || search.passes(lead.state()));
    }
  }

  /// A list of users, or several in a row.
  interface Keys {
    List<Found> after(@Nullable Position position, int most);
  }
}
