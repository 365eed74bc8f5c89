package dev.gatehouse;

import dev.gatehouse.app.cli.Cli;
import dev.gatehouse.app.cli.PlainServe;

/// The entry point: hands the arguments to the command line.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        PlainServe.read(arguments).map(PlainServe::run).orElseGet(() -> Cli.run(arguments)));
  }
}
