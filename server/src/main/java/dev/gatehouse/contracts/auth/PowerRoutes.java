package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.apikeys.Scope;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// `/api/auth/me/permissions`: what a page need not offer because it would be refused.
final class PowerRoutes {
  private final Dialect dialect;
  private final Gate gate;
  private final Function<Bearer, Powers> powers;

  /// @param powers what a caller may do beyond their own account
  PowerRoutes(Dialect dialect, Gate gate, Function<Bearer, Powers> powers) {
    this.dialect = dialect;
    this.gate = gate;
    this.powers = powers;
  }

  void mount(Router router) {
    router.get(AuthRoutes.PREFIX + "/me/permissions", this::show);
  }

  private Response show(Request request) {
    Bearer bearer = gate.bearer(request, dialect.refusal(), Scope.ACCOUNT_READ);
    return dialect.done(Held.of(powers.apply(bearer)), "OK");
  }

  /// What somebody may do.
  ///
  /// @param all whether that is everything, permissions of other apps among it
  /// @param permissions their names, in order; those that the server asks for when it is all
  record Held(boolean all, Collection<String> permissions) {
    static Held of(Powers powers) {
      List<String> built = Stream.of(Permission.values()).map(Permission::code).toList();
      return new Held(
          powers.everything(), new TreeSet<>(powers.everything() ? built : powers.names()));
    }
  }
}
