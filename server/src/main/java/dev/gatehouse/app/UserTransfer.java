package dev.gatehouse.app;

import dev.gatehouse.flows.transfer.Carrier;
import dev.gatehouse.flows.transfer.ImportBatch;
import dev.gatehouse.flows.transfer.ImportSummary;
import dev.gatehouse.flows.transfer.UserExport;
import dev.gatehouse.flows.transfer.UserImport;
import dev.gatehouse.platform.json.Lines;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Users as JSON lines, carried in and out by an operator. Works beside a running server.
public final class UserTransfer {
  private final Settings settings;

  public UserTransfer(Settings settings) {
    this.settings = settings;
  }

  static UserImport importer(Parts parts) {
    ImportBatch batches =
        new ImportBatch(
            new ImportBatch.Parts(
                parts.accounts(), parts.roles(), parts.sessions(), parts.apiKeys(), parts.audit()),
            parts.random(),
            parts.database().clock());
    return new UserImport(
        parts.database(), parts.revocations(), parts.passwords(), batches, parts.audit());
  }

  static UserExport exporter(Parts parts) {
    return new UserExport(parts.database(), parts.roles(), parts.audit());
  }

  /// Takes in the lines of a file.
  ///
  /// @throws OperationException when it can't be read
  public ImportSummary takeIn(Path file) {
    try (InputStream in = Files.newInputStream(file);
        Parts parts = Parts.over(Store.openReady(settings), settings)) {
      Store.createDefaultRoles(parts.database());
      return importer(parts).run(new Lines(in, UserImport.LONGEST_LINE), Carrier.OPERATOR);
    } catch (IOException e) {
      throw NewFile.cannot("read", file, e);
    } catch (UncheckedIOException e) {
      throw NewFile.cannot("read", file, Objects.requireNonNull(e.getCause()));
    }
  }

  /// Writes every user into a new file that only its owner may read; how many there were.
  ///
  /// @throws OperationException when it exists or can't be written
  public long writeOut(Path file, boolean hashes) {
    long[] written = {0};
    NewFile.write(
        file,
        empty -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(empty))) {
            written[0] = writeOut(out, hashes);
          }
        });
    return written[0];
  }

  /// Writes every user; how many there were.
  public long writeOut(OutputStream out, boolean hashes) throws IOException {
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      UserExport exporter = exporter(parts);
      exporter.announce(hashes, Carrier.OPERATOR);
      return exporter.write(out, hashes);
    }
  }
}
