package dev.gatehouse.app.cli;

import dev.gatehouse.app.OperationException;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.storage.SchemaException;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.ToolException;
import java.io.PrintWriter;
import java.util.List;
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

  /// @throws Exception `e` itself when it is none that we know: a bug, whose trace is wanted
  static int report(Exception e, CommandLine command) throws Exception {
    return switch (e) {
      case Refusal refusal -> say(refusal.getMessage(), UNUSABLE, command);
      case OperationException refusal -> say(refusal.getMessage(), UNUSABLE, command);
      case ConfigException config -> say(config.getMessage(), UNUSABLE, command);
      case SchemaException schema -> say(schema.getMessage(), UNUSABLE, command);
      case ToolException tool -> say(tool.getMessage(), UNUSABLE, command);
      case StorageException.Unavailable gone -> say(gone.getMessage(), UNUSABLE, command);
      case StorageException.OutcomeUnknown lost ->
          say("The database broke off: " + lost.getMessage(), FAILED, command);
      case StorageException other ->
          say("The database refused a statement: " + rootCause(other), FAILED, command);
      default -> throw e;
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
    return say(sentence, UNUSABLE, command);
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

  private static int say(@Nullable String sentence, int code, CommandLine command) {
    PrintWriter err = command.getErr();
    String line = String.valueOf(sentence).replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    err.println(line.endsWith(".") ? line : line + ".");
    err.flush();
    return code;
  }
}
