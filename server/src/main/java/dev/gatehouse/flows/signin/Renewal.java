package dev.gatehouse.flows.signin;

import dev.gatehouse.flows.signin.SessionStarter.Started.Begun;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.storage.Tx;
import java.util.Optional;
import java.util.function.BiFunction;

/// Puts a new session in the place of the one that asks, whenever its user has proved anew who they
/// are or changed what proves it: nobody goes on with a session that somebody else may have seen
/// before (fixation). How the old one was carried does not matter.
public final class Renewal {
  private final Revocations revocations;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SessionStarter starter;

  public Renewal(
      Revocations revocations, Accounts accounts, Sessions sessions, SessionStarter starter) {
    this.revocations = revocations;
    this.accounts = accounts;
    this.sessions = sessions;
    this.starter = starter;
  }

  /// Runs `work`, which calls one of the two renewals below, as one unit. Empty when there was
  /// nothing to renew: nothing that `work` did stays then.
  public <T> Optional<T> within(BiFunction<Tx, Endings, T> work) {
    try {
      return Optional.of(revocations.write(work));
    } catch (NothingToRenew e) {
      return Optional.empty();
    }
  }

  /// Renews the session; the user's others go on. To be called from [#within].
  public Begun renew(Tx tx, Endings endings, Asked asked) {
    Begun started = start(tx, endings, asked);
    endOld(tx, endings, asked);
    return started;
  }

  /// Renews the session, raises the user's epoch and ends all the others. To be called from
  /// [#within].
  ///
  /// @param others why those end
  public Begun renewAlone(Tx tx, Endings endings, Asked asked, EndReason others) {
    accounts.raiseEpoch(tx, endings, asked.user);
    endOld(tx, endings, asked);
    sessions.endAllOf(tx, asked.user, others);
    return start(tx, endings, asked);
  }

  /// Raises the user's epoch, ends all their sessions and starts one for somebody who has none, but
  /// holds a token that stands for what they proved; or says what else comes first. To be called
  /// from [#within].
  public SessionStarter.Started beginAlone(
      Tx tx,
      Endings endings,
      UserId user,
      SessionStarter.Manner manner,
      Client client,
      EndReason others) {
    accounts.raiseEpoch(tx, endings, user);
    sessions.endAllOf(tx, user, others);
    Account account = accounts.find(tx, user).orElseThrow(NothingToRenew::new);
    return starter.start(tx, endings, account, client, manner).orElseThrow(NothingToRenew::new);
  }

  /// What the client holds of the new session. Call it after COMMIT.
  public SignedIn handOver(Begun started) {
    return starter.handOver(started);
  }

  /// What the client gets. Call it after COMMIT.
  public Entry handOver(SessionStarter.Started started) {
    return starter.handOver(started);
  }

  /// Takes the user's row first, as whatever ends sessions does.
  private Begun start(Tx tx, Endings endings, Asked asked) {
    Account account = accounts.find(tx, asked.user).orElseThrow(NothingToRenew::new);
    return starter
        .startAgain(tx, endings, account, asked.client, asked.manner)
        .orElseThrow(NothingToRenew::new);
  }

  private void endOld(Tx tx, Endings endings, Asked asked) {
    if (!sessions.endOf(tx, endings, asked.user, asked.session, EndReason.RENEWED)) {
      throw new NothingToRenew();
    }
  }

  /// What is to be renewed.
  ///
  /// @param session the one that asks
  /// @param manner of the new one: what was proved just now, and nothing that was proved before
  public record Asked(
      UserId user, SessionId session, SessionStarter.Manner manner, Client client) {}

  /// Undoes the unit.
  private static final class NothingToRenew extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    NothingToRenew() {
      super("there is nothing to renew", null, false, false);
    }
  }
}
