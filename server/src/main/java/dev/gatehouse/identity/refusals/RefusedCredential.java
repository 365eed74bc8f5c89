package dev.gatehouse.identity.refusals;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A credential that did not count for a request.
///
/// @param subject the session or API key that it was of; null where that is not known
public record RefusedCredential(
    String requestId, Reason reason, @Nullable String subject, Instant at) {

  /// Why a credential does not count.
  public enum Reason {
    /// Neither an access token nor a session token, or a mistyped API key.
    MALFORMED("it is no credential of this server's, or was mistyped"),
    /// Signed under a key that is not known here (any more), or not known for that algorithm.
    UNKNOWN_SIGNING_KEY("it names a signing key that is not, or no more, in use here"),
    SIGNATURE("its signature is wrong"),
    /// Genuine, and not an access token for this server.
    CLAIMS("it is signed by this server, but not as an access token for it"),
    UNKNOWN_TOKEN("no session has this token, nor had it lately"),
    UNKNOWN_KEY("there is no such API key"),
    EXPIRED("it has expired; a client refreshes, or makes a new API key"),
    SESSION_ENDED("its session has ended"),
    EPOCH_PASSED("the account was changed since: a client refreshes, or signs in again"),
    TOKEN_REPLACED("a refresh has put another token in its place"),
    KEY_REVOKED("the API key was revoked"),
    KEY_ROTATED("the API key was rotated, and the overlap is over"),
    ACCOUNT_INACTIVE("the account is switched off, or gone"),
    SECOND_FACTOR_REQUIRED("a role of the account demands a second factor, and it has none");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /// As it is written down.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// What it means, after a colon.
    public String sentence() {
      return sentence;
    }

    /// Whether anybody could make up what is refused for this, without ever having had an account.
    boolean canBeMadeUp() {
      return switch (this) {
        case MALFORMED, UNKNOWN_SIGNING_KEY, SIGNATURE, UNKNOWN_TOKEN, UNKNOWN_KEY -> true;
        case CLAIMS,
            EXPIRED,
            SESSION_ENDED,
            EPOCH_PASSED,
            TOKEN_REPLACED,
            KEY_REVOKED,
            KEY_ROTATED,
            ACCOUNT_INACTIVE,
            SECOND_FACTOR_REQUIRED ->
            false;
      };
    }

    /// That of this code; empty when it is of a newer program's.
    static Optional<Reason> of(String code) {
      return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst();
    }
  }
}
