package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.sessions.SessionId;
import java.util.List;

/// What an access token will state.
///
/// @param account read in the same transaction as `roles`, so that its epoch covers them
public record AccessGrant(Account account, SessionId session, List<String> roles) {}
