package dev.gatehouse.app.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What goes wrong, in one sentence on standard error, and its exit code.
final class Complaints {
  private Complaints() {}

  /// @throws Exception `e` itself when it is a fault of this program, whose trace is wanted
  static int report(Exception e, CommandLine command) throws Exception {
    return say(Failures.sentence(e).orElseThrow(() -> e), command);
  }

  static int complain(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String help =
        "`%s --help` tells what there is".formatted(command.getCommandSpec().qualifiedName());
    String sentence =
        e instanceof UnmatchedArgumentException unmatched
            ? unknown(unmatched.getUnmatched(), command) + "; " + help
            : e.getMessage() + "; " + help;
    return say(Failures.sentence(sentence).orElseThrow(), command);
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

  private static int say(String sentence, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println(sentence);
    err.flush();
    return Cli.UNUSABLE;
  }
}
