package dev.gatehouse.identity.revocations;

import java.time.Instant;
import java.util.Locale;

/// One row of news.
///
/// @param seq its place in the order of the commits, without gaps
/// @param subject the id of the session, key or user; empty for the kinds that concern everybody
/// @param epoch for [Kind#USER_EPOCH]: what was stated at a lower epoch is over; for
///   [Kind#SESSION_TOKEN]: the generation that counts now; for [Kind#API_KEY]: the version of its
///   row that does
/// @param keepUntil when nothing that it ends can be alive any more
record Revocation(long seq, Kind kind, String subject, long epoch, Instant keepUntil) {

  /// What the news is about.
  enum Kind {
    /// The session has ended.
    SESSION,
    /// The session's opaque token was replaced.
    SESSION_TOKEN,
    /// The API key was revoked, or its end was moved.
    API_KEY,
    /// The user's epoch has risen.
    USER_EPOCH,
    /// What is told of the user has changed; nothing has ended.
    USER,
    /// What a role may do has changed, and the epochs of all who hold it have risen.
    ROLES,
    /// There is a signing key more or fewer.
    SIGNING_KEYS;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }
}
