package dev.gatehouse.app.cli;

import dev.gatehouse.app.OperationException;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.storage.SchemaException;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.ToolException;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What goes wrong, in one sentence on standard error, and its exit code.
final class Complaints {
  /// An error of ours.
  static final int FAILED = 1;

  /// The call, the configuration or the database can't be used.
  static final int UNUSABLE = 2;

  private Complaints() {}

  /// Tells `e` on `err`; the exit code, or empty when it is none that we know: a bug, whose trace
  /// is wanted.
  static OptionalInt report(Exception e, PrintWriter err) {
    return switch (e) {
      case Refusal refusal -> say(refusal.getMessage(), UNUSABLE, err);
      case OperationException refusal -> say(refusal.getMessage(), UNUSABLE, err);
      case ConfigException config -> say(config.getMessage(), UNUSABLE, err);
      case SchemaException schema -> say(schema.getMessage(), UNUSABLE, err);
      case ToolException tool -> say(tool.getMessage(), UNUSABLE, err);
      case StorageException.Unavailable gone -> say(gone.getMessage(), UNUSABLE, err);
      case StorageException.OutcomeUnknown lost ->
          say("The database broke off: " + lost.getMessage(), FAILED, err);
      case StorageException other ->
          say("The database refused a statement: " + rootCause(other), FAILED, err);
      default -> OptionalInt.empty();
    };
  }

  static int complain(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String help =
        "`%s --help` tells what there is".formatted(command.getCommandSpec().qualifiedName());
    String sentence =
        e instanceof UnmatchedArgumentException unmatched
            ? unknown(unmatched.getUnmatched(), command) + "; " + help
            : e.getMessage() + "; " + help;
    say(sentence, UNUSABLE, command.getErr());
    return UNUSABLE;
  }

  /// What is too much after a password may be the rest of it.
  private static String unknown(List<String> arguments, CommandLine command) {
    String first = arguments.getFirst();
    if (command.getCommandSpec().findOption("--password") != null && !first.startsWith("--")) {
      return "There is an argument too many";
    }
    String kind =
        first.startsWith("-")
            ? "option"
            : command.getSubcommands().isEmpty() ? "argument" : "command";
    return "There is no %s %s".formatted(kind, first);
  }

  private static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private static OptionalInt say(@Nullable String sentence, int code, PrintWriter err) {
    String line = String.valueOf(sentence).replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    err.println(line.endsWith(".") ? line : line + ".");
    err.flush();
    return OptionalInt.of(code);
  }
}
