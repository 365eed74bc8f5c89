package dev.gatehouse.contracts;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Protection of calls whose credential the browser adds by itself: a token that another site can't
/// read, and the origin. Calls with a credential of their own need neither.
public final class Csrf {
  private static final String HEADER = "X-CSRF-Token";
  private static final String COOKIE = "__Host-gh_csrf";
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax";
  private static final Pattern COOKIE_VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int COOKIE_BYTES = 32;

  private final Rules rules;
  private final byte[] key;
  private final Randomness random;

  /// @param key 32 secret bytes
  public Csrf(Rules rules, byte[] key, Randomness random) {
    this.rules = rules;
    this.key = key.clone();
    this.random = random;
  }

  /// The token for the holder of a session, or of the cookie that comes along.
  ///
  /// @param session null for whoever has not signed in
  public Issued issue(Request request, @Nullable String session) {
    if (session != null) {
      return new Issued(ofSession(session), null);
    }
    Optional<String> known = cookie(request);
    if (known.isPresent()) {
      return new Issued(ofCookie(known.get()), null);
    }
    String value = base64(random.bytes(COOKIE_BYTES));
    return new Issued(ofCookie(value), COOKIE + "=" + value + ATTRIBUTES);
  }

  /// Whether a call that changes something, and whose only credential is a cookie, was meant.
  ///
  /// @param session the session that the cookie belongs to; null when it is none
  /// @throws Problem.Found 403
  public void check(Request request, @Nullable String session) {
    if (!rules.enforced) {
      return;
    }
    String token = requireToken(request);
    boolean right = session != null && same(token, ofSession(session));
    right |= cookie(request).filter(value -> same(token, ofCookie(value))).isPresent();
    if (!right) {
      throw refused("CSRF token invalid");
    }
    if (!rules.origins.contains(request.header("Origin"))) {
      throw refused("Origin not allowed");
    }
  }

  /// The rule of an older backend (`CSRF_STRICT`): a header, whatever stands in it.
  ///
  /// @throws Problem.Found 403
  public void checkStrict(Request request) {
    if (rules.strict) {
      requireToken(request);
    }
  }

  /// Whether a sign-in that sets a cookie may come from where it comes from. Programs send no
  /// `Origin`, browsers always do.
  ///
  /// @throws Problem.Found 403
  public void checkOriginOfSignIn(Request request) {
    String origin = request.header("Origin");
    if (origin != null && !rules.origins.contains(origin)) {
      throw refused("Origin not allowed");
    }
  }

  private static String requireToken(Request request) {
    String token = request.header(HEADER);
    if (token == null || token.isBlank()) {
      throw refused("CSRF token missing");
    }
    return token;
  }

  private static Optional<String> cookie(Request request) {
    return request.cookie(COOKIE).filter(value -> COOKIE_VALUE.matcher(value).matches());
  }

  private String ofSession(String session) {
    return base64(Digests.hmac(key, bytes("session:" + session)));
  }

  private String ofCookie(String value) {
    return base64(Digests.hmac(key, bytes("cookie:" + value)));
  }

  private static boolean same(String left, String right) {
    return Digests.equal(bytes(left), bytes(right));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Problem.Found refused(String detail) {
    return new Problem.Found(Problem.of(403, detail));
  }

  /// A token for a page.
  ///
  /// @param cookie the value of `Set-Cookie` that has to go with it, if any
  public record Issued(String token, @Nullable String cookie) {
    @Override
    public String toString() {
      return "Issued[redacted]";
    }
  }

  /// What is asked for.
  ///
  /// @param enforced whether calls with a cookie are checked: in production, unless switched off
  /// @param strict whether every unsafe call under `/api/v1` but login needs the header
  /// @param origins of pages that may make such calls
  public record Rules(boolean enforced, boolean strict, Set<String> origins) {}
}
