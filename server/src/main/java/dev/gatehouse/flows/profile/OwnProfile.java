package dev.gatehouse.flows.profile;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.access.Profiles;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.Metadata;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.revocations.Revocations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes what a user may say of themselves.
public final class OwnProfile {
  private final Revocations revocations;
  private final Profiles profiles;
  private final Audit audit;
  private final Clock clock;
  private final AccountChanges changes = new AccountChanges();

  public OwnProfile(Revocations revocations, Profiles profiles, Audit audit, Clock clock) {
    this.revocations = revocations;
    this.profiles = profiles;
    this.audit = audit;
    this.clock = clock;
  }

  /// Changes what is given; empty when there is no such user any more.
  ///
  /// @param name null to leave it
  /// @param metadata null to leave it
  public Optional<Profile> change(
      UserId user, @Nullable NewName name, @Nullable NewMetadata metadata, Client client) {
    return revocations.write((tx, endings) -> {
      if (!changes.begin(tx, user, clock.instant())) {
        return Optional.empty();
      }
      List<String> changed = new ArrayList<>();
      if (name != null) {
        changes.rename(tx, user, name.value);
        changed.add("name");
      }
      if (metadata != null) {
        changes.setMetadata(tx, user, metadata.value);
        changed.add("metadata");
      }
      String id = user.toString();
      AuditEvent event = AuditEvent.done(id, "profile.change", id);
      audit.record(tx, event.about(String.join(", ", changed)), client);
      endings.user(id);
      return profiles.read(tx, user);
    });
  }

  /// A name to be given.
  ///
  /// @param value null for none
  public record NewName(@Nullable String value) {}

  /// Metadata to be kept.
  ///
  /// @param value null for none
  public record NewMetadata(@Nullable Metadata value) {}
}
