package dev.gatehouse.contracts.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.audit.Seal;
import dev.gatehouse.identity.chain.ChainCheck;
import dev.gatehouse.identity.chain.Fault;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the admin API shows of the chain behind the audit.
final class ChainViews {
  private ChainViews() {}

  /// A line of the export: an event with all that proves it.
  record Exported(@JsonUnwrapped Views.Event event, @Nullable Link chain) {
    static Exported of(RecordedEvent recorded) {
      Seal seal = recorded.seal();
      return new Exported(Views.Event.of(recorded), seal == null ? null : Link.of(seal));
    }
  }

  record Link(
      long position,
      String hash,
      String at,
      @Nullable String addressSalt,
      @Nullable String addressCommitment,
      @Nullable String detailSalt,
      @Nullable String detailCommitment) {
    static Link of(Seal seal) {
      return new Link(
          seal.position(),
          HexFormat.of().formatHex(seal.hash()),
          seal.at().toString(),
          hex(seal.addressSalt()),
          hex(seal.addressCommitment()),
          hex(seal.detailSalt()),
          hex(seal.detailCommitment()));
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
      return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
  }

  record Verified(
      boolean valid,
      @Nullable Problem problem,
      long afterPosition,
      long reachedPosition,
      long endPosition,
      long signedPosition,
      long unsealedEvents,
      @Nullable String checkpoint,
      List<String> publicKeys,
      @Nullable String nextCursor) {
    static Verified of(ChainCheck.Report report, List<String> publicKeys, @Nullable String next) {
      Fault fault = report.fault();
      return new Verified(
          fault == null,
          fault == null ? null : new Problem(fault.position(), fault.sentence()),
          report.after(),
          report.reached().position(),
          report.end(),
          report.signed(),
          report.unsealed(),
          report.checkpoint(),
          publicKeys,
          next);
    }
  }

  record Problem(@Nullable Long position, String detail) {}
}
