package dev.gatehouse.app;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.platform.storage.Migrations;
import dev.gatehouse.platform.storage.SchemaException;
import dev.gatehouse.platform.storage.ServerState;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.TableCopy;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Opens the database that the configuration names, and sees that it is ours and up to date.
public final class Store {
  private static final String KEY_CHECK = "key_check";
  private static final Duration ROLE_NEWS_KEPT = Duration.ofHours(1);

  private Store() {}

  /// The database for `serve`: migrated when the configuration allows it, otherwise refused when
  /// its schema is old.
  ///
  /// @throws SchemaException when it is old, newer or not ours
  /// @throws ConfigException when it was made under another secret
  public static Database openForServing(Settings settings) {
    Database database = Database.open(settings.database());
    try {
      Migrations migrations = new Migrations(database);
      migrations.requireOurs();
      if (settings.migrateOnStart()) {
        migrate(database, migrations);
      } else {
        migrations.requireCurrent();
      }
      requireWhole(database);
      checkKey(database, settings);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// The database for a command that changes the schema. An SQLite file that is not there is not
  /// made.
  ///
  /// @throws OperationException when there is no database yet
  public static Database openExisting(Settings settings) {
    if (settings.database().target() instanceof SqliteFile(Path file) && !Files.exists(file)) {
      throw new OperationException(
          "There is no database %s: make it with `gatehouse db init`.".formatted(file));
    }
    return open(settings);
  }

  /// The database, which is made where it is an SQLite file that is not there.
  ///
  /// @throws SchemaException when another program's tables are in it
  public static Database open(Settings settings) {
    Database database = Database.open(settings.database());
    try {
      new Migrations(database).requireOurs();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// The database for a command that works on what is in it.
  ///
  /// @throws OperationException when there is no database yet
  /// @throws SchemaException when it is old, newer or not ours
  /// @throws ConfigException when it was made under another secret
  public static Database openReady(Settings settings) {
    Database database = openExisting(settings);
    try {
      new Migrations(database).requireCurrent();
      requireWhole(database);
      checkKey(database, settings);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// Makes the database if need be, brings its schema up to date and makes whichever default roles
  /// are missing. Harmless when it was done before.
  public static Initialised initialise(Settings settings) {
    try (Database database = open(settings)) {
      Migrations migrations = new Migrations(database);
      List<Integer> applied = migrations.upgrade();
      checkKey(database, settings);
      return new Initialised(migrations.head(), applied, createDefaultRoles(database));
    }
  }

  /// What [#initialise] did.
  ///
  /// @param applied the revisions that were applied
  /// @param roles the names of the roles that were made
  public record Initialised(int revision, List<Integer> applied, List<String> roles) {}

  /// Brings the schema up to date, and makes the default roles in a database that had none of it.
  private static void migrate(Database database, Migrations migrations) {
    if (!migrations.upgrade().isEmpty()) {
      createDefaultRoles(database);
    }
  }

  /// Makes whichever default roles are missing; their names. Another node may be doing the same.
  public static List<String> createDefaultRoles(Database database) {
    Roles roles = new Roles(new Randomness(database.clock()));
    Revocations revocations = new Revocations(database, ROLE_NEWS_KEPT);
    try {
      return revocations.write((tx, endings) -> createDefaultRoles(tx, endings, roles));
    } catch (StorageException.UniqueViolation e) {
      return revocations.write((tx, endings) -> createDefaultRoles(tx, endings, roles));
    }
  }

  private static List<String> createDefaultRoles(Tx tx, Endings endings, Roles roles) {
    List<String> made = roles.createDefaults(tx);
    if (!made.isEmpty()) {
      endings.roles();
    }
    return made;
  }

  /// A value that only the secret makes: tells a wrong secret before anything is sealed under it.
  static void checkKey(Database database, Settings settings) {
    Keyring keyring = new Keyring(settings.secrets().secretKey(), settings.secrets().previous());
    Optional<String> stored = database.read(tx -> ServerState.get(tx, KEY_CHECK));
    if (stored.isEmpty()) {
      rememberKey(database, keyring);
    } else if (!isOurs(stored.get(), keyring)) {
      throw new ConfigException(
          "This database was made under another SECRET_KEY; name the old one in"
              + " SECRET_KEY_PREVIOUS if it was changed on purpose.");
    }
  }

  /// From now on the database is opened by the current secret alone.
  static void moveKeyCheck(Database database, Keyring keyring) {
    database.write(tx -> {
      ServerState.put(tx, KEY_CHECK, keyCheck(keyring, keyring.currentId()).orElseThrow());
      return true;
    });
  }

  private static void requireWhole(Database database) {
    if (TableCopy.isUnfinished(database)) {
      throw new OperationException(
          "A copy into this database did not finish: run `gatehouse db copy` again.");
    }
  }

  private static void rememberKey(Database database, Keyring keyring) {
    try {
      database.write(tx -> {
        ServerState.put(tx, KEY_CHECK, keyCheck(keyring, keyring.currentId()).orElseThrow());
        return true;
      });
    } catch (StorageException.UniqueViolation e) {
      // Another node was first, under the same secret or it will be refused next time.
    }
  }

  private static boolean isOurs(String stored, Keyring keyring) {
    String keyId = stored.substring(0, Math.max(0, stored.indexOf(':')));
    return keyCheck(keyring, keyId).filter(stored::equals).isPresent();
  }

  private static Optional<String> keyCheck(Keyring keyring, String keyId) {
    byte[] salt = KEY_CHECK.getBytes(StandardCharsets.UTF_8);
    return keyring
        .derive(keyId, salt, "gatehouse key check")
        .map(check -> keyId + ":" + HexFormat.of().formatHex(check));
  }
}
