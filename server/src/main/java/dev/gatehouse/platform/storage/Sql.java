package dev.gatehouse.platform.storage;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One statement and its arguments; ended by [#update], [#first], [#list] or [#only].
///
/// Instants, ids and truth values are bound in the form in which the dialect keeps them. Text with
/// a NUL or half a surrogate pair, and years outside 1000 to 9999, are refused with an
/// [IllegalArgumentException] on every database.
public final class Sql {
  private static final Logger log = LoggerFactory.getLogger(Sql.class);

  private final Tx tx;
  private final String text;
  private final Map<String, Argument> single = new LinkedHashMap<>();
  private final Map<String, List<?>> lists = new LinkedHashMap<>();

  Sql(Tx tx, String text) {
    this.tx = tx;
    this.text = text;
  }

  /// Binds `:name`. A value is text, a number, a boolean, bytes, an instant or a UUID.
  public Sql bind(String name, @Nullable Object value) {
    Object kept = value == null ? null : tx.dialect().toJdbc(value);
    single.put(name, (position, statement, context) -> Dialect.bind(statement, position, kept));
    return this;
  }

  /// Binds `<name>`, as in `id IN (<ids>)`. The list may not be empty.
  public Sql bindList(String name, Collection<?> values) {
    lists.put(name, values.stream().map(tx.dialect()::toJdbc).toList());
    return this;
  }

  /// The number of rows that the statement matched.
  public int update() {
    return run(() -> {
      try (Update statement = tx.handle().createUpdate(text)) {
        return bound(statement).execute();
      }
    });
  }

  public <T> List<T> list(Function<Row, T> reader) {
    return run(() -> {
      try (Query statement = tx.handle().createQuery(text)) {
        return bound(statement).map((rows, context) -> reader.apply(new Row(rows, tx))).list();
      }
    });
  }

  public <T> Optional<T> first(Function<Row, T> reader) {
    return list(reader).stream().findFirst();
  }

  /// The one row there must be.
  public <T> T only(Function<Row, T> reader) {
    return list(reader).getFirst();
  }

  private <S extends SqlStatement<S>> S bound(S statement) {
    single.forEach(statement::bind);
    lists.forEach(statement::bindList);
    return statement;
  }

  private <T> T run(Execution<T> execution) {
    if (tx.echo()) {
      log.info("{}", text);
    }
    try {
      return execution.run();
    } catch (JdbiException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException failure) {
          throw tx.failed(failure);
        }
      }
      // JDBI's own message would show the parameters.
      throw new IllegalStateException(e.getClass().getSimpleName() + " for " + text);
    }
  }

  private interface Execution<T> {
    T run();
  }
}
