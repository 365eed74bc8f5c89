package dev.gatehouse.platform.redis;

import dev.gatehouse.platform.crypto.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where Redis is: `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS.
///
/// @param user null for the user that Redis calls `default`
/// @param password null for none
public record RedisAddress(
    String host,
    int port,
    boolean tls,
    @Nullable String user,
    @Nullable Secret password,
    int database) {
  private static final int USUAL_PORT = 6379;
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<scheme>rediss?)://"
              + "(?:(?<user>[^:/@?#]*)(?::(?<password>[^/@?#]*))?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+\\]|[^:/@\\[\\],?#\\s]+)"
              + "(?::(?<port>[0-9]{1,5}))?(?:/(?<database>[0-9]{0,5}))?");

  /// Reads what an operator wrote, with `%` escapes in user and password.
  ///
  /// @throws IllegalArgumentException with the rest of a sentence that never repeats the URL
  public static RedisAddress parse(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "must look like redis://user:password@host:6379/0, or rediss:// for TLS");
    }
    String user = decoded(shape.group("user"));
    String password = decoded(shape.group("password"));
    return new RedisAddress(
        shape.group("host").replaceAll("[\\[\\]]", ""),
        port(shape.group("port")),
        shape.group("scheme").equals("rediss"),
        password == null || user == null || user.isEmpty() ? null : user,
        secret(user, password),
        database(shape.group("database")));
  }

  /// Where it is, without what opens it.
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /// A lone word before the `@` is a password, as Redis had no users for long.
  private static @Nullable Secret secret(@Nullable String user, @Nullable String password) {
    String text = password == null ? user : password;
    return text == null || text.isEmpty() ? null : new Secret(text);
  }

  private static int port(@Nullable String digits) {
    int port = digits == null ? USUAL_PORT : Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("must have a port from 1 to 65535");
    }
    return port;
  }

  private static int database(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static @Nullable String decoded(@Nullable String text) {
    return text == null
        ? null
        : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
