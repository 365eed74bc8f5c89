package dev.gatehouse.platform.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.ibatis.migration.Change;
import org.apache.ibatis.migration.MigrationLoader;
import org.apache.ibatis.migration.MigrationReader;
import org.jspecify.annotations.Nullable;

/// The migrations of one dialect, from the class path: `db/migrations/index` names them in order,
/// `db/migrations/<dialect>/NNN_name.sql` holds them.
final class MigrationScripts implements MigrationLoader {
  private static final String FOLDER = "/db/migrations/";

  private final Dialect dialect;
  private final List<String> names;

  MigrationScripts(Dialect dialect) {
    this.dialect = dialect;
    try (BufferedReader index =
        new BufferedReader(new InputStreamReader(open("index"), StandardCharsets.UTF_8))) {
      this.names = index.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `NNN_name`, oldest first.
  List<String> names() {
    return names;
  }

  /// `NNN`, oldest first.
  List<String> ids() {
    return names.stream().map(MigrationScripts::id).toList();
  }

  static String id(String name) {
    return name.substring(0, name.indexOf('_'));
  }

  @Override
  public List<Change> getMigrations() {
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      String description = name.substring(name.indexOf('_') + 1).replace('_', ' ');
      Change change = new Change(new BigDecimal(id(name)), null, description);
      change.setFilename(name + ".sql");
      changes.add(change);
    }
    return changes;
  }

  @Override
  public Reader getScriptReader(Change change, boolean undo) {
    InputStream script = open(dialect.name() + "/" + change.getFilename());
    return new MigrationReader(script, StandardCharsets.UTF_8.name(), undo, new Properties());
  }

  @Override
  public @Nullable Reader getBootstrapReader() {
    return null;
  }

  @Override
  public @Nullable Reader getOnAbortReader() {
    return null;
  }

  private static InputStream open(String name) {
    InputStream resource = MigrationScripts.class.getResourceAsStream(FOLDER + name);
    if (resource == null) {
      throw new IllegalStateException("the program lacks its file " + FOLDER + name);
    }
    return resource;
  }
}
