package dev.gatehouse.app;

import dev.gatehouse.flows.administration.Administration;
import dev.gatehouse.flows.administration.UserAdministration;
import dev.gatehouse.flows.administration.Why;
import dev.gatehouse.flows.signup.SignUp;
import dev.gatehouse.flows.signup.Welcome;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.TotpSecrets;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.mfa.RecoveryCodes;
import dev.gatehouse.identity.mfa.TotpEnrollments;
import dev.gatehouse.identity.mfa.TotpFactor;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.notices.VerificationMails;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.passkeys.PasskeyMethod;
import dev.gatehouse.identity.passkeys.Passkeys;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.PasswordHasher;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.refusals.Refusals;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.SessionHistory;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.identity.tokens.SigningKeys;
import dev.gatehouse.identity.webhooks.WebhookSecrets;
import dev.gatehouse.identity.webhooks.Webhooks;
import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.outbound.OutboundClient;
import dev.gatehouse.platform.outbox.Outbox;
import dev.gatehouse.platform.storage.Database;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/// The features over one database, as both the server and the command line use them.
record Parts(
    Database database,
    Randomness random,
    Keyring keyring,
    Outbox outbox,
    Notices notices,
    Revocations revocations,
    Accounts accounts,
    Roles roles,
    Audit audit,
    Sessions sessions,
    RefreshTokens refreshTokens,
    OneTimeTokens oneTimeTokens,
    TotpSecrets totpSecrets,
    Factors factors,
    SigningKeys signingKeys,
    HashPool hashPool,
    Passwords passwords,
    SignUp signUp,
    OutboundClient outbound,
    Webhooks webhooks,
    Refusals refusals)
    implements AutoCloseable {

  static Parts over(Database database, Settings settings) {
    Clock clock = database.clock();
    Randomness random = new Randomness(clock);
    Keyring keyring = new Keyring(settings.secrets().secretKey(), settings.secrets().previous());
    Sealer sealer = new Sealer(keyring, random);
    Revocations revocations = new Revocations(database, settings.tokens().lifetimes().access());
    Outbox outbox = new Outbox(sealer, random, clock);
    Accounts accounts = new Accounts();
    Roles roles = new Roles(random);
    Audit audit = new Audit(random, clock);
    Webhooks webhooks = new Webhooks(new WebhookSecrets(sealer, random), outbox, random);
    audit.tell(webhooks);
    RefreshTokens refreshTokens =
        new RefreshTokens(keyring, Wiring.refreshRules(settings), random, clock);
    OneTimeTokens oneTimeTokens = new OneTimeTokens(random, clock);
    TotpSecrets totpSecrets = new TotpSecrets(sealer);
    TotpFactor totp = new TotpFactor(totpSecrets, clock);
    HashPool pool = Wiring.hashPool(settings);
    Passwords passwords =
        new Passwords(new PasswordHasher(Wiring.hashing(settings), new SecureRandom()), pool);
    Notices notices = Mailing.notices(settings, outbox);
    Welcome welcome =
        new Welcome(accounts, roles, new VerificationMails(oneTimeTokens, notices), audit);
    return new Parts(
        database,
        random,
        keyring,
        outbox,
        notices,
        revocations,
        accounts,
        roles,
        audit,
        new Sessions(refreshTokens, random, clock),
        refreshTokens,
        oneTimeTokens,
        totpSecrets,
        new Factors(
            totp,
            new RecoveryCodes(random, clock),
            new TotpEnrollments(oneTimeTokens, totp, sealer, random, clock),
            List.of(new PasskeyMethod(new Passkeys(random, clock)))),
        new SigningKeys(database, revocations, sealer, random, Wiring.keyPolicy(settings)),
        pool,
        passwords,
        new SignUp(database, revocations, passwords, random, Wiring.admission(settings), welcome),
        new OutboundClient(Wiring.outbound(settings)),
        webhooks,
        new Refusals(database, random));
  }

  ApiKeys apiKeys() {
    return new ApiKeys(random, database.clock());
  }

  /// What operators do, over HTTP and at the command line.
  Administration administration() {
    return Administration.over(
        database,
        revocations,
        audit,
        new UserAdministration.Parts(
            accounts,
            roles,
            sessions,
            apiKeys(),
            oneTimeTokens,
            passwords,
            random,
            database.clock()),
        factors,
        notices);
  }

  /// What was written down about a session or a request.
  Why why() {
    return new Why(database, new SessionHistory(), new AuditLog(), refusals);
  }

  @Override
  public void close() {
    hashPool.close();
    outbound.close();
    database.close();
  }
}
