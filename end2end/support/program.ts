import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** How a command ended. */
export interface Ended {
  /** 0 done, 1 refused, 2 wrong usage. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** One measure of `lagebild coverage --format json`. */
export interface Count {
  live: number;
  unknown: number;
  total: number;
}

/** What `lagebild coverage --format json` prints. */
export interface Coverage {
  service: string | null;
  commitment: string | null;
  on: string;
  scope: string;
  authorities: Count;
  communes: Count;
  inhabitants: Count;
  complete: boolean;
}

/** The program, copied alone into an empty folder: whatever it needs beside itself, it does not find. */
export class Program {
  readonly folder: string;
  readonly #environment: Record<string, string>;

  private constructor(folder: string, environment: Record<string, string> = {}) {
    this.folder = folder;
    this.#environment = environment;
  }

  /** The same program, told something by environment variables. */
  with(environment: Record<string, string>): Program {
    return new Program(this.folder, environment);
  }

  static async install(): Promise<Program> {
    const binary = process.env["LAGEBILD_BINARY"];
    if (binary === undefined) {
      throw new Error("LAGEBILD_BINARY nennt das Programm nicht; „cargo xtask test“ baut und nennt es.");
    }
    const folder = await mkdtemp(join(tmpdir(), "lagebild-"));
    await copyFile(binary, join(folder, "lagebild"));
    return new Program(folder);
  }

  async uninstall(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  /** What lies in the folder: the program, and what it wrote. */
  files(): Promise<string[]> {
    return readdir(this.folder);
  }

  /** Runs a command until it ends. */
  async run(database: string, ...args: string[]): Promise<Ended> {
    const child = this.start(database, args);
    const [stdout, stderr] = [collect(child, "stdout"), collect(child, "stderr")];
    const [code] = (await once(child, "close")) as [number | null];
    return { code, stdout: stdout(), stderr: stderr() };
  }

  /** Runs a command that has to succeed, and returns its results. */
  async succeed(database: string, ...args: string[]): Promise<string> {
    const ended = await this.run(database, ...args);
    if (ended.code !== 0) throw new Error(`lagebild ${args.join(" ")} endet mit ${ended.code}: ${ended.stderr}`);
    return ended.stdout;
  }

  /** The figures on the command line. */
  async coverage(database: string, ...args: string[]): Promise<Coverage> {
    return JSON.parse(await this.succeed(database, "coverage", "--format", "json", ...args)) as Coverage;
  }

  /** Starts the web server, on a free port unless told otherwise, and waits until it answers. */
  async serve(database: string, ...args: string[]): Promise<Server> {
    const listen = args.includes("--listen") ? [] : ["--listen", "127.0.0.1:0"];
    const child = this.start(database, ["serve", ...listen, ...args]);
    const log = collect(child, "stderr");
    const lines = createInterface({ input: child.stdout! });
    const setupLink = new Promise<string>((resolve) => {
      lines.on("line", (line) => {
        const found = /\/einrichten\/[0-9a-f]+$/.exec(line);
        if (found !== null) resolve(found[0]);
      });
    });
    const first = await Promise.race([once(lines, "line"), once(child, "exit").then(() => undefined)]);
    if (first === undefined) throw new Error(`lagebild serve startet nicht: ${log()}`);
    return new Server(child, database, String(first[0]), log, setupLink);
  }

  private start(database: string, args: string[]): ChildProcess {
    return spawn(join(this.folder, "lagebild"), ["--database", database, ...args], {
      cwd: this.folder,
      // Nothing of the surroundings: neither settings nor a path to other programs.
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
}

/** A running web server. */
export class Server {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The URL of its database. */
  readonly database: string;
  readonly #child: ChildProcess;
  readonly #log: () => string;
  readonly #setupLink: Promise<string>;

  constructor(child: ChildProcess, database: string, url: string, log: () => string, setupLink: Promise<string>) {
    this.#child = child;
    this.database = database;
    this.url = url;
    this.#log = log;
    this.#setupLink = setupLink;
  }

  /** The path at which the first account is made; printed as long as there is no admin. */
  setupLink(): Promise<string> {
    return this.#setupLink;
  }

  /** What it wrote on stderr so far. */
  get log(): string {
    return this.#log();
  }

  /** Asks it to stop and returns its exit code. */
  stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  /** Ends it at once, without a chance to tidy up. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const closed = once(this.#child, "close");
      this.#child.kill(signal);
      await closed;
    }
    return this.#child.exitCode;
  }
}

function collect(child: ChildProcess, stream: "stdout" | "stderr"): () => string {
  const chunks: Buffer[] = [];
  child[stream]!.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
