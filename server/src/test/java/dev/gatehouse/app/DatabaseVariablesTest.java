package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.Pool;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseVariablesTest extends SettingsFixture {

  @Test
  void a_file_in_the_data_folder_is_the_default() {
    assertThat(load().database().target())
        .isEqualTo(new SqliteFile(folder.resolve("data/gatehouse.db")));
    assertThat(load().database().pool())
        .isEqualTo(new Pool(10, 30, Duration.ofHours(1), Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "sqlite:///app.db, app.db",
    "sqlite:///./sub/app.db, sub/app.db",
    "sqlite+aiosqlite:///app.db?check_same_thread=false, app.db",
    "SQLite:///my%20app+1.db, my app+1.db",
  })
  void three_slashes_make_a_relative_file(String url, String file) {
    set("DATABASE_URL", url);
    assertThat(load().database().target()).isEqualTo(new SqliteFile(folder.resolve(file)));
  }

  @Test
  void four_slashes_make_an_absolute_file() {
    Path file = folder.resolve("elsewhere/app.db").toAbsolutePath();
    set("DATABASE_URL", "sqlite:///" + file);
    assertThat(load().database().target()).isEqualTo(new SqliteFile(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sqlite:///:memory:", "sqlite://", "sqlite:///", "sqlite:///file:x?mode=memory"})
  void a_database_in_memory_is_refused_with_the_reason(String url) {
    set("DATABASE_URL", url);
    refused(
        "DATABASE_URL (environment) must name a file: a database in memory would lose every"
            + " account at the next start.");
  }

  @Test
  void a_path_in_memory_is_refused_too() {
    set("DB_PATH", ":memory:");
    refusedNaming("DB_PATH (environment) must name a file: a database in memory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "postgresql://u:p@h:1/d ~ POSTGRESQL ~ h ~ 1 ~ d ~ p ~ prefer",
        "postgres://u:p@h/d ~ POSTGRESQL ~ h ~ 5432 ~ d ~ p ~ prefer",
        "postgresql+asyncpg://u:p@h/d?ssl=require ~ POSTGRESQL ~ h ~ 5432 ~ d ~ p ~ require",
        "postgresql+psycopg2://u:p@h/d?sslmode=verify-full ~ POSTGRESQL ~ h ~ 5432 ~ d ~ p ~"
            + " verify-full",
        "mysql+pymysql://u:p@h/d?ssl-mode=REQUIRED ~ MYSQL ~ h ~ 3306 ~ d ~ p ~ require",
        "mysql://u:p@h/d?ssl_mode=VERIFY_IDENTITY ~ MYSQL ~ h ~ 3306 ~ d ~ p ~ verify-full",
        "mariadb://u:p@h/d?ssl=false ~ MARIADB ~ h ~ 3306 ~ d ~ p ~ disable",
        "postgres://u:p%40%2F%23%25+%20%C3%A9@h/d ~ POSTGRESQL ~ h ~ 5432 ~ d ~ p@/#%+ é ~ prefer",
        "postgres://u:a:b/c@h/d%2D1 ~ POSTGRESQL ~ h ~ 5432 ~ d-1 ~ a:b/c ~ prefer",
        "postgres://u:p@[::1]:1/d ~ POSTGRESQL ~ ::1 ~ 1 ~ d ~ p ~ prefer",
      })
  void a_url_names_a_server_in_all_its_forms(
      String url,
      ServerKind kind,
      String host,
      int port,
      String name,
      String password,
      String ssl) {
    set("DATABASE_URL", url);
    assertThat(load().database().target())
        .isEqualTo(new DatabaseServer(kind, host, port, name, "u", new Secret(password), ssl));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oracle://u:hunter2@h/d",
        "postgres:u:hunter2@h/d",
        "postgres://u:hunter2@x@h/d",
        "postgres://u:hunter2#x@h/d",
        "postgres://u:hunter2%zz@h/d",
        "postgres://u:hunter2@h:99999/d",
        "postgres://u:hunter2@h:abc/d",
        "postgres://u:hunter2@h/",
        "postgres://u:hunter2@/d",
        "postgres://:hunter2@h/d",
        "postgres://u:hunter2@h1,h2/d",
        "postgres://u:hunter2@h/d?sslmode=hunter2",
        "postgres://u:hunter2@h/d?sslmode=require&ssl=false",
        "sqlite://hunter2.db",
        "hunter2"
      })
  void a_bad_url_is_refused_without_being_shown(String url) {
    set("DATABASE_URL", url);
    assertThatThrownBy(this::load)
        .hasMessageStartingWith("DATABASE_URL (environment) must ")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_parameter_of_the_url_that_means_nothing_here_is_told() {
    set("DATABASE_URL", "mysql://u:p@h/d?charset=utf8mb4&password=hunter2");
    assertThat(load().warnings())
        .containsExactly("DATABASE_URL: charset is ignored.", "DATABASE_URL: password is ignored.");
  }

  @Test
  void the_url_wins_over_the_parts_but_leaves_them_the_tls_mode() {
    set("DATABASE_URL", "postgres://u:p@h/d");
    set("DB_TYPE", "sqlite");
    set("DB_HOST", "other");
    set("DB_SSL", "true");
    assertThat(load().database().target())
        .isEqualTo(
            new DatabaseServer(
                ServerKind.POSTGRESQL, "h", 5432, "d", "u", new Secret("p"), "require"));
  }

  @ParameterizedTest
  @CsvSource({"DB_USERNAME, DB_DATABASE", "DB_USER, DB_NAME"})
  void both_spellings_of_the_parts_work(String user, String name) {
    set("DB_TYPE", "mariadb");
    set(user, "ada");
    set(name, "auth");
    set("DB_PASSWORD", " p w ");
    assertThat(load().database().target())
        .isEqualTo(
            new DatabaseServer(
                ServerKind.MARIADB,
                "localhost",
                3306,
                "auth",
                "ada",
                new Secret(" p w "),
                "prefer"));
  }

  @ParameterizedTest
  @CsvSource({"5432, POSTGRESQL", "3306, MYSQL"})
  void without_a_type_the_port_tells_it(int port, ServerKind kind) {
    server();
    set("DB_PORT", Integer.toString(port));
    assertThat(load().database().target())
        .asInstanceOf(type(DatabaseServer.class))
        .extracting(DatabaseServer::kind, DatabaseServer::port)
        .containsExactly(kind, port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5433"})
  void without_a_type_and_a_telling_port_the_start_asks(String port) {
    server();
    set("DB_PORT", port);
    String sentence =
        "DB_TYPE is needed beside DB_HOST or DB_DATABASE: sqlite, postgresql, mysql or mariadb.";
    refused(sentence);
    environment.remove("DB_HOST");
    refused(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DB_USERNAME", "DB_DATABASE"})
  void a_server_needs_a_user_and_a_database(String missing) {
    server();
    set("DB_TYPE", "postgresql");
    environment.remove(missing);
    refused(missing + " is needed but not set.");
  }

  @Test
  void a_user_or_a_port_alone_does_not_make_a_server() {
    set("DB_PORT", "5432");
    set("DB_USER", "ada");
    assertThat(load().database().target()).isInstanceOf(SqliteFile.class);
    assertThat(load().describe())
        .contains("DB_PORT=5432  # environment, not used: the database is SQLite");
  }

  @Test
  void the_pool_is_read_from_its_parts() {
    set("DB_POOL_SIZE", "3");
    set("DB_MAX_OVERFLOW", "4");
    set("DB_POOL_RECYCLE", "-1");
    set("DB_CONNECT_TIMEOUT", "5");
    set("DB_ECHO", "yes");
    set("DB_MIGRATE_ON_START", "no");
    assertThat(load().database().pool())
        .isEqualTo(new Pool(3, 7, Duration.ZERO, Duration.ofSeconds(5)));
    assertThat(load().database().echo()).isTrue();
    assertThat(load().migrateOnStart()).isFalse();
  }

  private void server() {
    set("DB_HOST", "db");
    set("DB_USERNAME", "ada");
    set("DB_DATABASE", "auth");
  }
}
