package dev.gatehouse.flows.live;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.access.Profiles;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.identity.tokens.Credentials;
import dev.gatehouse.identity.tokens.KeyHolder;
import dev.gatehouse.identity.tokens.Standing;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may open a socket.
public final class Handshake {
  private final Credentials credentials;
  private final Tickets tickets;
  private final Profiles profiles;
  private final LiveSockets sockets;
  private final LiveNews news;

  public Handshake(
      Credentials credentials,
      Tickets tickets,
      Profiles profiles,
      LiveSockets sockets,
      LiveNews news) {
    this.credentials = credentials;
    this.tickets = tickets;
    this.profiles = profiles;
    this.sockets = sockets;
    this.news = news;
  }

  /// By an access token or the opaque token of a session.
  public Outcome byBearer(String bearer, Client client) {
    return switch (credentials.check(bearer, client)) {
      case Credentials.Verdict.Accepted(Caller caller) ->
          credentials
              .standing(bearer)
              .map(standing -> seat(standing, caller.profile()))
              .orElseGet(() -> new Outcome.Refused(RefusedCredential.Reason.SESSION_ENDED));
      case Credentials.Verdict.Accepted(KeyHolder _) -> new Outcome.NotForKeys();
      case Credentials.Verdict.Refused(RefusedCredential.Reason reason, _) ->
          new Outcome.Refused(reason);
      case Credentials.Verdict.Delayed(Duration retryAfter) -> new Outcome.Delayed(retryAfter);
      case Credentials.Verdict.Unknown _ -> new Outcome.Unknown();
    };
  }

  /// By a ticket, which is used up.
  public Outcome byTicket(String ticket) {
    Optional<Standing> standing = tickets.redeem(ticket);
    Optional<Profile> profile = standing.flatMap(one -> profiles.find(one.user()));
    return profile.isPresent()
        ? seat(standing.orElseThrow(), profile.get())
        : new Outcome.Refused(null);
  }

  /// What has ended since the credential was checked, and before the place was taken, is found when
  /// the database is read for the first time.
  private Outcome seat(Standing standing, Profile profile) {
    return sockets
        .seat(standing, profile)
        .<Outcome>map(connection -> {
          news.userChanged(standing.user().toString());
          return new Outcome.Admitted(connection);
        })
        .orElseGet(Outcome.Full::new);
  }

  /// What comes of it.
  public sealed interface Outcome {
    /// The connection has its place until [Connection#closed] is called.
    record Admitted(Connection connection) implements Outcome {}

    /// The credential does not count.
    ///
    /// @param reason null for a ticket, which is none, or was used
    record Refused(RefusedCredential.@Nullable Reason reason) implements Outcome {}

    /// Too many API keys from there were none.
    record Delayed(Duration retryAfter) implements Outcome {}

    /// What is told is told to sessions.
    record NotForKeys() implements Outcome {}

    /// There are as many sockets as there may be, of this user or of all.
    record Full() implements Outcome {}

    /// This node has not heard from the database for too long to answer for anybody.
    record Unknown() implements Outcome {}
  }
}
