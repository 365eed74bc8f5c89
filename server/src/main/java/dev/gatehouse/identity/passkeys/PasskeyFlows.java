package dev.gatehouse.identity.passkeys;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.passkeys.PasskeyFlow.Bound;
import dev.gatehouse.identity.passkeys.PasskeyFlow.Kind;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.storage.Tx;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Begins flows, and lets each end once.
///
/// A flow that has begun is kept by nobody but the client, sealed: strangers may begin as many as
/// they like, and the database does not hear of it. It is written down when it succeeds, which is
/// what makes it single.
public final class PasskeyFlows {
  /// How long an authenticator may take.
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final int HANDLE_BYTES = 32;

  private static final int CHALLENGE_BYTES = 32;
  private static final int ID_BYTES = 16;
  private static final int FLOW_BYTES =
      ID_BYTES + Long.BYTES + CHALLENGE_BYTES + 2 * ID_BYTES + HANDLE_BYTES;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{200,300}");
  private static final UUID NOBODY = new UUID(0, 0);

  private final PasskeyFlowTable table = new PasskeyFlowTable();
  private final Sealer sealer;
  private final Randomness random;
  private final Clock clock;

  public PasskeyFlows(Sealer sealer, Randomness random, Clock clock) {
    this.sealer = sealer;
    this.random = random;
    this.clock = clock;
  }

  /// A flow that whoever has the right passkey can complete.
  public PasskeyFlow begin(Kind kind) {
    return begin(kind, null);
  }

  /// A flow that only `bound` can complete.
  public PasskeyFlow begin(Kind kind, @Nullable Bound bound) {
    Instant end = Instant.ofEpochMilli(clock.instant().plus(LIFETIME).toEpochMilli());
    return new PasskeyFlow(random.uuid(), kind, random.bytes(CHALLENGE_BYTES), end, bound);
  }

  /// What stands for a user handle in a flow that makes no passkey.
  public static byte[] noHandle() {
    return new byte[HANDLE_BYTES];
  }

  /// A user handle that nobody has.
  public byte[] newUserHandle() {
    return random.bytes(HANDLE_BYTES);
  }

  /// The flow as the client keeps it.
  public String seal(PasskeyFlow flow) {
    Bound bound = flow.bound();
    ByteBuffer plain = ByteBuffer.allocate(FLOW_BYTES);
    put(plain, flow.id());
    plain.putLong(flow.expiresAt().toEpochMilli()).put(flow.challenge());
    put(plain, bound == null ? NOBODY : bound.user().value());
    put(plain, bound == null ? NOBODY : bound.subject());
    plain.put(bound == null ? new byte[HANDLE_BYTES] : bound.userHandle());
    byte[] sealed = sealer.seal(place(flow.kind()), plain.array());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /// The flow that `text` is; empty when it is none of that kind, or its time is over. Whether it
  /// was completed before, [#complete] tells.
  public Optional<PasskeyFlow> open(String text, Kind kind) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    return decoded(text)
        .flatMap(sealed -> sealer.open(place(kind), sealed))
        .map(plain -> read(ByteBuffer.wrap(plain), kind))
        .filter(flow -> clock.instant().isBefore(flow.expiresAt()));
  }

  /// Whether the flow has been completed.
  public boolean isComplete(Tx tx, PasskeyFlow flow) {
    return table.exists(tx, flow.id());
  }

  /// Completes the flow, in the transaction that does what it was for.
  ///
  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when it was completed
  ///   before
  public void complete(Tx tx, PasskeyFlow flow) {
    table.insert(tx, flow.id(), flow.expiresAt());
  }

  /// Forgets up to `most` whose time is over, and which nobody can complete for that; the number
  /// forgotten.
  public int forgetExpired(Tx tx, int most) {
    return table.deleteExpired(tx, clock.instant(), most);
  }

  private static PasskeyFlow read(ByteBuffer plain, Kind kind) {
    UUID id = takeId(plain);
    Instant end = Instant.ofEpochMilli(plain.getLong());
    byte[] challenge = take(plain, CHALLENGE_BYTES);
    UUID user = takeId(plain);
    UUID subject = takeId(plain);
    byte[] handle = take(plain, HANDLE_BYTES);
    Bound bound = user.equals(NOBODY) ? null : new Bound(new UserId(user), subject, handle);
    return new PasskeyFlow(id, kind, challenge, end, bound);
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Sealer.Place place(Kind kind) {
    return new Sealer.Place("passkey_flows", "flow", kind.name(), "passkey flow");
  }

  private static void put(ByteBuffer out, UUID id) {
    out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static UUID takeId(ByteBuffer in) {
    return new UUID(in.getLong(), in.getLong());
  }

  private static byte[] take(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }
}
