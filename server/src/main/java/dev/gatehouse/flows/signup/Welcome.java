package dev.gatehouse.flows.signup;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.notices.VerificationMails;

/// The features that a new account begins with.
public record Welcome(Accounts accounts, Roles roles, VerificationMails mails, Audit audit) {}
