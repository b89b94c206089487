import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { machine, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { canary } from "./canaries.ts";
import { type Child, bundleOf } from "./records.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BINARY = process.env["LINDEN_SERVER"] ?? join(ROOT, "target/release/server");

/** What the server logs in tests: everything of its own rooms, and of sea-orm what it would say about a statement. */
const OWN_ROOMS = ["care", "http", "store", "worker", "gateways", "import", "demo"]
  .map((room) => `portal_${room}=trace`)
  .concat("info", "server=trace", "app=trace", "sea_orm=debug")
  .join(",");

/** Somebody who has enrolled. */
export interface Account {
  name: string;
  username: string;
  password: string;
}

/** How to sign in to the demo; the server writes it beside its database. */
export interface SignIns {
  staff: { username: string; name: string; role: string; password: string; secret: string }[];
  patient: Account;
  /** Acts for two children, and has no record here. */
  representative: Account;
  /** The elder of them. */
  teen: Account;
  to_enroll: { given: string; family: string; born: string; sex: string; zip: string };
}

/** A running portal with an invented clinic of its own. */
export interface Portal {
  /** Its origin. */
  readonly url: string;
  readonly signIns: SignIns;
  /** Everything the server has logged so far, in more detail than it is set to when it is shipped. */
  logged(): string[];
  /** What the server complained about so far. */
  complaints(): string[];
  /** Sets the server's clock so many seconds ahead of the real one, while it runs. Only with a moving clock. */
  ahead(seconds: number): void;
  /** The server's time, in milliseconds. */
  now(): number;
  /** Stops the server and starts it again, with its data and at its address: its hourly rounds begin anew. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The library that tells a program another time (Debian's libfaketime, for programs with threads). */
function faketime(): string {
  const named = process.env["LINDEN_FAKETIME"];
  if (named) return named;
  const folders = ["/usr/lib", "/usr/local/lib"].flatMap((lib) =>
    existsSync(lib) ? [lib, ...readdirSync(lib).map((folder) => join(lib, folder))] : [],
  );
  const there = folders.map((folder) => join(folder, "faketime/libfaketimeMT.so.1")).filter((file) => existsSync(file));
  // Debian has a folder for each kind of machine, and may have libraries of several.
  const library = there.find((file) => file.includes(`/${machine()}-`)) ?? there[0];
  if (library === undefined) throw new Error("libfaketime is missing: ./dev setup installs it");
  return library;
}

/** Makes a clock that reads a file whenever somebody asks for the time. What measures how long something takes stays true. */
function movingClock(file: string): NodeJS.ProcessEnv {
  return {
    LD_PRELOAD: faketime(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
}

/** Whole seconds, in one go: half a number would be another time. */
function setAhead(file: string, seconds: number): void {
  writeFileSync(`${file}.new`, `+${seconds}`);
  renameSync(`${file}.new`, file);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, "exit");
  server.kill("SIGTERM");
  await exit;
}

async function answers(url: string, server: ChildProcess, log: string[]): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (server.exitCode !== null) break;
    const reply = await fetch(`${url}/health`).catch(() => undefined);
    if (reply?.ok) return;
    await new Promise((passed) => setTimeout(passed, 25));
  }
  throw new Error(`the portal did not start (${BINARY}):\n${log.join("\n")}`);
}

async function serve(data: string, settings?: string, moving = false): Promise<Portal> {
  const port = await freePort();
  // By its name: browsers make no passkeys for an address of digits.
  const url = `http://localhost:${port}`;
  const log: string[] = [];
  const args = [settings === undefined ? "demo" : "serve", "--data", data, "--listen", `127.0.0.1:${port}`];
  if (settings !== undefined) {
    writeFileSync(join(data, "linden.toml"), settings);
    args.push("--config", join(data, "linden.toml"), "--public-url", url);
  }
  const clock = join(data, "clock");
  let lead = 0;
  if (moving) setAhead(clock, lead);
  const start = async (): Promise<ChildProcess> => {
    // What it prints is how to sign in: not for logs.
    const started = spawn(BINARY, args, {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "pipe"],
      // Our own rooms in full; what lies below them would only be slow.
      env: { ...process.env, LINDEN_LOG: OWN_ROOMS, ...(moving ? movingClock(clock) : {}) },
    });
    started.on("error", (error) => log.push(String(error)));
    started.stderr?.setEncoding("utf8").on("data", (text: string) => log.push(...text.split("\n").filter(Boolean)));
    await answers(url, started, log);
    return started;
  };
  let server = await start();
  // The loader leaves out what does not fit, says so, and goes on: the clock would stand.
  if (moving && log.some((line) => line.includes("cannot be preloaded"))) {
    await end(server);
    throw new Error(log.join("\n"));
  }
  const signIns = JSON.parse(readFileSync(join(data, "demo-sign-ins.json"), "utf8")) as SignIns;
  for (const { username, name, password, secret } of signIns.staff) for (const one of [username, name, password, secret]) canary(one);
  for (const { name, username, password } of [signIns.patient, signIns.representative, signIns.teen]) {
    for (const one of [name, username, password]) canary(one);
  }
  for (const one of [signIns.to_enroll.family, signIns.to_enroll.born]) canary(one);
  return {
    url,
    signIns,
    logged: () => [...log],
    complaints: () => log.filter((line) => /"level":"(?:ERROR|WARN)"|panicked/.test(line)),
    ahead: (seconds) => {
      if (!moving) throw new Error("this portal's clock does not move");
      lead = Math.round(seconds);
      setAhead(clock, lead);
    },
    now: () => Date.now() + lead * 1000,
    restart: async () => {
      await end(server);
      server = await start();
    },
    stop: () => end(server),
  };
}

/** A filled clinic that was never used. Filling one takes its time, copying it does not. */
export async function fillTemplate(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), "linden-template-"));
  await (await serve(data)).stop();
  return data;
}

/** Brings records of children into a clinic that nobody serves yet, as an operator does. */
function bring(children: readonly Child[], data: string): void {
  const file = join(data, "children.json");
  writeFileSync(file, JSON.stringify(bundleOf(children)));
  const { status, stdout, stderr } = spawnSync(BINARY, ["import", "--data", data, file], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`the records were refused:\n${stdout}\n${stderr}`);
}

/**
 * Starts a portal with a copy of the filled clinic: nothing that another test did is in it. With settings (TOML) it is
 * served for real, not as a demo: letters leave by the carriers that the settings name. A moving clock can be set ahead
 * while it runs. The children are patients besides, of the pediatricians.
 */
export async function openPortal(settings?: string, moving = false, children: readonly Child[] = []): Promise<Portal> {
  const template = process.env["LINDEN_TEMPLATE"];
  if (template === undefined) throw new Error("the global set-up has not run");
  const data = mkdtempSync(join(tmpdir(), "linden-portal-"));
  cpSync(template, data, { recursive: true });
  if (children.length > 0) bring(children, data);
  const portal = await serve(data, settings, moving);
  return {
    ...portal,
    stop: async () => {
      await portal.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
