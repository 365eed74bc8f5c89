package dev.gatehouse.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// The conversations that the measures hold.
public final class Requests {
  private static final String HOST = "Host: localhost\r\nUser-Agent: gatehouse-bench\r\n";
  private static final String LOGIN_EMAIL = "user0000000@example.com";

  private Requests() {}

  /// The same GET again and again.
  ///
  /// @param bearer the access token to send; empty for none
  public static Conversation get(String path, String bearer) {
    String authorization = bearer.isEmpty() ? "" : "Authorization: Bearer " + bearer + "\r\n";
    return new Same(ascii("GET " + path + " HTTP/1.1\r\n" + HOST + authorization + "\r\n"));
  }

  /// Signs in as one user after the other, chosen at random from `first` up to `users`.
  ///
  /// @param answers takes the body of each answer
  public static Conversation login(
      int first, int users, String password, long seed, Consumer<String> answers) {
    return login("/api/v1/auth/login", first, users, password, seed, answers);
  }

  private static Conversation login(
      String path, int first, int users, String password, long seed, Consumer<String> answers) {
    byte[] request =
        post(path, "{\"email\":\"" + LOGIN_EMAIL + "\",\"password\":\"" + password + "\"}");
    return new Login(request, first, users, new SplittableRandom(seed), answers);
  }

  /// Signs in as user `number` alone.
  public static Conversation loginAs(int number, String password, Consumer<String> answers) {
    return login(number, number + 1, password, 1, answers);
  }

  /// The same by another contract.
  ///
  /// @param path of its login
  public static Conversation loginAs(
      String path, int number, String password, Consumer<String> answers) {
    return login(path, number, number + 1, password, 1, answers);
  }

  /// Rotates one session's refresh token, each time with the token that the last answer brought.
  public static Conversation refresh(String token) {
    byte[] request = post("/api/v1/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
    return new Rotation(
        request, indexOf(request, 0, request.length, ascii("gtr_")), token.length());
  }

  /// The email of user `number`, as [dev.gatehouse.bench.subject.Population] makes them.
  public static String email(int number) {
    return "user%07d@example.com".formatted(number);
  }

  private static byte[] post(String path, String body) {
    return ascii(
        "POST %s HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, HOST, body.length(), body));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Where `wanted` begins, or -1.
  static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
    for (int i = from; i <= to - wanted.length; i++) {
      int same = 0;
      while (same < wanted.length && bytes[i + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  private static final class Same implements Conversation {
    private final byte[] request;

    Same(byte[] request) {
      this.request = request;
    }

    @Override
    public byte[] next() {
      return request;
    }

    @Override
    public void answered(int status, byte[] bytes, int from, int to) {}
  }

  private static final class Login implements Conversation {
    private final byte[] request;
    private final int first;
    private final int users;
    private final SplittableRandom random;
    private final Consumer<String> answers;
    private final int digits;

    Login(byte[] request, int first, int users, SplittableRandom random, Consumer<String> answers) {
      this.request = request;
      this.first = first;
      this.users = users;
      this.random = random;
      this.answers = answers;
      this.digits = indexOf(request, 0, request.length, ascii("user0")) + "user".length();
    }

    @Override
    public byte[] next() {
      int number = random.nextInt(first, users);
      for (int place = 6; place >= 0; place--) {
        request[digits + place] = (byte) ('0' + number % 10);
        number /= 10;
      }
      return request;
    }

    @Override
    public void answered(int status, byte[] bytes, int from, int to) {
      answers.accept(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private static final class Rotation implements Conversation {
    private static final byte[] MEMBER = ascii("\"refresh_token\":\"");

    private final byte[] request;
    private final int at;
    private final int length;

    Rotation(byte[] request, int at, int length) {
      this.request = request;
      this.at = at;
      this.length = length;
    }

    @Override
    public byte[] next() {
      return request;
    }

    @Override
    public void answered(int status, byte[] bytes, int from, int to) {
      int member = indexOf(bytes, from, to, MEMBER);
      if (member >= 0) {
        System.arraycopy(bytes, member + MEMBER.length, request, at, length);
      }
    }
  }
}
