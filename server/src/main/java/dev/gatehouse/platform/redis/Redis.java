package dev.gatehouse.platform.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Redis that need not be there.
///
/// A thread of its own connects, and writes a pulse once a second. The first question that is not
/// answered within [#PATIENCE] marks Redis as gone; from then on nobody waits for it until the
/// pulse gets through again.
public final class Redis implements AutoCloseable {
  /// The longest that anybody waits for an answer.
  public static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
  private static final Duration PULSE = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int WAITING_COMMANDS = 10_000;
  private static final int THREADS = 2;

  private enum State {
    STARTING,
    UP,
    GONE
  }

  private final RedisAddress address;
  private final String pulseKey;
  private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();
  private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
  private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);
  private final LongAdder losses = new LongAdder();
  private final Thread keeper;
  private volatile boolean running = true;
  private volatile @Nullable StatefulRedisConnection<String, byte[]> commands;
  private @Nullable StatefulRedisPubSubConnection<String, String> messages;
  private @Nullable RedisClient client;
  private @Nullable ClientResources resources;

  /// Begins to connect, and does not wait for it.
  ///
  /// @param node tells this process from the others
  public Redis(RedisAddress address, String node) {
    this.address = address;
    this.pulseKey = "gatehouse:pulse:" + node;
    this.keeper = Thread.ofPlatform().name("redis").daemon().start(this::keep);
  }

  /// Whether Redis answered last time.
  public boolean isUp() {
    return state.get() == State.UP;
  }

  /// How often Redis was lost since the start.
  public long losses() {
    return losses.sum();
  }

  /// What Redis answers to `question`; empty when it is gone or does not answer. The question
  /// itself must not wait longer than [#PATIENCE].
  public <T> Optional<T> ask(Function<StatefulRedisConnection<String, byte[]>, T> question) {
    StatefulRedisConnection<String, byte[]> open = commands;
    if (open == null || !isUp()) {
      return Optional.empty();
    }
    try {
      return Optional.of(question.apply(open));
    } catch (RuntimeException e) {
      lost(e);
      return Optional.empty();
    }
  }

  /// Sends `message` to every listener of `channel`, and waits for nothing.
  public void publish(String channel, String message) {
    ask(open -> open.async().publish(channel, message.getBytes(StandardCharsets.UTF_8)));
  }

  /// Hands each message on `channel` to `listener`, on a thread that must not be kept. What is sent
  /// while Redis is gone is never heard.
  public void listen(String channel, Consumer<String> listener) {
    listeners.put(channel, listener);
  }

  @Override
  public void close() {
    running = false;
    keeper.interrupt();
    try {
      keeper.join(CONNECT.plusSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    try {
      while (running) {
        beat();
        Thread.sleep(PULSE);
      }
    } catch (InterruptedException e) {
      LOG.debug("closed");
    } finally {
      disconnect();
    }
  }

  private void beat() throws InterruptedException {
    try {
      StatefulRedisConnection<String, byte[]> open = connected();
      SetArgs aShortWhile = SetArgs.Builder.px(PULSE.multipliedBy(5));
      open.async()
          .set(pulseKey, new byte[0], aShortWhile)
          .get(patienceOfThePulse().toMillis(), TimeUnit.MILLISECONDS);
      subscribe();
      found();
    } catch (ExecutionException | TimeoutException | RuntimeException | Error e) {
      lost(e);
    }
  }

  /// The first time, half of the client's classes have yet to be loaded.
  private Duration patienceOfThePulse() {
    return state.get() == State.STARTING ? CONNECT : PATIENCE;
  }

  private StatefulRedisConnection<String, byte[]> connected() {
    StatefulRedisConnection<String, byte[]> open = commands;
    if (open == null) {
      open = client().connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
      commands = open;
    }
    return open;
  }

  private RedisClient client() {
    RedisClient known = client;
    if (known == null) {
      resources =
          DefaultClientResources.builder()
              .ioThreadPoolSize(THREADS)
              .computationThreadPoolSize(THREADS)
              .reconnectDelay(Delay.constant(PULSE.dividedBy(2)))
              .build();
      known = RedisClient.create(resources, uri(address));
      known.setOptions(
          ClientOptions.builder()
              .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
              .requestQueueSize(WAITING_COMMANDS)
              .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
              .build());
      client = known;
    }
    return known;
  }

  private static RedisURI uri(RedisAddress address) {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.port())
            .withSsl(address.tls())
            .withDatabase(address.database())
            .withTimeout(CONNECT);
    if (address.password() != null) {
      char[] password = address.password().reveal().toCharArray();
      if (address.user() == null) {
        uri.withPassword(password);
      } else {
        uri.withAuthentication(address.user(), password);
      }
    }
    return uri.build();
  }

  private void subscribe() {
    StatefulRedisPubSubConnection<String, String> open = messages;
    if (open == null && !listeners.isEmpty()) {
      open = client().connectPubSub();
      open.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
              listeners.getOrDefault(channel, _ -> {}).accept(message);
            }
          });
      messages = open;
    }
    for (String channel : listeners.keySet()) {
      if (open != null && subscribed.add(channel)) {
        var _ = open.async().subscribe(channel);
      }
    }
  }

  private void found() {
    State before = state.getAndSet(State.UP);
    if (before != State.UP) {
      LOG.info("Redis at {} {}", address, before == State.GONE ? "answers again" : "is in use");
    }
  }

  private void lost(Throwable why) {
    if (state.getAndSet(State.GONE) != State.GONE && running) {
      losses.increment();
      LOG.warn(
          "Redis at {} does not answer ({}): limits are counted by each node, news is polled",
          address,
          reason(why));
    }
  }

  private static String reason(Throwable why) {
    Throwable cause = why.getCause();
    Throwable told = cause == null || why instanceof RedisException ? why : cause;
    return told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
  }

  private void disconnect() {
    if (client != null) {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
    if (resources != null) {
      var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }
}
