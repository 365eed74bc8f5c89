package dev.gatehouse.identity.revocations;

import dev.gatehouse.identity.revocations.Revocation.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Collects, during one transaction, what it ends or changes; written as the transaction's last
/// act.
public final class Endings {
  private final Instant keepUntil;
  private final List<Revocation> collected = new ArrayList<>();

  Endings(Instant keepUntil) {
    this.keepUntil = keepUntil;
  }

  /// The session `id` is over.
  public void session(String id) {
    add(Kind.SESSION, id, 0);
  }

  /// The opaque token of the session `id` was replaced by one of this generation.
  public void sessionToken(String id, int generation) {
    add(Kind.SESSION_TOKEN, id, generation);
  }

  /// The API key `id` was revoked, or its end was moved: it counts as of this version of its row.
  public void apiKey(String id, long version) {
    add(Kind.API_KEY, id, version);
  }

  /// Whatever states an epoch of `user` below `epoch` is over.
  public void userEpoch(String user, long epoch) {
    add(Kind.USER_EPOCH, user, epoch);
  }

  /// What is told of `user` has changed.
  public void user(String user) {
    add(Kind.USER, user, 0);
  }

  /// What a role may do has changed, for however many who hold it: one row of news, whereupon no
  /// node believes what it holds of any user.
  public void roles() {
    add(Kind.ROLES, "", 0);
  }

  /// The signing keys have changed.
  public void signingKeys() {
    add(Kind.SIGNING_KEYS, "", 0);
  }

  private void add(Kind kind, String subject, long epoch) {
    collected.add(new Revocation(0, kind, subject, epoch, keepUntil));
  }

  /// The collected news, numbered up to `last`.
  List<Revocation> numberedUpTo(long last) {
    List<Revocation> numbered = new ArrayList<>();
    long seq = last - collected.size();
    for (Revocation news : collected) {
      seq++;
      numbered.add(
          new Revocation(seq, news.kind(), news.subject(), news.epoch(), news.keepUntil()));
    }
    return numbered;
  }

  int size() {
    return collected.size();
  }
}
