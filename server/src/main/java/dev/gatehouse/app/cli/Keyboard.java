package dev.gatehouse.app.cli;

import java.io.Console;
import java.io.IOException;
import java.util.Optional;

/// Where a command asks a person, or reads what a script hands it.
interface Keyboard {
  /// All of standard input, up to `most` bytes.
  byte[] read(int most) throws IOException;

  /// Whether a person sits there.
  boolean isTerminal();

  /// Asks; empty at the end of the input.
  Optional<String> ask(String question);

  /// Asks for what must not be seen on the screen; empty at the end of the input.
  Optional<String> askSilently(String question);

  /// Standard input and the terminal of this process.
  static Keyboard ofProcess() {
    return new Keyboard() {
      @Override
      public byte[] read(int most) throws IOException {
        return System.in.readNBytes(most);
      }

      @Override
      @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
      public boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
      }

      @Override
      public Optional<String> ask(String question) {
        return Optional.ofNullable(System.console()).map(console -> console.readLine(question));
      }

      @Override
      public Optional<String> askSilently(String question) {
        return Optional.ofNullable(System.console())
            .map(console -> console.readPassword(question))
            .map(String::new);
      }
    };
  }
}
