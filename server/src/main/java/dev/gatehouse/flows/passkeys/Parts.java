package dev.gatehouse.flows.passkeys;

import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.audit.Audit;

/// The features that users' passkeys touch.
public record Parts(Accounts accounts, Audit audit) {}
