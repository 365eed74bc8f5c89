package dev.gatehouse.platform.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/// Reads `:name` and `<list>` in a statement.
///
/// JDBI's own reader knows every dialect's syntax, and works that out anew at each start, for each
/// connection: it took a tenth of the server's start and a third of what it allocated.
final class StatementText implements SqlParser, TemplateEngine {
  private static final StatementText SHARED = new StatementText();
  private static final int KEPT = 1_000;

  /// Literals, quoted names, comments and casts stay as they are.
  private static final Pattern PARAMETER =
      Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`|--[^\n]*|::|:(?<name>[A-Za-z_][A-Za-z_0-9]*)");

  private static final Pattern LIST = Pattern.compile("<([A-Za-z_][A-Za-z_0-9]*)>");

  private final Cache<String, ParsedSql> parsed =
      Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

  /// Lets `jdbi` read statements so.
  static Jdbi in(Jdbi jdbi) {
    jdbi.getConfig(SqlStatements.class).setSqlParser(SHARED).setTemplateEngine(SHARED);
    return jdbi;
  }

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    return parsed.get(sql, StatementText::parse);
  }

  static ParsedSql parse(String sql) {
    ParsedSql.Builder builder = ParsedSql.builder();
    Matcher part = PARAMETER.matcher(sql);
    int done = 0;
    while (part.find()) {
      String name = part.group("name");
      if (name != null) {
        builder.append(sql.substring(done, part.start())).appendNamedParameter(name);
        done = part.end();
      }
    }
    return builder.append(sql.substring(done)).build();
  }

  @Override
  public String nameParameter(String rawName, StatementContext context) {
    return ":" + rawName;
  }

  @Override
  public String render(String template, StatementContext context) {
    if (template.indexOf('<') < 0) {
      return template;
    }
    return LIST.matcher(template)
        .replaceAll(list -> {
          Object values = context.getAttribute(list.group(1));
          return Matcher.quoteReplacement(values == null ? list.group() : values.toString());
        });
  }
}
