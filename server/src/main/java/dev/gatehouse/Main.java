package dev.gatehouse;

import dev.gatehouse.app.cli.Cli;

/// The entry point: hands the arguments to the command line.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Cli.run(arguments));
  }
}
