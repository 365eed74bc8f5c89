package dev.gatehouse.identity.chain;

import dev.gatehouse.identity.chain.CheckpointTable.Survey;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a walk stands on: how far the chain is said to go, and what is signed of it.
///
/// @param newest null when nothing was ever sealed, or the newest checkpoint can't be read
/// @param unsealed events that wait for their seal
/// @param fault what is wrong with that alone
record Ground(
    Survey survey,
    @Nullable Checkpoint newest,
    @Nullable String statement,
    Statements statements,
    long unsealed,
    @Nullable Fault fault) {

  static Ground read(Tx tx, CheckpointKeys keys) {
    CheckpointTable table = new CheckpointTable();
    Survey survey = table.survey(tx);
    Statements statements = keys.statements(tx);
    Optional<CheckpointTable.Stored> stored = table.numbered(tx, survey.newest());
    String statement = stored.map(CheckpointTable.Stored::statement).orElse(null);
    Checkpoint newest = stored.flatMap(one -> open(statements, one)).orElse(null);
    Fault fault = faultOfCheckpoints(tx, table, survey, newest);
    return new Ground(
        survey,
        newest,
        statement,
        statements,
        new ChainTable().unsealed(tx),
        fault != null || newest == null ? fault : faultOfEnds(survey, newest));
  }

  /// What a stored checkpoint says, when it is signed and in its own place.
  static Optional<Checkpoint> open(Statements statements, CheckpointTable.Stored stored) {
    return statements
        .open(stored.statement())
        .filter(one -> one.number() == stored.number() && one.position() == stored.position());
  }

  /// Where the walk begins.
  Place beginning() {
    return newest == null
        ? new Place(0, Chain.genesis(), Position.HIGHEST)
        : Walk.beginning(newest);
  }

  /// What is wrong with a checkpoint that was kept elsewhere, as far as no walk tells.
  @Nullable Fault faultOf(List<Checkpoint> outside) {
    for (Checkpoint one : outside) {
      if (one.position() > survey.position()) {
        return Fault.at(
            survey.position() + 1,
            "The chain ends at position %d, but checkpoint %d vouches for position %d."
                .formatted(survey.position(), one.number(), one.position()));
      }
    }
    return null;
  }

  private static @Nullable Fault faultOfCheckpoints(
      Tx tx, CheckpointTable table, Survey survey, @Nullable Checkpoint newest) {
    if (survey.position() == Survey.NOWHERE) {
      return Fault.ofCheckpoint("The row that says where the chain ends is missing.");
    }
    if (survey.kept() != survey.checkpoints() || survey.newest() != survey.checkpoints()) {
      return survey.kept() > survey.checkpoints()
          ? Fault.ofCheckpoint(
              "There are %d checkpoints, but only %d were made."
                  .formatted(survey.kept(), survey.checkpoints()))
          : Fault.ofCheckpoint("Checkpoint %d is missing.".formatted(table.firstMissing(tx)));
    }
    if (survey.checkpoints() == 0) {
      return survey.position() == 0 ? null : Fault.ofCheckpoint("Checkpoint 1 is missing.");
    }
    return newest == null ? unsigned(survey.newest()) : null;
  }

  static Fault unsigned(long number) {
    return Fault.ofCheckpoint(
        "Checkpoint %d is not what a key of this server signed.".formatted(number));
  }

  private static @Nullable Fault faultOfEnds(Survey survey, Checkpoint newest) {
    long last = Math.max(survey.highest(), newest.after());
    long vouched = Math.max(survey.position(), newest.position());
    if (last < vouched) {
      return Fault.at(
          last + 1, "The events from position %d to %d are missing.".formatted(last + 1, vouched));
    }
    if (last > survey.position()) {
      return Fault.at(
          survey.position() + 1,
          "There is an event at position %d, behind the end of the chain.".formatted(last));
    }
    return newest.after() == 0 && survey.lowest() < 1
        ? Fault.at(survey.lowest(), "There is an event before the beginning of the chain.")
        : null;
  }
}
