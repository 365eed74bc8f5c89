package dev.gatehouse.identity.directory;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.directory.Directory.Found;
import dev.gatehouse.identity.directory.DirectoryTable.Lead;
import dev.gatehouse.identity.directory.DirectoryTable.Named;
import dev.gatehouse.identity.directory.DirectoryTable.Place;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The list that a search follows: the one whose index leads to the fewest users in vain.
final class KeyOrder {
  /// A role that so many hold or fewer is followed by its holders.
  private static final int FEW = 500;

  private static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final Comparator<Lead> NEWEST_FIRST =
      Comparator.comparing((Lead key) -> Instant.parse(key.sort()))
          .thenComparing(key -> key.id().toString())
          .reversed();
  private static final int EMAILS = 0;
  private static final int NAMES = 1;

  private KeyOrder() {}

  static Directory.Keys of(Tx tx, DirectoryTable table, Roles roles, Search search) {
    if (search.text() != null) {
      return byText(tx, table, search.text());
    }
    if (search.role() != null) {
      List<UserId> holders = roles.holders(tx, search.role(), FEW + 1);
      if (holders.size() <= FEW) {
        return byHolder(tx, table, holders);
      }
    }
    return search.asksForState()
        ? (from, most) -> found(table.byState(tx, search.states(), place(from), most), 0)
        : (from, most) -> found(table.byCreation(tx, place(from), most), 0);
  }

  private static Directory.Keys byHolder(Tx tx, DirectoryTable table, List<UserId> holders) {
    List<Lead> sorted =
        holders.isEmpty()
            ? List.of()
            : table.created(tx, holders).stream().sorted(NEWEST_FIRST).toList();
    return (from, most) -> {
      Place place = place(from);
      Lead last = new Lead(new UserId(place.position().id()), place.at().toString(), null);
      return found(
          sorted.stream()
              .filter(key -> from == null || NEWEST_FIRST.compare(key, last) > 0)
              .limit(most)
              .toList(),
          0);
    };
  }

  /// Two lists, one after the other.
  private static Directory.Keys byText(Tx tx, DirectoryTable table, String text) {
    String email = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String name = table.folded(tx, text);
    return (from, most) -> {
      List<Found> found = new ArrayList<>();
      if (from == null || from.leg() == EMAILS) {
        found.addAll(found(table.byEmail(tx, email, from == null ? "" : from.key(), most), EMAILS));
      }
      if (found.size() < most) {
        Position after =
            from != null && from.leg() == NAMES ? from : new Position(NAMES, name, Position.LOWEST);
        for (Named one : table.byName(tx, name, after, most - found.size())) {
          boolean isShownAlready = one.emailKey().startsWith(email);
          found.add(new Found(one.key(), NAMES, isShownAlready));
        }
      }
      return found;
    };
  }

  private static List<Found> found(List<Lead> keys, int leg) {
    return keys.stream().map(lead -> new Found(lead, leg, false)).toList();
  }

  private static Place place(@Nullable Position from) {
    return from == null
        ? new Place(FOREVER, new Position(0, "", Position.HIGHEST))
        : new Place(Instant.parse(from.key()), from);
  }
}
