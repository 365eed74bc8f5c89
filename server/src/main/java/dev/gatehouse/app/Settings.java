package dev.gatehouse.app;

import dev.gatehouse.contracts.pages.Brand;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.notices.MailTemplates;
import dev.gatehouse.identity.passkeys.RelyingParty;
import dev.gatehouse.platform.config.Catalogue;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Sources;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.AddressRange;
import dev.gatehouse.platform.mail.Sender;
import dev.gatehouse.platform.mail.SmtpServer;
import dev.gatehouse.platform.outbound.OutboundRules.Exemption;
import dev.gatehouse.platform.ratelimit.Limit;
import dev.gatehouse.platform.redis.RedisAddress;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The whole configuration, checked. A value that is here can be used without another look.
///
/// @param passkeys whom passkeys are for
/// @param migrateOnStart whether `serve` brings the schema up to date by itself
/// @param warnings sentences for the log, about values that work otherwise than they look
/// @param describe `NAME=value # where from`, one line a variable, secrets masked
public record Settings(
    Environment environment,
    Http http,
    DatabaseSettings database,
    boolean migrateOnStart,
    Secrets secrets,
    Tokens tokens,
    Passwords passwords,
    Contracts contracts,
    Mfa mfa,
    Mail mail,
    Brand brand,
    RelyingParty passkeys,
    Limits limits,
    Outbound outbound,
    Audit audit,
    Operation operation,
    Logging logging,
    List<String> warnings,
    List<String> describe) {

  /// Every variable there is. `GATEHOUSE_HOME` and `GATEHOUSE_JAVA_OPTS` are the launcher's.
  static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(
              EnvironmentVariables.GROUP,
              HttpVariables.GROUP,
              DatabaseVariables.GROUP,
              SecretVariables.GROUP,
              TokenVariables.GROUP,
              PasswordVariables.GROUP,
              ContractVariables.GROUP,
              MfaVariables.GROUP,
              MailVariables.GROUP,
              BrandVariables.GROUP,
              PasskeyVariables.GROUP,
              LimitVariables.GROUP,
              OutboundVariables.GROUP,
              LoggingVariables.GROUP,
              OperationVariables.GROUP,
              AuditVariables.GROUP,
              LaterVariables.GROUP),
          Set.of("GATEHOUSE_HOME", "GATEHOUSE_JAVA_OPTS"));

  /// Reads and checks everything. In development a missing secret is made and kept in a file.
  ///
  /// @param directory the working directory: `.env` and `gatehouse.env` are read from it, and
  ///   relative paths start there
  /// @param environment the environment variables
  /// @param options what the command line says, by variable name (`PORT`)
  /// @throws ConfigException with one sentence when the configuration cannot be used
  public static Settings load(
      Path directory, Map<String, String> environment, Map<String, String> options) {
    Values values = Sources.read(CATALOGUE, directory, environment, options);
    Environment where = EnvironmentVariables.read(values);
    Http http = HttpVariables.read(values, where, directory);
    DatabaseSettings database = DatabaseVariables.read(values, directory);
    boolean migrate = values.get(DatabaseVariables.MIGRATE_ON_START);
    Secrets secrets = SecretVariables.read(values, where, database.target(), directory);
    Tokens tokens = TokenVariables.read(values, secrets);
    Passwords passwords = PasswordVariables.read(values);
    Contracts contracts = ContractVariables.read(values, where);
    Mfa mfa = MfaVariables.read(values);
    Mail mail = MailVariables.read(values, where, directory);
    MailVariables.require(mail, contracts.registration());
    RelyingParty passkeys = PasskeyVariables.read(values, http.publicUrl(), mail.brand());
    Brand brand = BrandVariables.read(values, mail.brand(), directory);
    Limits limits = LimitVariables.read(values);
    Outbound outbound = OutboundVariables.read(values, where);
    Operation operation = OperationVariables.read(values, http, HttpVariables.hostIsSet(values));
    Logging logging = LoggingVariables.read(values, where);
    LaterVariables.check(values);
    return new Settings(
        where,
        http,
        database,
        migrate,
        secrets,
        tokens,
        passwords,
        contracts,
        mfa,
        mail,
        brand,
        passkeys,
        limits,
        outbound,
        AuditVariables.read(values),
        operation,
        logging,
        values.warnings(),
        values.describe());
  }

  /// What kind of place this is. Any name that is not known to be a developer's is production.
  public record Environment(String name) {
    private static final Set<String> DEVELOPERS = Set.of("development", "dev", "test", "local");

    public boolean isProduction() {
      return !DEVELOPERS.contains(name.toLowerCase(Locale.ROOT));
    }
  }

  /// Where the server listens and how the world sees it.
  ///
  /// @param port 0 takes any free one
  /// @param publicUrl without a trailing slash; the issuer of tokens and the start of every link
  /// @param previousUrls issuers accepted besides, during a move
  /// @param trustedProxies whose `X-Forwarded-For` counts
  /// @param corsOrigins as browsers write them in `Origin`
  /// @param tls null when something in front speaks TLS, or nothing does
  public record Http(
      String host,
      int port,
      URI publicUrl,
      List<URI> previousUrls,
      List<AddressRange> trustedProxies,
      List<String> corsOrigins,
      @Nullable TlsFiles tls) {
    public Http {
      previousUrls = List.copyOf(previousUrls);
      trustedProxies = List.copyOf(trustedProxies);
      corsOrigins = List.copyOf(corsOrigins);
    }

    /// What the server itself speaks, whatever stands in front of it.
    public String scheme() {
      return tls == null ? "http" : "https";
    }
  }

  /// What everything else is derived from.
  ///
  /// @param previous older secret keys, under which stored values may still be sealed
  /// @param jwtSecret the operator's own key for HS256, or null
  public record Secrets(Secret secretKey, List<Secret> previous, @Nullable Secret jwtSecret) {
    public Secrets {
      previous = List.copyOf(previous);
    }

    /// The key whose UTF-8 bytes, as they are, sign HS256 tokens.
    public Secret hs256Key() {
      return jwtSecret == null ? secretKey : jwtSecret;
    }
  }

  /// How access tokens are signed (RFC 7518 section 3.1, RFC 8037 section 3.1).
  public enum JwtAlgorithm {
    HS256("HS256"),
    RS256("RS256"),
    ES256("ES256"),
    EDDSA("EdDSA");

    private final String headerValue;

    JwtAlgorithm(String headerValue) {
      this.headerValue = headerValue;
    }

    /// The value of the `alg` header.
    public String headerValue() {
      return headerValue;
    }
  }

  /// Tokens and the sessions behind them.
  ///
  /// @param audience the `aud` claim, or null for none
  /// @param lifetimes how long things live
  /// @param refreshGrace how long a race for one refresh token gets the same answer
  /// @param refreshRecovery how long a lost answer to a refresh can be had again
  /// @param revocationMaxStale the age of the revocation feed at which credentials are refused
  public record Tokens(
      JwtAlgorithm algorithm,
      @Nullable String audience,
      Lifetimes lifetimes,
      Duration refreshGrace,
      Duration refreshRecovery,
      Duration revocationMaxStale) {
    public Tokens {
      if (refreshGrace.compareTo(refreshRecovery) > 0) {
        throw new ConfigException(
            "REFRESH_GRACE_SECONDS must not be longer than REFRESH_RECOVERY_SECONDS.");
      }
    }
  }

  /// How long things live.
  ///
  /// @param access an access token
  /// @param refresh a refresh token that is not used
  /// @param sessionMax a session in all, however often it is refreshed; null for no end
  /// @param session an opaque session from its creation or refresh
  /// @param history an ended session in the records
  public record Lifetimes(
      Duration access,
      Duration refresh,
      @Nullable Duration sessionMax,
      Duration session,
      Duration history) {
    public Lifetimes {
      if (access.compareTo(refresh) > 0) {
        throw new ConfigException(
            "ACCESS_TOKEN_EXPIRE_MINUTES must not be longer than REFRESH_TOKEN_EXPIRE_DAYS.");
      }
      if (sessionMax != null && access.compareTo(sessionMax) > 0) {
        throw new ConfigException(
            "ACCESS_TOKEN_EXPIRE_MINUTES must not be longer than SESSION_MAX_DAYS.");
      }
      if (sessionMax != null && session.compareTo(sessionMax) > 0) {
        throw new ConfigException(
            "SESSION_EXPIRE_MINUTES must not be longer than SESSION_MAX_DAYS.");
      }
    }
  }

  /// How new passwords are hashed.
  public enum HashKind {
    BCRYPT,
    ARGON2ID
  }

  /// Which rules a new password obeys: each contract's own, or one for all.
  public enum PasswordRules {
    BY_PATH,
    CLASSES,
    LENGTH
  }

  /// Passwords and the threads that hash them.
  ///
  /// @param bcryptRounds the cost, 4 to 31: 2 to that power rounds
  /// @param hashQueue how many hashes may wait
  public record Passwords(
      HashKind hash, int bcryptRounds, PasswordRules policy, int hashThreads, int hashQueue) {
    public Passwords {
      if (bcryptRounds < 4 || bcryptRounds > 31) {
        throw new ConfigException("BCRYPT_ROUNDS must be from 4 to 31.");
      }
      if (hashThreads < 1 || hashQueue < 1) {
        throw new ConfigException("HASH_THREADS and HASH_QUEUE must be at least 1.");
      }
    }
  }

  /// What `/api/auth` hands out.
  public enum AuthMode {
    JWT,
    SESSION
  }

  /// Whether strangers may register.
  public enum RegistrationMode {
    OPEN,
    INVITE,
    CLOSED
  }

  /// Who may register.
  ///
  /// @param domains mail domains that may, in lower case and as A-labels; empty for any
  /// @param conceals whether nobody is told that an email has an account
  /// @param verifiedFirst whether only users with a verified email sign in
  public record Registration(
      RegistrationMode mode, Set<String> domains, boolean conceals, boolean verifiedFirst) {
    public Registration {
      domains = Set.copyOf(domains);
    }
  }

  /// How `/api/auth` is spoken, and who may register.
  ///
  /// @param csrf whether calls with a cookie are checked
  /// @param csrfStrict whether every unsafe call under `/api/v1` but login needs the header
  /// @param adminEmail the first admin of an empty database; null for none
  public record Contracts(
      AuthMode authMode,
      boolean cookies,
      boolean csrf,
      boolean csrfStrict,
      Registration registration,
      @Nullable EmailAddress adminEmail) {}

  /// Who has to have a second factor.
  ///
  /// @param requiredRoles whose holders must
  public record Mfa(Set<String> requiredRoles) {
    public Mfa {
      requiredRoles = Set.copyOf(requiredRoles);
    }
  }

  /// Mails.
  ///
  /// @param server null where there is none
  /// @param from never null where there is a server
  /// @param brand what the service is called
  /// @param kept whether mails are kept in memory where there is no server
  public record Mail(
      @Nullable SmtpServer server,
      @Nullable Sender from,
      MailTemplates templates,
      String brand,
      boolean kept) {

    /// Whether mails go anywhere.
    public boolean isSent() {
      return server != null || kept;
    }
  }

  /// How much a client may ask for.
  ///
  /// @param requests for each client, over all calls; empty for no limit
  /// @param redis null where each node counts for itself
  public record Limits(List<Limit> requests, List<Limit> apiKeys, @Nullable RedisAddress redis) {
    public Limits {
      requests = List.copyOf(requests);
      apiKeys = List.copyOf(apiKeys);
    }
  }

  /// Whom the server may call.
  ///
  /// @param plainHttp whether public hosts may be called without TLS
  /// @param leakedPasswords the range API that knows leaked passwords; null for none
  public record Outbound(
      boolean plainHttp, List<Exemption> allowed, @Nullable URI leakedPasswords) {
    public Outbound {
      allowed = List.copyOf(allowed);
    }
  }

  /// The record of who did what.
  ///
  /// @param kept how long events are; zero for ever
  public record Audit(Duration kept) {}

  /// What the server tells of itself.
  ///
  /// @param metricsPort a port of its own for the metrics; 0 takes any free one, null for none
  /// @param traces null when none are sent
  public record Operation(
      @Nullable Integer metricsPort, String metricsHost, @Nullable Traces traces) {}

  /// Where traces go.
  ///
  /// @param headers may hold a credential
  /// @param share of the traces that begin here, from 0 to 1
  public record Traces(
      URI endpoint,
      Map<String, String> headers,
      String serviceName,
      Map<String, String> attributes,
      double share) {
    @Override
    public String toString() {
      return "Traces[" + serviceName + "]";
    }
  }

  /// How a log line is written.
  public enum LogFormat {
    TEXT,
    JSON
  }

  /// The least important kind of line that is written.
  public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /// The log.
  public record Logging(LogFormat format, LogLevel level) {}
}
