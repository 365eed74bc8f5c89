package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.testing.Revisions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Migrations, up and down, alone and in company.
interface MigrationConformance extends ConformanceSubject {
  int ALL = Revisions.COUNT;

  @Test
  default void of_four_nodes_on_an_empty_database_exactly_one_applies_and_none_fails()
      throws Exception {
    DatabaseSettings empty = kind().fresh();
    List<List<Integer>> applied =
        Crowd.of(
            4,
            () -> {
              try (Database node = Database.open(empty)) {
                return new Migrations(node).upgrade();
              }
            });
    assertThat(applied).filteredOn(ids -> ids.size() == ALL).hasSize(1);
    assertThat(applied).filteredOn(List::isEmpty).hasSize(3);
  }

  @Test
  default void every_revision_can_be_gone_back_to_with_data_in_the_tables() {
    try (Database fresh = Database.open(kind().fresh())) {
      Migrations migrations = new Migrations(fresh);
      assertThat(migrations.upgrade()).hasSize(ALL);
      List<Integer> targets = new ArrayList<>(List.of(Migrations.EMPTY));
      migrations.history().forEach(revision -> targets.add(revision.number()));
      for (int target : targets.reversed()) {
        fill(fresh);
        int above = ALL - targets.indexOf(target);
        assertThat(migrations.downgrade(target)).hasSize(above);
        assertThat(migrations.current()).isEqualTo(target);
        assertThat(migrations.isCurrent()).isEqualTo(above == 0);
        assertThat(migrations.upgrade()).hasSize(above);
      }
      fill(fresh);
    }
  }

  @Test
  default void the_history_says_what_is_applied_and_what_is_pending() {
    try (Database fresh = Database.open(kind().fresh())) {
      Migrations migrations = new Migrations(fresh);
      assertThat(migrations.current()).isZero();
      assertThat(migrations.history()).hasSize(ALL).allMatch(one -> one.appliedAt() == null);
      assertThat(migrations.upgrade(2)).containsExactly(1, 2);
      assertThat(migrations.current()).isEqualTo(2);
      assertThat(migrations.history().get(1).name()).isEqualTo("roles");
      assertThat(migrations.history().get(1).appliedAt())
          .isBetween(
              fresh.clock().instant().minusSeconds(60), fresh.clock().instant().plusSeconds(60));
      assertThat(migrations.history().get(2).appliedAt()).isNull();
      assertThat(migrations.upgrade(2)).isEmpty();
    }
  }

  @Test
  default void a_database_with_foreign_tables_is_refused_and_left_alone() throws Exception {
    try (Database foreign = Database.open(kind().fresh())) {
      execute(foreign, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)");
      Migrations migrations = new Migrations(foreign);
      assertThatExceptionOfType(SchemaException.ForeignTables.class)
          .isThrownBy(() -> migrations.upgrade())
          .withMessageContaining("alembic_version")
          .withMessageContaining("gatehouse import-legacy");
      try (Connection connection = foreign.dedicated()) {
        assertThat(MigrationLock.of(foreign.dialect()).tables(connection))
            .containsExactly("alembic_version");
      }
    }
  }

  @Test
  default void a_database_of_a_newer_program_is_refused_and_left_alone() throws Exception {
    try (Database newer = Database.open(kind().fresh())) {
      Migrations migrations = new Migrations(newer);
      migrations.upgrade();
      execute(
          newer,
          "INSERT INTO gatehouse_changelog (id, applied_at, description) VALUES (977, 'x', 'new')");
      List<Migrations.Revision> before = migrations.history();
      assertThat(before.getLast().number()).isEqualTo(977);
      assertThatExceptionOfType(SchemaException.NewerThanProgram.class)
          .isThrownBy(() -> migrations.upgrade())
          .withMessageContaining("977")
          .withMessageContaining(Integer.toString(Revisions.HEAD));
      assertThatExceptionOfType(SchemaException.NewerThanProgram.class)
          .isThrownBy(() -> migrations.downgrade(1));
      assertThatExceptionOfType(SchemaException.NewerThanProgram.class)
          .isThrownBy(migrations::isCurrent);
      assertThat(migrations.history()).isEqualTo(before);
    }
  }

  @Test
  default void revisions_that_are_not_there_are_refused() {
    try (Database fresh = Database.open(kind().fresh())) {
      Migrations migrations = new Migrations(fresh);
      assertThatExceptionOfType(SchemaException.NoSuchRevision.class)
          .isThrownBy(() -> migrations.upgrade(999))
          .withMessage("There is no revision 999: this program knows 1 to " + Revisions.HEAD + ".");
      assertThatExceptionOfType(SchemaException.NoSuchRevision.class)
          .isThrownBy(() -> migrations.downgrade(3))
          .withMessage("Revision 3 is not applied.");
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.dedicated();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void fill(Database database) {
    String key = UUID.randomUUID().toString();
    database.write(tx -> insertSession(tx, insertUser(tx, "a@b.c", key)));
    database.write(tx ->
        tx.sql("INSERT INTO roles (id, name) VALUES (:id, :name)")
            .bind("id", UUID.randomUUID())
            .bind("name", key)
            .update());
    database.write(tx ->
        tx.sql("INSERT INTO server_state (name, value) VALUES (:key, 'x')")
            .bind("key", key)
            .update());
    String next = "UPDATE revocation_counter SET seq = seq + 1 WHERE id = 1";
    assertThat(database.<Integer>write(tx -> tx.sql(next).update())).isOne();
  }
}
