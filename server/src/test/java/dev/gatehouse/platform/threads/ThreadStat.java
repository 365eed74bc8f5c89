package dev.gatehouse.platform.threads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux says of the calling thread.
public final class ThreadStat {
  private ThreadStat() {}

  /// Field 19 of `proc_pid_stat(5)`. The second field may hold spaces, so it is counted from there.
  public static int niceness() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
