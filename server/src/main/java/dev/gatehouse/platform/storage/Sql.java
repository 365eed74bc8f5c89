package dev.gatehouse.platform.storage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// One statement and its arguments; ended by [#update], [#first] or [#list].
///
/// Instants, ids and truth values are bound in the form in which the dialect keeps them.
public final class Sql {
  private final Handle handle;
  private final Dialect dialect;
  private final String text;
  private final Map<String, Argument> single = new LinkedHashMap<>();
  private final Map<String, List<?>> lists = new LinkedHashMap<>();

  Sql(Handle handle, Dialect dialect, String text) {
    this.handle = handle;
    this.dialect = dialect;
    this.text = text;
  }

  /// Binds `:name`. A value is text, a number, a boolean, bytes, an instant or a UUID.
  public Sql bind(String name, @Nullable Object value) {
    single.put(name, (position, statement, context) -> dialect.bind(statement, position, value));
    return this;
  }

  /// Binds `<name>`, as in `id IN (<ids>)`. The list may not be empty.
  public Sql bindList(String name, Collection<?> values) {
    lists.put(name, values.stream().map(dialect::toJdbc).toList());
    return this;
  }

  /// The number of rows that the statement matched.
  public int update() {
    try (Update statement = handle.createUpdate(text)) {
      return bound(statement).execute();
    } catch (JdbiException e) {
      throw Handles.translate(e, dialect);
    }
  }

  public <T> List<T> list(Function<Row, T> reader) {
    try (Query statement = handle.createQuery(text)) {
      return bound(statement).map((rows, context) -> reader.apply(new Row(rows, dialect))).list();
    } catch (JdbiException e) {
      throw Handles.translate(e, dialect);
    }
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
}
