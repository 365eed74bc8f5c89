package dev.gatehouse.contracts;

import dev.gatehouse.flows.recovery.PasswordReset;
import dev.gatehouse.flows.signin.Refresh;
import dev.gatehouse.flows.signin.Renewal;
import dev.gatehouse.flows.signin.SecondFactor;
import dev.gatehouse.flows.signin.SessionStarter;
import dev.gatehouse.flows.signin.SignIn;
import dev.gatehouse.flows.signin.SignOut;

/// The journeys that the contracts' calls begin.
public record Journeys(
    Newcomers newcomers,
    SignIn signIn,
    SessionStarter starter,
    Renewal renewal,
    Refresh refresh,
    SignOut signOut,
    SecondFactor secondFactor,
    OwnProofs ownProofs,
    PasswordReset passwordReset) {}
