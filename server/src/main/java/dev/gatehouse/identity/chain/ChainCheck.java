package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.storage.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sees whether the events in the database are those that were sealed: none changed, none missing,
/// none added, all in their order, as every checkpoint vouches.
///
/// What was never signed can be rewritten by whoever can write to the database: the events behind
/// the newest checkpoint; and all of it, when every later checkpoint is removed too. A checkpoint
/// that was kept elsewhere shows that.
public final class ChainCheck {
  private static final int PAGE = 1_000;

  private final ChainTable events = new ChainTable();
  private final CheckpointTable checkpoints = new CheckpointTable();
  private final HeadTable heads = new HeadTable();
  private final Database database;
  private final CheckpointKeys keys;

  public ChainCheck(Database database, CheckpointKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /// Checks the next events, with all that can be seen at once of the rest.
  ///
  /// @param from where an earlier check came to; null for the beginning
  /// @param most how many events at most
  public Report check(@Nullable Place from, int most) {
    return check(from, most, List.of());
  }

  /// The same against checkpoints that were kept elsewhere.
  ///
  /// @param outside compact JWS, as they were handed out
  public Report check(@Nullable Place from, int most, List<String> outside) {
    Ground ground = database.read(tx -> Ground.read(tx, keys));
    List<Checkpoint> vouching = new ArrayList<>();
    for (String statement : outside) {
      Optional<Checkpoint> opened = ground.statements().open(statement);
      if (opened.isEmpty()) {
        return report(
            ground,
            ground.beginning(),
            ground.beginning(),
            Fault.ofCheckpoint(
                "The checkpoint from outside is not signed by a key of this server."));
      }
      vouching.add(opened.get());
    }
    Place beginning = ground.beginning();
    Place start = from == null || from.position() < beginning.position() ? beginning : from;
    Walk walk = new Walk(start);
    Fault fault = walk(ground, walk, most, vouching);
    if (fault == null) {
      fault = ground.fault() == null ? ground.faultOf(vouching) : ground.fault();
    }
    if (fault == null && ground.unsealed() > 0 && database.read(events::isAnyUnreadable)) {
      fault = Fault.unreadable();
    }
    return report(ground, start, walk.place(), fault);
  }

  /// The newest checkpoint as it is handed out; empty before there is one.
  public Optional<String> newest() {
    return database.read(checkpoints::newest);
  }

  /// The public halves of the keys that sign checkpoints (RFC 7517).
  public List<String> publicKeys() {
    return database.read(keys::publicKeys);
  }

  private @Nullable Fault walk(Ground ground, Walk walk, int most, List<Checkpoint> outside) {
    long end = ground.survey().position();
    long last = Math.min(end, walk.position() + most);
    while (walk.position() < last) {
      int wanted = (int) Math.min(PAGE, last - walk.position()) + 1; // one more may be a double
      Step step =
          database.read(tx -> {
            List<Link> links =
                events.after(tx, walk.position(), walk.place().id(), wanted).stream()
                    .filter(link -> link.position() <= last)
                    .toList();
            long reach = links.isEmpty() ? walk.position() : links.getLast().position();
            return new Step(links, checkpoints.within(tx, walk.position(), reach));
          });
      Fault fault =
          step.links.isEmpty()
              ? Fault.missing(walk.position() + 1)
              : walk(ground, walk, step, outside);
      if (fault != null) {
        return wasRemovedMeanwhile(fault) ? null : fault; // the next check begins behind that
      }
    }
    return walk.position() == end && !endsHere(walk)
        ? Fault.at(end, "The chain's end is not the hash of the event at position " + end + ".")
        : null;
  }

  private @Nullable Fault walk(Ground ground, Walk walk, Step step, List<Checkpoint> outside) {
    Map<Long, List<CheckpointTable.Stored>> stored = new HashMap<>();
    step.checkpoints.forEach(
        one -> stored.computeIfAbsent(one.position(), _ -> new ArrayList<>()).add(one));
    for (Link link : step.links) {
      Fault fault = walk.take(link);
      if (fault != null) {
        return fault;
      }
      List<Checkpoint> here = new ArrayList<>();
      for (CheckpointTable.Stored one : stored.getOrDefault(link.position(), List.of())) {
        Optional<Checkpoint> opened = Ground.open(ground.statements(), one);
        if (opened.isEmpty()) {
          return Ground.unsigned(one.number());
        }
        here.add(opened.get());
      }
      outside.stream().filter(one -> one.position() == link.position()).forEach(here::add);
      for (Checkpoint one : here) {
        fault = walk.compare(one);
        if (fault != null) {
          return fault;
        }
      }
    }
    return null;
  }

  /// Whether the retention has removed what seems to be missing.
  private boolean wasRemovedMeanwhile(Fault fault) {
    Long position = fault.position();
    Checkpoint newest = database.read(tx -> Ground.read(tx, keys)).newest();
    return position != null && newest != null && position <= newest.after();
  }

  /// Whether the chain's own row agrees, unless the chain has grown since.
  private boolean endsHere(Walk walk) {
    Head head = database.read(heads::read);
    return head.position() != walk.position() || Digests.equal(head.hash(), walk.place().hash());
  }

  private static Report report(Ground ground, Place from, Place to, @Nullable Fault fault) {
    CheckpointTable.Survey survey = ground.survey();
    Checkpoint newest = ground.newest();
    return new Report(
        from.position(),
        to,
        survey.position(),
        newest == null ? 0 : newest.position(),
        ground.unsealed(),
        ground.statement(),
        fault);
  }

  private record Step(List<Link> links, List<CheckpointTable.Stored> checkpoints) {}

  /// What a check found.
  ///
  /// @param after the position that it began behind
  /// @param reached the last that holds
  /// @param end the newest sealed event
  /// @param signed the newest event that a checkpoint vouches for
  /// @param unsealed events that wait for their seal
  /// @param checkpoint the newest one; null when there is none
  /// @param fault null when everything that was looked at holds
  public record Report(
      long after,
      Place reached,
      long end,
      long signed,
      long unsealed,
      @Nullable String checkpoint,
      @Nullable Fault fault) {

    /// Whether there is more to be checked.
    public boolean goesOn() {
      return fault == null && reached.position() < end;
    }
  }
}
