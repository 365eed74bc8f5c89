package dev.gatehouse.app.cli;

import dev.gatehouse.platform.crypto.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where a new password comes from: the command line, standard input, or the
/// person at the terminal.
final class PasswordSource {
  private static final int MOST_BYTES = 8192;

  @Option(
      names = "--password",
      paramLabel = "PASSWORD",
      description =
          "The password. Whoever else uses this machine can read it in the process list: better"
              + " leave it out and be asked.")
  private @Nullable String given;

  @Option(
      names = "--password-stdin",
      description = "Reads the password from standard input: one line, without its line break.")
  private boolean standardInput;

  /// @throws Refusal when both are given
  void check() {
    if (given != null && standardInput) {
      throw new Refusal("Give --password or --password-stdin, not both.");
    }
  }

  boolean isExposed() {
    return given != null;
  }

  /// @throws Refusal when there is nobody to ask, or what came is no password
  Secret read(Keyboard keyboard) {
    if (given != null) {
      return new Secret(given);
    }
    return standardInput ? line(keyboard) : ask(keyboard);
  }

  private static Secret line(Keyboard keyboard) {
    try {
      byte[] bytes = keyboard.read(MOST_BYTES + 1);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String line = text.replaceFirst("\\r?\\n\\z", "");
      if (bytes.length > MOST_BYTES || line.indexOf('\n') >= 0) {
        throw new Refusal("Standard input holds more than one line: it is not a password.");
      }
      return new Secret(line);
    } catch (CharacterCodingException e) {
      throw new Refusal("The password on standard input is not valid UTF-8.");
    } catch (IOException e) {
      throw new Refusal("Standard input can't be read.");
    }
  }

  private static Secret ask(Keyboard keyboard) {
    if (!keyboard.isTerminal()) {
      throw new Refusal("There is no terminal to ask for the password at: use --password-stdin.");
    }
    String first = keyboard.askSilently("Password: ").orElse("");
    String again = keyboard.askSilently("The same again: ").orElse("");
    if (!first.equals(again)) {
      throw new Refusal("The two passwords are not the same.");
    }
    return new Secret(first);
  }
}
