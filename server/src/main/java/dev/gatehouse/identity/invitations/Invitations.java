package dev.gatehouse.identity.invitations;

import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes, finds and uses invitations. Their tokens are `gti_` and 32 random bytes in base64url, of
/// which only the SHA-256 is stored.
public final class Invitations {
  /// How long an invitation is good for.
  public static final Duration LIFETIME = Duration.ofDays(7);

  private static final String PREFIX = "gti_";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("gti_[A-Za-z0-9_-]{43}");

  private final InvitationTable table = new InvitationTable();
  private final Randomness random;
  private final Clock clock;

  public Invitations(Randomness random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /// A new invitation, which takes the place of any open one to the same address.
  public Issued issue(Tx tx, EmailAddress email, List<String> roles, @Nullable UserId by) {
    Instant now = clock.instant();
    table.deleteOver(tx, now);
    table.deleteOpenTo(tx, email.value());
    String token =
        PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(BYTES));
    Invitation invitation =
        new Invitation(random.uuid(), email.value(), roles, by, now, now.plus(LIFETIME));
    table.insert(tx, invitation, hash(token));
    return new Issued(invitation, token);
  }

  /// The invitation that `token` is of, while it can be accepted. That uses nothing up.
  public Optional<Invitation> find(Tx tx, String token) {
    return FORM.matcher(token).matches()
        ? table.find(tx, hash(token), clock.instant())
        : Optional.empty();
  }

  /// Uses it up; false when somebody else has, or its time is over.
  public boolean use(Tx tx, Invitation invitation) {
    return table.use(tx, invitation.id(), clock.instant());
  }

  /// Up to `most` that can still be accepted, the newest first.
  public List<Invitation> open(Tx tx, int most) {
    return table.newest(tx, clock.instant(), most);
  }

  /// Up to `most` that `user` gave and that are still kept, used or not, the newest first.
  public List<Invitation> givenBy(Tx tx, UserId user, int most) {
    return table.givenBy(tx, user, most);
  }

  /// The same for those that were sent to `email`.
  public List<Invitation> sentTo(Tx tx, String email, int most) {
    return table.sentTo(tx, email, most);
  }

  /// Takes an invitation back; false when there is none that is open.
  public boolean withdraw(Tx tx, UUID id) {
    return table.delete(tx, id);
  }

  private static byte[] hash(String token) {
    return Digests.sha256(token.getBytes(StandardCharsets.US_ASCII));
  }

  /// An invitation and its token, which is nowhere else.
  public record Issued(Invitation invitation, String token) {
    @Override
    public String toString() {
      return "Issued[" + invitation.id() + "]";
    }
  }
}
