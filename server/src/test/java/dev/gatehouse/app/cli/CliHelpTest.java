package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CliHelpTest extends CliFixture {

  @Test
  void every_command_option_and_parameter_says_what_it_is_for() {
    for (CommandLine command : everyCommand()) {
      CommandLine.Model.CommandSpec spec = command.getCommandSpec();
      assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
      assertThat(spec.optionsMap()).as(spec.qualifiedName()).containsKey("--help");
      spec.args()
          .forEach(one ->
              assertThat(one.description())
                  .as(spec.qualifiedName() + " " + one.paramLabel())
                  .isNotEmpty());
    }
  }

  @Test
  void help_goes_to_standard_output_and_touches_nothing() {
    for (CommandLine command : everyCommand()) {
      String[] words = (command.getCommandSpec().qualifiedName() + " --help").split(" ");
      done(List.of(words).subList(1, words.length).toArray(String[]::new));
      assertThat(out).startsWith("Usage: " + command.getCommandSpec().qualifiedName());
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void every_command_knows_its_version() {
    done("--version");
    assertThat(out).startsWith("gatehouse ");
    done("db", "backup", "--version");
    assertThat(out).startsWith("gatehouse ");
  }

  @Test
  void nonsense_is_refused_in_one_sentence() {
    refused("Say what to do; `gatehouse --help` lists the commands.");
    refused("Say what to do; `gatehouse db --help` lists the commands.", "db");
    refused("Say what to do; `gatehouse keys --help` lists the commands.", "keys");
    refused("There is no command sreve; `gatehouse --help` tells what there is.", "sreve");
    refused("There is no command inti; `gatehouse db --help` tells what there is.", "db", "inti");
    refused(
        "There is no option --fast; `gatehouse db init --help` tells what there is.",
        "db",
        "init",
        "--fast");
    refusedSaying("Missing required parameter", "db", "backup");
    refusedSaying("PORT (option) must be", "--set", "PORT=many", "db", "init");
  }

  private List<CommandLine> everyCommand() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    List<CommandLine> all = new ArrayList<>();
    collect(Cli.commandLine(new Shell(folder, environment, keyboard, nowhere, nowhere)), all);
    assertThat(all).hasSizeGreaterThan(15);
    return all;
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, all));
  }
}
