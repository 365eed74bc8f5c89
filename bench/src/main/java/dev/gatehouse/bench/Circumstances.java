package dev.gatehouse.bench;

import dev.gatehouse.bench.measures.Report;
import dev.gatehouse.bench.subject.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/// What a run ran on: without it a figure says nothing.
final class Circumstances {
  private Circumstances() {}

  static void note(Report report, Build build) {
    report.circumstance("date", LocalDate.now(ZoneOffset.UTC).toString());
    report.circumstance("server", build.description());
    report.circumstance(
        "Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    report.circumstance(
        "machine",
        "%d cores of %s, %s, Linux %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                line("/proc/cpuinfo", "model name"),
                memory(),
                System.getProperty("os.version")));
    report.circumstance(
        "load average at the start",
        text("/proc/loadavg").split(" ", -1)[0] + " (0 is a quiet machine)");
  }

  private static String memory() {
    long kibibytes = Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
    return String.format(Locale.ROOT, "%.0f GiB", kibibytes / 1024.0 / 1024.0);
  }

  private static String line(String file, String name) {
    return text(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
