package dev.gatehouse.app.cli;

import dev.gatehouse.app.smoke.Contract;
import dev.gatehouse.app.smoke.SmokeClient;
import dev.gatehouse.app.smoke.Steps;
import dev.gatehouse.platform.config.WebAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `gatehouse smoke-test`: goes through a whole contract on a running server and prints each step.
///
/// Exit codes: 0 every step passed, 1 one did not, 2 the call can't be used or no server answers.
@Command(
    name = "smoke-test",
    mixinStandardHelpOptions = true,
    description = {
      "Goes through whole contracts on a running server and prints each step.",
      "It leaves accounts behind, smoke-test-<random>@example.com, whose passwords nobody knows."
    })
final class SmokeTestCommand implements Callable<Integer> {
  private static final int LONGEST_TIMEOUT = 600;

  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8000",
      description = "The server's address (default: ${DEFAULT-VALUE}).")
  private String url = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait for each answer (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--contract",
      paramLabel = "CONTRACT",
      defaultValue = "auto",
      converter = ContractName.class,
      description =
          "Which contract: v1, jwt, session, or auto for v1 and whichever of the others the server"
              + " speaks (default: ${DEFAULT-VALUE}).")
  private Contract contract = Contract.AUTO;

  @Override
  public Integer call() {
    URI base = address();
    if (timeout < 1 || timeout > LONGEST_TIMEOUT) {
      throw new ParameterException(
          spec.commandLine(), "--timeout must be from 1 to " + LONGEST_TIMEOUT + " seconds.");
    }
    PrintWriter out = spec.commandLine().getOut();
    Steps steps = new Steps(out);
    try (SmokeClient client = new SmokeClient(base, Duration.ofSeconds(timeout))) {
      reach(client, base);
      contract.run(client, steps);
    }
    out.println(
        steps.failed() == 0
            ? "All %d steps passed.".formatted(steps.passed())
            : "%d of %d steps failed.".formatted(steps.failed(), steps.passed() + steps.failed()));
    out.flush();
    return steps.failed() == 0 ? 0 : 1;
  }

  private URI address() {
    try {
      return WebAddress.base(url);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--url " + e.getMessage() + ".", e);
    }
  }

  private static void reach(SmokeClient client, URI base) {
    try {
      client.reach();
    } catch (SSLException e) {
      throw new Refusal(
          "The server at "
              + base
              + " shows no certificate that this Java trusts; name a store with"
              + " GATEHOUSE_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE.");
    } catch (IOException e) {
      throw new Refusal("No server answers at " + base + "; is it running there?");
    }
  }

  /// Reads a contract as it is written in paths: `v1`.
  static final class ContractName implements ITypeConverter<Contract> {
    @Override
    public Contract convert(String name) {
      return Stream.of(Contract.values())
          .filter(contract -> contract.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("choose one of " + List.of(Contract.values())));
    }
  }
}
