package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands between our statements and JDBC: one configuration for all databases.
final class Handles {
  private static final Logger SQL_LOG = LoggerFactory.getLogger("dev.gatehouse.sql");
  private static final int CACHED_STATEMENTS = 200;

  private Handles() {}

  /// @param echo whether the text of each statement is logged, without its parameters
  static Jdbi over(org.jdbi.v3.core.ConnectionFactory connections, boolean echo) {
    Jdbi jdbi = Jdbi.create(connections);
    if (echo) {
      jdbi.getConfig(org.jdbi.v3.core.statement.SqlStatements.class).setSqlLogger(new Echo());
    }
    return jdbi;
  }

  /// A handle for the whole life of `connection`, which keeps its prepared statements: the SQLite
  /// driver would compile each of them again every time.
  static Handle held(Connection connection, boolean echo) {
    Handle handle = over(() -> connection, echo).open();
    handle.setStatementBuilder(new Keeping());
    return handle;
  }

  /// The SQL error inside what the library threw, in our words; anything else as it is.
  static RuntimeException translate(RuntimeException e, Dialect dialect) {
    return e instanceof JdbiException && e.getCause() instanceof SQLException sql
        ? dialect.translate(sql)
        : e;
  }

  private static final class Echo implements SqlLogger {
    @Override
    public void logBeforeExecution(StatementContext context) {
      SQL_LOG.info("{}", String.valueOf(context.getRenderedSql()).replaceAll("\\s+", " ").strip());
    }
  }

  /// Keeps prepared statements of one connection, the least recently used given up first.
  private static final class Keeping extends DefaultStatementBuilder {
    private final LinkedHashMap<String, PreparedStatement> kept =
        new LinkedHashMap<>(CACHED_STATEMENTS, 0.75f, true);

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context)
        throws SQLException {
      PreparedStatement known = kept.get(sql);
      if (known != null) {
        return known;
      }
      if (kept.size() >= CACHED_STATEMENTS) {
        kept.pollFirstEntry().getValue().close();
      }
      PreparedStatement made = super.create(connection, sql, context);
      kept.put(sql, made);
      return made;
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
      if (kept.containsValue(statement) && statement instanceof PreparedStatement prepared) {
        prepared.clearParameters();
      } else {
        statement.close();
      }
    }
  }
}
