package dev.gatehouse.app;

import dev.gatehouse.contracts.pages.Dashboard;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.http.Router;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The dashboard, with what its page has to know of the configuration.
final class Pages {
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

  private final Dashboard dashboard;

  private Pages(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  static Pages over(Settings settings, Randomness random) {
    ContractSettings contracts = settings.contracts();
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("auth_mode", contracts.authMode().name().toLowerCase(Locale.ROOT));
    known.put("cookies", contracts.cookies());
    known.put("name", settings.brand().name());
    known.put("logo", settings.brand().logo() != null);
    return new Pages(new Dashboard(settings.brand(), known, random));
  }

  void mount(Router router) {
    if (!dashboard.isBuilt()) {
      LOG.info("The dashboard was left out of this build: Node was missing.");
    }
    dashboard.mount(router);
  }
}
