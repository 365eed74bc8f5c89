// Builds and checks everything written for browsers beside Maven's compiler, which leaves a core idle:
// `node scripts/web.mjs begin FOLDER SKIP [SKIP ...]` returns at once, `node scripts/web.mjs await` prints what was said, and
// fails where it failed. FOLDER is where the pages go; a SKIP that is set leaves the checks out (see check-web.mjs), and the
// first of them lets the pages be left out as well (see build-web.mjs).
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const folder = path.join(path.dirname(path.dirname(self)), 'server', 'target');
const said = path.join(folder, 'web.log');
const running = path.join(folder, 'web.pid');
const ended = path.join(folder, 'web.exit');
const POLL_MILLIS = 100;
const LONGEST_MILLIS = 15 * 60_000;

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits for whoever works on it, an earlier build that was broken off, perhaps. */
async function idle() {
  const end = Date.now() + LONGEST_MILLIS;
  while (fs.existsSync(running) && !fs.existsSync(ended) && Date.now() < end) {
    if (!alive(Number(fs.readFileSync(running, 'utf8')))) {
      return;
    }
    await sleep(POLL_MILLIS);
  }
}

function script(name, ...args) {
  const file = path.join(path.dirname(self), name);
  return spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' }).status ?? 1;
}

const [what, target, ...skips] = process.argv.slice(2);
if (what === 'begin') {
  fs.mkdirSync(folder, { recursive: true });
  await idle();
  fs.rmSync(ended, { force: true });
  const log = fs.openSync(said, 'w');
  const worker = spawn(process.execPath, [self, 'work', target, ...skips], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  fs.writeFileSync(running, String(worker.pid));
  worker.unref();
} else if (what === 'work') {
  const built = script('build-web.mjs', target, skips[0] ?? '');
  fs.writeFileSync(ended, String(built === 0 ? script('check-web.mjs', ...skips) : built));
} else {
  await idle();
  process.stdout.write(fs.readFileSync(said));
  process.exitCode = fs.existsSync(ended) ? Number(fs.readFileSync(ended, 'utf8')) : 1;
}
