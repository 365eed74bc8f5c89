package dev.gatehouse.contracts.admin;

import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.ApiKeyAdministration;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.apikeys.ApiKey;
import dev.gatehouse.identity.apikeys.ApiKeyId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/users/{id}/api-keys` and `/api-keys/{id}`.
public final class ApiKeyCalls {
  private static final Denials DENIALS = new Denials("API key", "");

  private final Database database;
  private final Accounts accounts;
  private final ApiKeys keys;
  private final ApiKeyAdministration administration;
  private final Cursors cursors;

  ApiKeyCalls(AdminTable.Reads reads, Parts parts, Cursors cursors) {
    this.database = reads.database();
    this.accounts = reads.accounts();
    this.keys = parts.keys;
    this.administration = parts.administration;
    this.cursors = cursors;
  }

  Response list(Request request, Actor actor) {
    UserId user = UserCalls.id(request);
    Query query = new Query(request);
    int limit = query.limit();
    String list = "API keys of " + user;
    Position from = query.from(cursors, list);
    query.done();
    Instant now = database.clock().instant();
    Page<ApiKey> page =
        database.read(tx -> {
          if (accounts.find(tx, user).isEmpty()) {
            throw new Problem.Found(Denials.OF_USER.notFound());
          }
          return keys.all(tx, user, from, limit);
        });
    return Response.ok(
        new Listing<>(
            page.items().stream().map(one -> View.of(one, now)).toList(),
            query.next(cursors, list, page.next())));
  }

  Response revoke(Request request, Actor actor) {
    return DENIALS.answer(administration.revoke(actor, id(request)), _ -> Response.none());
  }

  private static ApiKeyId id(Request request) {
    String text = request.path("id");
    if (!UserCalls.UUID_FORM.matcher(text).matches()) {
      throw new Problem.Found(DENIALS.notFound());
    }
    return new ApiKeyId(UUID.fromString(text));
  }

  /// What the calls lead to.
  public record Parts(ApiKeys keys, ApiKeyAdministration administration) {}

  record View(
      String id,
      String userId,
      String name,
      String prefix,
      Set<String> scopes,
      Set<String> permissions,
      boolean isActive,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant endsAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant rotatedAt,
      @Nullable String rotatedFrom,
      @Nullable Instant revokedAt,
      @Nullable String revokedReason) {
    static View of(ApiKey key, Instant now) {
      ApiKey.Revoked revoked = key.revoked();
      return new View(
          key.id().toString(),
          key.owner().toString(),
          key.name(),
          key.prefix(),
          key.grant().scopes(),
          new TreeSet<>(key.grant().permissions()),
          key.isLiveAt(now),
          key.life().createdAt(),
          key.life().expiresAt(),
          key.life().endsAt(),
          key.life().lastUsedAt(),
          key.life().rotatedAt(),
          key.rotatedFrom() == null ? null : key.rotatedFrom().toString(),
          revoked == null ? null : revoked.at(),
          revoked == null ? null : revoked.reason());
    }
  }
}
