package dev.gatehouse.app;

import dev.gatehouse.flows.transfer.legacy.LegacyBatch;
import dev.gatehouse.flows.transfer.legacy.LegacyImport;
import dev.gatehouse.flows.transfer.legacy.LegacyKind;
import dev.gatehouse.flows.transfer.legacy.LegacyReport;
import dev.gatehouse.flows.transfer.legacy.LegacySessions;
import dev.gatehouse.identity.access.RoleChanges;
import dev.gatehouse.platform.storage.DatabaseSettings.Target;
import dev.gatehouse.platform.storage.ForeignDatabase;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries over what is in an old backend's database. Works beside a running server.
public final class LegacyTransfer {
  private final Settings settings;
  private final Path directory;

  /// @param directory where a relative path in a URL starts
  public LegacyTransfer(Settings settings, Path directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /// Carries what can be carried, and says what can't.
  ///
  /// @param map where the pairs of old and new ids are written to, or null
  /// @param newest whether of several users of one mailbox the newest is carried
  /// @return whether every mailbox was settled
  /// @throws OperationException when the old database is of another kind
  public boolean run(
      String url,
      LegacyKind kind,
      boolean rehearsal,
      boolean newest,
      @Nullable Path map,
      Consumer<String> say) {
    Target from = target(url);
    if (from.equals(settings.database().target())) {
      throw new OperationException("--from is the database that Gatehouse itself uses.");
    }
    if (map != null) {
      NewFile.requireAbsent(map);
    }
    try (Parts parts = Parts.over(Store.openReady(settings), settings);
        ForeignDatabase source =
            ForeignDatabase.open(from, settings.database().pool().connectWithin())) {
      Store.createDefaultRoles(parts.database());
      LegacyImport work = work(source, kind, parts);
      String refusal = work.refusal();
      if (refusal != null) {
        throw new OperationException(refusal);
      }
      LegacyReport[] report = new LegacyReport[1];
      if (map == null || rehearsal) {
        report[0] = work.run(rehearsal, newest, say, _ -> {});
      } else {
        NewFile.write(map, empty -> report[0] = writing(empty, work, newest, say));
      }
      return !report[0].unsettled();
    }
  }

  private static LegacyReport writing(
      Path file, LegacyImport work, boolean newest, Consumer<String> say) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("legacy_id,id\n");
      return work.run(false, newest, say, pair -> line(out, pair));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(BufferedWriter out, LegacyImport.Pair pair) {
    try {
      out.write(pair.oldId() + "," + pair.id() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LegacyImport work(ForeignDatabase source, LegacyKind kind, Parts parts) {
    LegacyBatch.Parts batches =
        new LegacyBatch.Parts(
            parts.database(),
            parts.revocations(),
            parts.roles(),
            new RoleChanges(parts.random()),
            parts.passwords(),
            parts.totpSecrets(),
            parts.audit());
    LegacySessions sessions =
        new LegacySessions(
            parts.database(),
            new LegacySessions.Parts(
                parts.accounts(), parts.sessions(), parts.refreshTokens(), parts.random()));
    return new LegacyImport(source, kind, batches, sessions);
  }

  private Target target(String url) {
    try {
      return DatabaseUrl.parse(url).target(directory, "prefer");
    } catch (IllegalArgumentException e) {
      throw new OperationException("--from " + e.getMessage() + ".");
    }
  }
}
