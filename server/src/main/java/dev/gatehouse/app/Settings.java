package dev.gatehouse.app;

import dev.gatehouse.contracts.pages.Brand;
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
    TokenSettings tokens,
    Passwords passwords,
    ContractSettings contracts,
    Mfa mfa,
    Mail mail,
    Brand brand,
    RelyingParty passkeys,
    Limits limits,
    Outbound outbound,
    Audit audit,
    OperationSettings operation,
    LogSettings logging,
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
    TokenSettings tokens = TokenVariables.read(values, secrets);
    Passwords passwords = PasswordVariables.read(values);
    ContractSettings contracts = ContractVariables.read(values, where);
    Mfa mfa = MfaVariables.read(values);
    Mail mail = MailVariables.read(values, where, directory);
    MailVariables.require(mail, contracts.registration());
    RelyingParty passkeys = PasskeyVariables.read(values, http.publicUrl(), mail.brand());
    Brand brand = BrandVariables.read(values, mail.brand(), directory);
    Limits limits = LimitVariables.read(values);
    Outbound outbound = OutboundVariables.read(values, where);
    OperationSettings operation =
        OperationVariables.read(values, http, HttpVariables.hostIsSet(values));
    LogSettings logging = LoggingVariables.read(values, where);
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
}
