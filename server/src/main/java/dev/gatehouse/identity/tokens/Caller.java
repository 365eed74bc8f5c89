package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.sessions.SessionId;
import java.util.List;

/// Who presents a credential that counts.
public record Caller(Account account, SessionId session, List<String> roles) {}
