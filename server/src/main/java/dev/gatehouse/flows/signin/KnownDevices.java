package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.guessing.Devices;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Optional;

/// Which devices somebody signs in on: a new one is told to them by mail.
///
/// New is one that shows no cookie of the account and whose browser, in its network, is that of
/// none of the account's latest sessions. Nobody is told of their very first sign-in.
public final class KnownDevices {
  private final Devices devices;
  private final Sessions sessions;
  private final Notices notices;

  public KnownDevices(Devices devices, Sessions sessions, Notices notices) {
    this.devices = devices;
    this.sessions = sessions;
    this.notices = notices;
  }

  /// To be called before the new session is there.
  void tellIfNew(Tx tx, Account account, Client client, Instant now) {
    if (notices.areSent()
        && !devices.isOf(account, client.device())
        && sessions.areOfOtherDevices(tx, account.id(), client)) {
      notices.send(tx, account, Notice.newDevice(client, now));
    }
  }

  /// What tells the device from others that `account` was signed in on; empty for one that is not
  /// known.
  Optional<String> idOf(Account account, Client client) {
    return devices.idOf(account, client.device());
  }

  /// What `Set-Cookie` says to a device on which `account` has just been signed in.
  Secret cookie(Account account) {
    return devices.cookie(account);
  }
}
