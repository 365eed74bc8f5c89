package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.contracts.pages.Dashboard;
import dev.gatehouse.testing.OpenApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiRoutesTest {
  @TempDir Path folder;

  @Test
  void every_route_but_those_of_pages_is_described_and_nothing_else_is() throws IOException {
    Settings settings = Settings.load(folder, Map.of("PORT", "0", "DB_PATH", "test.db"), Map.of());
    try (Server server = Server.start(settings, Store.openForServing(settings))) {
      List<String> routes =
          server.routes().stream()
              .filter(route -> !Dashboard.PAGES.contains(route.path()))
              .filter(route -> !Dashboard.FILES.contains(route.path()))
              .map(route -> route.method() + " " + route.path())
              .toList();
      assertThat(routes)
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(OpenApi.ofTheServer().calls());
    }
  }
}
