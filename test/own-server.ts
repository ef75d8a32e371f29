import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

export interface ServerProgram {
  readonly program: string;
  readonly parameters: readonly string[];
  /** A line of its log says that it takes connections. */
  readonly ready: RegExp;
  /** What asks it to end in good order. */
  readonly endBy: NodeJS.Signals;
  /** All its files; goes with `remove`. */
  readonly folder: string;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Runs the server and tells its process id. When the pipe that is file 3 closes, because this process has ended in whatever way,
 * the server and its children are killed, also frozen ones, and their folder is removed.
 */
const watched = `
"$@" </dev/null 1>&2 3<&- &
server=$!
echo $server
{ cat <&3; kill -KILL $server $(ps -A -o pid=,ppid= | awk -v of=$server '$2 == of { print $1 }'); rm -rf "$0"; } >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait $server
kill -KILL $watcher`;

/** A server of somebody else's making that a test starts for itself, and treats badly. It never outlives the test's process. */
export class OwnServer {
  readonly #program: ServerProgram;
  #process: ChildProcess | undefined;
  #id = 0;
  #log = '';

  constructor(program: ServerProgram) {
    this.#program = program;
  }

  get running(): boolean {
    return this.#process !== undefined;
  }

  /** What it has said lately. */
  get said(): string {
    return this.#log;
  }

  /** Resolves when it takes connections; `env` is added to the environment. @throws with the server's log when it does not start */
  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.#process) throw new Error(`${this.#program.program} runs already.`);
    const { program, parameters, ready, folder, user } = this.#program;
    this.#log = '';
    const child = spawn('sh', ['-c', watched, folder, program, ...parameters], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      // In a group of its own: whoever kills that of the test leaves the watcher alive to do its work.
      detached: true,
      ...user,
    });
    this.#process = child;
    child.once('exit', () => (child.stdio[3] as { destroy?(): void } | null)?.destroy?.());
    child.once('close', () => {
      this.#process = undefined;
    });
    child.stdout!.once('data', (id) => {
      this.#id = Number(String(id));
    });
    await new Promise<void>((resolve, reject) => {
      child.stderr!.on('data', (text) => {
        this.#log = (this.#log + String(text)).slice(-10_000);
        if (ready.test(this.#log)) resolve();
      });
      child.once('close', () => reject(new Error(`${program} did not start:\n${this.#log}`)));
    });
  }

  /** Ends it in good order; `start` starts it again, on the same port and with what it had kept. */
  stop(): Promise<void> {
    return this.#end(() => this.#signal([this.#id], this.#program.endBy));
  }

  /** Ends it without a warning, as a power cut of its machine would. */
  kill(): Promise<void> {
    return this.#end(() => this.#signal(this.#all(), 'SIGKILL'));
  }

  /** It holds its connections and answers nothing until `thaw`. */
  freeze(): void {
    // The first stops making new ones before the others are counted.
    this.#signal([this.#id], 'SIGSTOP');
    this.#signal(this.#all(), 'SIGSTOP');
  }

  thaw(): void {
    this.#signal(this.#all(), 'SIGCONT');
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#program.folder, { recursive: true, force: true });
  }

  async #end(end: () => void): Promise<void> {
    if (!this.#process) return;
    const closed = once(this.#process, 'close');
    end();
    await closed;
  }

  #signal(ids: readonly number[], signal: NodeJS.Signals): void {
    if (!this.#process) return;
    for (const id of ids) {
      try {
        process.kill(id, signal);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
  }

  #all(): number[] {
    const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    const pairs = processes
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    return [this.#id, ...pairs.filter(([, parent]) => parent === this.#id).map(([id]) => id!)];
  }
}

/** Below the range from which the system takes ports for its own connections, so that it stays free while its server is stopped. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer();
    probe.listen(port, '127.0.0.1');
    const free = await once(probe, 'listening').then(
      () => true,
      () => false,
    );
    if (!free) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}

/** @throws with what to install when it is in none of the folders and not on the PATH */
export function findProgram(name: string, packageName: string, folders: readonly string[] = []): string {
  const path = [...folders, ...(process.env.PATH ?? '').split(delimiter)];
  const found = path.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (found) return found;
  throw new Error(`This test starts ${name}, which is not installed: apt-get install ${packageName} (bin/test does).`);
}
