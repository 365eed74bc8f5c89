package dev.gatehouse.platform.threads;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The scheduling niceness of one thread, as Linux has it: 0 is usual, 19 yields to everything.
///
/// Java's own thread priorities do nothing on Linux, and a niceness of the whole process would slow
/// the requests as well; so this calls `setpriority(2)`, which on Linux acts on a single thread.
public final class Niceness {
  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  private Niceness() {}

  /// Makes the calling platform thread yield the processor to those of a lower niceness. Whether it
  /// did: elsewhere than on Linux, on a virtual thread, without native access, or when the process
  /// is nicer already, nothing changes.
  public static boolean set(int niceness) {
    if (Thread.currentThread().isVirtual() || !System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    try {
      Optional<MethodHandle> setpriority = setpriority();
      return setpriority.isPresent()
          && (int) setpriority.get().invokeExact(PRIO_PROCESS, CALLING_THREAD, niceness) == 0;
    } catch (Throwable unavailable) {
      LOG.debug("Thread niceness is not available here", unavailable);
      return false;
    }
  }

  @SuppressWarnings("restricted") // a fixed libc function of three integers
  private static Optional<MethodHandle> setpriority() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor threeIntegers =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    return linker
        .defaultLookup()
        .find("setpriority")
        .map(address -> linker.downcallHandle(address, threeIntegers));
  }
}
