package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The README's tour, call by call: what it shows is what the server answers.
class ReadmeTourTest {
  private static final Pattern STEP =
      Pattern.compile("```sh\n(curl .*?)\n```\n```json\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern WORD =
      Pattern.compile("'([^']*)'|\"((?:\\\\.|[^\"\\\\])*)\"|(\\S+)");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private final Map<String, String> variables = new HashMap<>();

  @Test
  void the_tour_gives_the_answers_that_it_shows() throws Exception {
    String readme = Files.readString(Path.of("../README.md"));
    String tour =
        readme.substring(readme.indexOf("<!-- tour: begin"), readme.indexOf("<!-- tour: end"));
    Settings settings = Settings.load(folder, Map.of("PORT", "0", "BCRYPT_ROUNDS", "4"), Map.of());
    int steps = 0;
    try (Server server = Server.start(settings, Store.openForServing(settings))) {
      Matcher step = STEP.matcher(tour);
      while (step.find()) {
        String answer = run(words(step.group(1)), server.port());
        assertFits(JSON.readTree(step.group(2)), JSON.readTree(answer));
        remember(JSON.readTree(answer));
        steps++;
      }
    }
    assertThat(steps).isEqualTo(tour.split("```sh", -1).length - 1).isEqualTo(8);
  }

  /// What the reader is told to do with the tokens.
  private void remember(JsonNode answer) {
    if (answer.has("access_token")) {
      variables.put("$ACCESS", answer.get("access_token").stringValue());
      variables.put("$REFRESH", answer.get("refresh_token").stringValue());
    }
  }

  /// The same members in the same order, and the same values but where the README shows `…`.
  private static void assertFits(JsonNode shown, JsonNode got) {
    assertThat(got.propertyNames()).containsExactlyElementsOf(shown.propertyNames());
    for (String name : shown.propertyNames()) {
      if (shown.get(name).isObject()) {
        assertFits(shown.get(name), got.get(name));
      } else if (!shown.get(name).toString().equals("\"…\"")) {
        assertThat(got.get(name)).as(name).isEqualTo(shown.get(name));
      }
    }
  }

  private List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command.replace("\\\n", " "));
    while (word.find()) {
      if (word.group(1) != null) {
        words.add(word.group(1));
      } else if (word.group(2) != null) {
        String text = word.group(2).replace("\\\"", "\"");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
          text = text.replace(variable.getKey(), variable.getValue());
        }
        words.add(text);
      } else {
        words.add(word.group(3));
      }
    }
    return words;
  }

  /// What curl does with these words.
  private static String run(List<String> words, int port) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    String method = "GET";
    String body = "";
    boolean typed = words.stream().anyMatch(word -> word.startsWith("Content-Type: "));
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-s" -> {}
        case "-X" -> method = words.get(++i);
        case "-d" -> {
          body = words.get(++i);
          method = "POST";
          if (!typed) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
          }
        }
        case "-H" -> {
          String[] header = words.get(++i).split(": ", 2);
          request.header(header[0], header[1]);
        }
        default -> request.uri(URI.create(words.get(i).replace(":8000", ":" + port)));
      }
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              request.method(method, BodyPublishers.ofString(body)).build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
