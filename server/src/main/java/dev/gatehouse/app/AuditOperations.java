package dev.gatehouse.app;

import dev.gatehouse.identity.chain.ChainCheck;
import dev.gatehouse.identity.chain.Fault;
import dev.gatehouse.identity.chain.OfflineCheck;
import dev.gatehouse.identity.chain.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The chain behind the audit in the hands of an operator.
public final class AuditOperations {
  private static final int AT_ONCE = 10_000;

  private AuditOperations() {}

  /// Checks every event in the database.
  ///
  /// @param checkpoints files of checkpoints that were kept elsewhere
  /// @throws OperationException when a file can't be read
  public static Verdict verify(Settings settings, List<Path> checkpoints) {
    List<String> outside = lines(checkpoints);
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      ChainCheck check = new ChainCheck(parts.database(), AuditTrail.keys(parts));
      ChainCheck.Report report = check.check(null, AT_ONCE, outside);
      long first = report.after() + 1;
      while (report.goesOn()) {
        report = check.check(report.reached(), AT_ONCE, outside);
      }
      Place reached = report.reached();
      return new Verdict(
          first, reached.position(), report.signed(), report.unsealed(), report.fault());
    }
  }

  /// Checks an export without any database.
  ///
  /// @throws OperationException when a file can't be read
  public static Verdict verify(Path export, List<Path> keys, List<Path> checkpoints) {
    OfflineCheck check = new OfflineCheck(keys.stream().map(AuditOperations::text).toList());
    try (BufferedReader in = Files.newBufferedReader(export, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          check.take(line);
        }
      }
    } catch (IOException e) {
      throw NewFile.cannot("read", export, e);
    }
    OfflineCheck.Result result = check.check(lines(checkpoints));
    return new Verdict(
        result.first(), result.reached(), result.signed(), result.unsealed(), result.fault());
  }

  /// The newest checkpoint, to be kept elsewhere; empty before there is one.
  public static Optional<String> checkpoint(Settings settings) {
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      return new ChainCheck(parts.database(), AuditTrail.keys(parts)).newest();
    }
  }

  /// The public halves of the keys that sign checkpoints, as a JSON Web Key Set.
  public static String publicKeys(Settings settings) {
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      ChainCheck check = new ChainCheck(parts.database(), AuditTrail.keys(parts));
      return "{\"keys\":[" + String.join(",", check.publicKeys()) + "]}";
    }
  }

  private static List<String> lines(List<Path> files) {
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      Stream<String> all = text(file).lines().map(String::strip);
      lines.addAll(all.filter(line -> !line.isEmpty()).toList());
    }
    return lines;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw NewFile.cannot("read", file, e);
    }
  }

  /// What was found.
  ///
  /// @param first the position that the chain begins with
  /// @param reached the last that holds
  /// @param signed the last that a checkpoint vouches for
  /// @param unsealed events that wait for their seal
  /// @param fault null when everything holds
  public record Verdict(
      long first, long reached, long signed, long unsealed, @Nullable Fault fault) {}
}
