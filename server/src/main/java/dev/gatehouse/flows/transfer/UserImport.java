package dev.gatehouse.flows.transfer;

import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.json.Lines;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes users in as JSON lines, however many: a few hundred are held at a time, and stored in one
/// transaction. A line that can't be taken is passed over and told by its number; running the same
/// lines again changes nothing more.
///
/// An account that is there is known by its mailbox. Its password stays what it is, and so do its
/// id and its times; of the rest a line changes what it names, as far as the carrier might by other
/// calls: what the account may do and whether it is active are not for whoever may only import.
public final class UserImport {
  /// In bytes, the most that a line may have.
  public static final int LONGEST_LINE = 16 * 1024;

  private static final int BATCH = 250;

  private final Database database;
  private final Revocations revocations;
  private final Passwords passwords;
  private final ImportBatch batches;
  private final Audit audit;

  public UserImport(
      Database database,
      Revocations revocations,
      Passwords passwords,
      ImportBatch batches,
      Audit audit) {
    this.database = database;
    this.revocations = revocations;
    this.passwords = passwords;
    this.batches = batches;
    this.audit = audit;
  }

  /// Takes in every line. What was stored before the lines broke off stays.
  public ImportSummary run(Lines lines, Carrier by) {
    Tally tally = new Tally();
    boolean whole = false;
    try {
      takeAll(lines, by, tally);
      whole = true;
      return tally.summary();
    } finally {
      AuditEvent event = AuditEvent.done(by.actor(), "users.import", null).about(tally.counts());
      AuditEvent told = whole ? event : event.because("broken_off");
      database.write(tx -> {
        audit.record(tx, told, by.client());
        return true;
      });
    }
  }

  private void takeAll(Lines lines, Carrier by, Tally tally) {
    List<UserLine> batch = new ArrayList<>(BATCH);
    Set<String> keys = new HashSet<>();
    for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
      Optional<UserLine> read = read(next.get(), tally);
      if (read.isEmpty()) {
        continue;
      }
      // A mailbox that comes again finds what its line before has made.
      if (batch.size() == BATCH || keys.contains(read.get().address().key())) {
        store(batch, by, tally);
        batch.clear();
        keys.clear();
      }
      batch.add(read.get());
      keys.add(read.get().address().key());
    }
    store(batch, by, tally);
  }

  private Optional<UserLine> read(Lines.Line line, Tally tally) {
    return switch (line) {
      case Lines.Line.TooLong(long number) -> {
        tally.skip(number, "The line has more than 16 KiB");
        yield Optional.empty();
      }
      case Lines.Line.Whole(long number, byte[] text) when isBlank(text) -> Optional.empty();
      case Lines.Line.Whole(long number, byte[] text) ->
          switch (UserLineReader.read(number, text, passwords, database.clock().instant())) {
            case UserLine.Reading.Read(UserLine read) -> Optional.of(read);
            case UserLine.Reading.Refused(String detail) -> {
              tally.skip(number, detail);
              yield Optional.empty();
            }
          };
    };
  }

  /// Stores the lines together, or one by one where one of them spoils it for all.
  private void store(List<UserLine> batch, Carrier by, Tally tally) {
    if (batch.isEmpty()) {
      return;
    }
    List<UserLine> lines = List.copyOf(batch);
    try {
      tally.add(revocations.write((tx, endings) -> batches.apply(tx, endings, lines, by)));
    } catch (StorageException.UniqueViolation e) {
      retry(lines, by, tally, "The email or the id was taken at the same moment");
    } catch (ImportBatch.LastAdministrator e) {
      retry(lines, by, tally, "It is the last administrator, who can't be unmade");
    }
  }

  private void retry(List<UserLine> lines, Carrier by, Tally tally, String detail) {
    if (lines.size() == 1) {
      tally.skip(lines.getFirst().number(), detail);
      return;
    }
    lines.forEach(line -> store(List.of(line), by, tally));
  }

  private static boolean isBlank(byte[] text) {
    for (byte each : text) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }
}
