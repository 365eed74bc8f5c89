package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ParsedSql;
import org.junit.jupiter.api.Test;

class StatementTextTest {
  @Test
  void names_become_places_in_their_order() {
    ParsedSql parsed = StatementText.parse("UPDATE t SET a = :a_1 WHERE b=:b AND (c=:a_1)");
    assertThat(parsed.getSql()).isEqualTo("UPDATE t SET a = ? WHERE b=? AND (c=?)");
    assertThat(parsed.getParameters().getParameterNames()).containsExactly("a_1", "b", "a_1");
  }

  @Test
  void literals_quoted_names_comments_and_casts_are_left_alone() {
    String sql =
        """
        SELECT ':a', 'it''s :a', ":a", `:a`, x::text -- :a
        FROM t WHERE n = 1\
        """;
    ParsedSql parsed = StatementText.parse(sql);
    assertThat(parsed.getSql()).isEqualTo(sql);
    assertThat(parsed.getParameters().getParameterCount()).isZero();
  }

  @Test
  void a_list_and_a_name_go_together() {
    Jdbi jdbi = StatementText.in(Jdbi.create("jdbc:sqlite::memory:"));
    try (Handle handle = jdbi.open()) {
      List<Integer> found =
          handle
              .createQuery(
                  "SELECT n FROM (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3) WHERE n IN (<some>)"
                      + " AND n < :end AND n <> 9 ORDER BY n")
              .bindList("some", 1, 2, 3)
              .bind("end", 3)
              .mapTo(Integer.class)
              .list();
      assertThat(found).containsExactly(1, 2);
    }
  }
}
