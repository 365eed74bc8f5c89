package dev.gatehouse.identity.guessing;

import dev.gatehouse.platform.redis.Redis;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The same attempts counted for all nodes together, in Redis. Each script runs there as a whole,
/// with nothing between its steps; it says what [Tries] says.
final class SharedTries {
  private static final String COUNT =
      """
      local now = tonumber(ARGV[1])
      local wait = 0
      for i, key in ipairs(KEYS) do
        local left = tonumber(redis.call('HGET', key, 'u') or '0') - now
        if left > wait and left <= 2 * tonumber(ARGV[i * 5 - 1]) then wait = left end
      end
      if wait > 0 then return {wait} end
      local told = {0}
      for i, key in ipairs(KEYS) do
        local free, first = tonumber(ARGV[i * 5 - 3]), tonumber(ARGV[i * 5 - 2])
        local longest, one = tonumber(ARGV[i * 5 - 1]), tonumber(ARGV[i * 5])
        local most = tonumber(ARGV[i * 5 + 1])
        local f = math.max(tonumber(redis.call('HGET', key, 'f') or '0'), now) + one
        f = math.min(f, now + most * one)
        local n = math.ceil((f - now) / one)
        local u = 0
        if n > free then u = now + math.min(longest, first * 2 ^ (n - free - 1)) end
        redis.call('HSET', key, 'f', string.format('%.0f', f), 'u', string.format('%.0f', u))
        redis.call('PEXPIRE', key, string.format('%.0f', math.max(f, u) - now + 10000))
        told[i + 1] = u
      end
      return told
      """;

  private static final String REFUND =
      """
      for i, key in ipairs(KEYS) do
        local f = redis.call('HGET', key, 'f')
        if f then
          f = tonumber(f) - tonumber(ARGV[i * 2 - 1])
          redis.call('HSET', key, 'f', string.format('%.0f', f))
          if tonumber(redis.call('HGET', key, 'u')) == tonumber(ARGV[i * 2]) then
            redis.call('HSET', key, 'u', '0')
          end
        end
      end
      return {0}
      """;

  private final Redis redis;

  SharedTries(Redis redis) {
    this.redis = redis;
  }

  /// Counts an attempt under all of `keys`, unless one of them says to wait; empty when Redis does
  /// not answer.
  Optional<Counted> count(List<Key> keys, long now) {
    List<Long> arguments = new ArrayList<>(List.of(now));
    for (Key key : keys) {
      Lane lane = key.lane();
      arguments.add((long) lane.free());
      arguments.add(lane.firstMillis());
      arguments.add(lane.longestMillis());
      arguments.add(lane.forgottenMillis());
      arguments.add(lane.most());
    }
    return run(COUNT, keys, arguments)
        .map(told ->
            told.getFirst() > 0
                ? Counted.refused(told.getFirst())
                : new Counted(0, told.subList(1, told.size())));
  }

  void refund(List<Key> keys, List<Long> until) {
    List<Long> arguments = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      arguments.add(keys.get(i).lane().forgottenMillis());
      arguments.add(until.get(i));
    }
    run(REFUND, keys, arguments);
  }

  void clear(Key key) {
    redis.ask(open -> open.async().del(key.name()));
  }

  private Optional<List<Long>> run(String script, List<Key> keys, List<Long> arguments) {
    return redis.ask(open -> answer(open, script, keys, arguments));
  }

  private static List<Long> answer(
      StatefulRedisConnection<String, byte[]> open,
      String script,
      List<Key> keys,
      List<Long> arguments) {
    byte[][] values =
        arguments.stream()
            .map(number -> Long.toString(number).getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
    String[] names = keys.stream().map(Key::name).toArray(String[]::new);
    try {
      return open.async()
          .<List<Long>>eval(script, ScriptOutputType.MULTI, names, values)
          .get(Redis.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Redis does not answer", e);
    }
  }
}
