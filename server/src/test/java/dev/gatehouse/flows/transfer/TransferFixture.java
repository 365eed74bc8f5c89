package dev.gatehouse.flows.transfer;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.HashSettings;
import dev.gatehouse.identity.passwords.PasswordHasher;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.json.Lines;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A running server, and imports beside it into the same database, as the command line makes them.
@SuppressWarnings("NullAway.Init") // set before each run of the class
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransferFixture {
  static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Parameter TestDatabase kind;
  TestServer server;
  Api api;
  HashPool pool;
  UserImport importer;
  UserExport exporter;

  @BeforeParameterizedClassInvocation
  void start() {
    server = TestServer.start(kind);
    api = server.api();
    Database database = server.database();
    Randomness random = new Randomness(database.clock());
    Revocations revocations = new Revocations(database, Duration.ofMinutes(30));
    Roles roles = new Roles(random);
    Audit audit = new Audit(random, database.clock());
    pool = new HashPool(1, 8);
    Passwords passwords =
        new Passwords(new PasswordHasher(HashSettings.bcrypt(4), new SecureRandom()), pool);
    Sessions sessions = new Sessions(new NoCarrier(), random, database.clock());
    ImportBatch batches =
        new ImportBatch(
            new ImportBatch.Parts(
                new Accounts(), roles, sessions, new ApiKeys(random, database.clock()), audit),
            random,
            database.clock());
    importer = new UserImport(database, revocations, passwords, batches, audit);
    exporter = new UserExport(database, roles, audit);
  }

  @AfterParameterizedClassInvocation
  void stop() {
    pool.close();
    server.close();
  }

  static String newEmail() {
    return "carried" + NUMBER.incrementAndGet() + "@example.com";
  }

  final ImportSummary take(Carrier by, String... lines) {
    return take(by, String.join("\n", lines));
  }

  final ImportSummary take(Carrier by, String lines) {
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    return importer.run(new Lines(new ByteArrayInputStream(bytes), UserImport.LONGEST_LINE), by);
  }

  static String line(Map<String, ?> members) {
    return JSON.writeValueAsString(members);
  }

  final List<JsonNode> export(boolean hashes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      exporter.write(out, hashes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8).lines().map(JSON::readTree).toList();
  }

  final JsonNode exported(String email) {
    return export(false).stream()
        .filter(line -> line.get("email").stringValue().equals(email))
        .findFirst()
        .orElseThrow();
  }
}
