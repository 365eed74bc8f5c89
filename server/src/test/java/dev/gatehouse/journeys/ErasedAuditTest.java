package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OnEveryDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the audit keeps of a user who is deleted.
@OnEveryDatabase
class ErasedAuditTest extends AdminJourney {
  @Test
  void a_deleted_user_leaves_bare_ids_and_no_address_in_the_audit() {
    Somebody leaver = somebody("user");
    api.login(leaver.email(), "Wrong1234").expect(401);
    root.patch("/users/" + leaver.id(), Map.of("name", "New")).expect(200);
    waitUntilSealed();
    api.login(leaver.email(), "Wrong1234").expect(401); // not sealed yet, perhaps
    root.delete("/users/" + leaver.id()).expect(204);

    JsonNode events =
        root.get("/audit-events?target=" + leaver.id()).expect(200).json().get("items");
    assertThat(texts(events, "action"))
        .contains("user.create", "user.change", "session.start", "user.delete");
    for (JsonNode event : events) {
      boolean byAdministrator = event.path("actor").asString("").equals(root.id());
      assertThat(event.path("ip_address").isNull()).isEqualTo(!byAdministrator);
      assertThat(event.path("detail").isNull()).isTrue();
    }
    JsonNode own = root.get("/audit-events?actor=" + leaver.id()).json().get("items");
    assertThat(texts(own, "action")).contains("session.start");
    assertThat(own).allMatch(event -> event.path("ip_address").isNull());
    waitUntilSealed();
    assertThat(root.get("/audit-events/verify").expect(200).json().get("valid").booleanValue())
        .isTrue();
  }

  @Test
  void every_event_is_sealed_soon_after_it_was_written() {
    newcomer();
    waitUntilSealed();
    assertThat(server.number("SELECT MAX(chain_position) AS n FROM audit_events", Map.of()))
        .isEqualTo(server.number("SELECT position AS n FROM audit_chain", Map.of()));
    assertThat(server.number("SELECT COUNT(*) AS n FROM audit_checkpoints", Map.of())).isPositive();
  }

  private void waitUntilSealed() {
    Eventually.holds(
        "every event is sealed",
        () ->
            server.number(
                    "SELECT COUNT(*) AS n FROM audit_events WHERE chain_position IS NULL", Map.of())
                == 0);
  }
}
