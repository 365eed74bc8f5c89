package dev.gatehouse.identity.chain;

import dev.gatehouse.identity.audit.Commitment;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.time.UtcTime;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Checks a whole export of the audit, in any order, against checkpoints and the public keys, with
/// no database at hand. It keeps some 200 bytes an event in memory.
public final class OfflineCheck {
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "at",
          "actor",
          "action",
          "target",
          "result",
          "reason",
          "detail",
          "ip_address",
          "request_id",
          "api_key_id",
          "chain");

  private final List<Link> links = new ArrayList<>();
  private final Statements statements;
  private @Nullable Fault unreadable;
  private long unsealed;
  private int lines;

  /// @param keys JSON Web Keys, or key sets, one document each
  public OfflineCheck(List<String> keys) {
    this.statements = new Statements(keys.stream().flatMap(key -> pairs(key).stream()).toList());
  }

  /// Takes one line of the export; an event that was not sealed yet is only counted.
  public void take(String line) {
    lines++;
    JsonNode root = read(line);
    JsonNode chain = root == null ? null : root.get("chain");
    if (root == null || chain == null) {
      unreadable = damaged();
    } else if (chain.isNull()) {
      unsealed++;
    } else {
      try {
        links.add(link(root, chain));
      } catch (IllegalArgumentException | DateTimeException e) {
        unreadable = damaged();
      }
    }
  }

  /// What is found once every line was taken.
  ///
  /// @param vouching checkpoints as they were handed out, one at least
  public Result check(List<String> vouching) {
    List<Checkpoint> opened = new ArrayList<>();
    for (String statement : vouching) {
      Optional<Checkpoint> one = statements.open(statement);
      if (one.isEmpty()) {
        return new Result(
            0, 0, 0, unsealed, Fault.ofCheckpoint("A checkpoint is not signed by a given key."));
      }
      opened.add(one.get());
    }
    if (unreadable != null) {
      return new Result(0, 0, 0, unsealed, unreadable);
    }
    opened.sort(Comparator.comparingLong(Checkpoint::number));
    Checkpoint newest = opened.getLast();
    Walk walk = new Walk(Walk.beginning(newest));
    Fault fault = walk(walk, newest, opened);
    return new Result(newest.after() + 1, walk.position(), newest.position(), unsealed, fault);
  }

  private @Nullable Fault walk(Walk walk, Checkpoint newest, List<Checkpoint> vouching) {
    links.sort(Comparator.comparingLong(Link::position).thenComparing(Link::id));
    for (Link link : links) {
      if (link.position() <= newest.after()) {
        continue; // on its way out when the export was made
      }
      Fault fault = walk.take(link);
      if (fault != null) {
        return fault;
      }
      for (Checkpoint one : vouching) {
        fault = one.position() == link.position() ? walk.compare(one) : null;
        if (fault != null) {
          return fault;
        }
      }
    }
    return walk.position() < newest.position() ? Fault.missing(walk.position() + 1) : null;
  }

  /// Whatever a reader of the line sees is bound by the hash, or makes the line unreadable.
  private static Link link(JsonNode root, JsonNode chain) {
    long position = chain.path("position").asLong(0);
    UUID id = UUID.fromString(root.path("id").asString(""));
    Instant at = Instant.parse(chain.path("at").asString(""));
    if (position < 1
        || !MEMBERS.containsAll(root.propertyNames())
        || !id.toString().equals(text(root, "id"))
        || !UtcTime.format(at).equals(text(root, "at"))) {
      throw new IllegalArgumentException("shows what was not sealed");
    }
    ChainedEvent event =
        new ChainedEvent(
            id,
            at,
            text(root, "actor"),
            root.path("action").asString(""),
            text(root, "target"),
            root.path("result").asString(""),
            text(root, "reason"),
            text(root, "request_id"),
            text(root, "api_key_id"),
            field(root, chain, Commitment.ADDRESS, "address"),
            field(root, chain, Commitment.DETAIL, "detail"));
    byte[] hash = HexFormat.of().parseHex(chain.path("hash").asString(""));
    return new Link(position, event.id(), Chain.digest(position, event), hash);
  }

  private static PersonalField field(JsonNode root, JsonNode chain, String name, String prefix) {
    return new PersonalField(
        name,
        text(root, name),
        bytes(chain, prefix + "_salt"),
        bytes(chain, prefix + "_commitment"));
  }

  private static @Nullable String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    if (!value.isString() && !value.isNull() && !value.isMissingNode()) {
      throw new IllegalArgumentException("is no text");
    }
    return value.isString() ? value.stringValue() : null;
  }

  private static byte @Nullable [] bytes(JsonNode node, String member) {
    String hex = text(node, member);
    return hex == null ? null : HexFormat.of().parseHex(hex);
  }

  private static List<SigningPair> pairs(String document) {
    JsonNode root = read(document);
    if (root == null) {
      return List.of();
    }
    List<SigningPair> pairs = new ArrayList<>();
    Iterable<JsonNode> keys = root.has("keys") ? root.get("keys") : List.of(root);
    keys.forEach(key -> SigningPair.ofJwk(key).ifPresent(pairs::add));
    return pairs;
  }

  private static @Nullable JsonNode read(String document) {
    return Json.read(document.getBytes(StandardCharsets.UTF_8))
            instanceof Json.Reading.Document(JsonNode root)
        ? root
        : null;
  }

  private Fault damaged() {
    return Fault.ofCheckpoint("Line %d of the export is no whole audit event.".formatted(lines));
  }

  /// What was found.
  ///
  /// @param first the position that the chain begins with
  /// @param reached the last position that holds
  /// @param signed the last one that a checkpoint vouches for
  /// @param unsealed events without a seal, of which nothing is known
  /// @param fault null when everything holds
  public record Result(
      long first, long reached, long signed, long unsealed, @Nullable Fault fault) {}
}
