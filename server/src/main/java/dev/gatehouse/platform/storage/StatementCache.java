package dev.gatehouse.platform.storage;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// Prepared statements of one held connection, kept between uses: sqlite-jdbc keeps none.
///
/// A statement in use is out of the cache, so the same text may run inside itself. Not for more
/// than one thread.
final class StatementCache implements StatementBuilder {
  private static final int MOST = 256;

  private final StatementBuilder plain = new DefaultStatementBuilder();
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(64, 0.75f, true);

  @Override
  public Statement create(Connection connection, StatementContext context) throws SQLException {
    return plain.create(connection, context);
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement known = idle.remove(sql);
    return known == null ? connection.prepareStatement(sql) : known;
  }

  @Override
  public CallableStatement createCall(Connection connection, String sql, StatementContext context)
      throws SQLException {
    return plain.createCall(connection, sql, context);
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    if (!(statement instanceof PreparedStatement prepared) || statement.isClosed()) {
      statement.close();
      return;
    }
    prepared.clearParameters();
    PreparedStatement displaced = idle.put(sql, prepared);
    if (displaced != null) {
      displaced.close();
    }
    if (idle.size() > MOST) {
      String oldest = idle.keySet().iterator().next();
      PreparedStatement dropped = idle.remove(oldest);
      if (dropped != null) {
        dropped.close();
      }
    }
  }
}
