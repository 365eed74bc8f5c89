package dev.gatehouse.platform.storage;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ibatis.migration.Change;

/// What a database holds, for those who are about to change its schema.
public final class SchemaContents {
  private static final Pattern DROPPED =
      Pattern.compile("(?i)DROP TABLE (?:IF EXISTS )?(\\w+)|DELETE FROM (\\w+)");

  private SchemaContents() {}

  /// The names of the tables, in alphabetical order, whoever made them.
  public static Set<String> tables(Database database) {
    String query = MigrationLock.of(database.dialect()).tablesQuery();
    return database.read(tx -> new TreeSet<>(tx.sql(query).list(row -> row.text("name"))));
  }

  /// Whether a database with our tables has no user yet.
  public static boolean isUnused(Database database) {
    return count(database, "users") == 0;
  }

  /// The rows that a downgrade to `target` would delete, newest table first; tables without rows
  /// are left out.
  public static List<Loss> lossesBelow(Database database, int target) {
    MigrationScripts scripts = new MigrationScripts(database.dialect());
    Set<String> present = tables(database);
    List<Loss> losses = new ArrayList<>();
    for (Change change : scripts.getMigrations().reversed()) {
      if (change.getId().intValueExact() > target) {
        for (String table : dropped(scripts, change)) {
          if (present.remove(table)) {
            long rows = count(database, table);
            if (rows > 0) {
              losses.add(new Loss(table, rows));
            }
          }
        }
      }
    }
    return losses;
  }

  private static List<String> dropped(MigrationScripts scripts, Change change) {
    List<String> tables = new ArrayList<>();
    try (Reader undo = scripts.getScriptReader(change, true)) {
      Matcher matcher = DROPPED.matcher(undo.readAllAsString());
      while (matcher.find()) {
        tables.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tables;
  }

  private static long count(Database database, String table) {
    return database.read(
        tx -> tx.sql("SELECT COUNT(*) AS found FROM " + table).only(row -> row.number("found")));
  }

  /// Rows that would go.
  public record Loss(String table, long rows) {}
}
