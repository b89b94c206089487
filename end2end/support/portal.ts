import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BINARY = process.env["LINDEN_SERVER"] ?? join(ROOT, "target/release/server");

/** How to sign in to the demo; the server writes it beside its database. */
export interface SignIns {
  staff: { username: string; name: string; role: string; password: string; secret: string }[];
  patient: { name: string; username: string; password: string };
  to_enroll: { given: string; family: string; born: string; sex: string; zip: string };
}

/** A running portal with an invented clinic of its own. */
export interface Portal {
  /** Its origin. */
  readonly url: string;
  readonly signIns: SignIns;
  /** What the server complained about so far. */
  complaints(): string[];
  stop(): Promise<void>;
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

async function serve(data: string): Promise<Portal> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log: string[] = [];
  const args = ["demo", "--data", data, "--listen", `127.0.0.1:${port}`];
  // What it prints is how to sign in: not for logs.
  const server = spawn(BINARY, args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  server.on("error", (error) => log.push(String(error)));
  server.stderr?.setEncoding("utf8").on("data", (text: string) => log.push(...text.split("\n").filter(Boolean)));
  await answers(url, server, log);
  const signIns = JSON.parse(readFileSync(join(data, "demo-sign-ins.json"), "utf8")) as SignIns;
  return {
    url,
    signIns,
    complaints: () => log.filter((line) => /"level":"(?:ERROR|WARN)"|panicked/.test(line)),
    stop: () => end(server),
  };
}

/** A filled clinic that was never used. Filling one takes its time, copying it does not. */
export async function fillTemplate(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), "linden-template-"));
  await (await serve(data)).stop();
  return data;
}

/** Starts a portal with a copy of the filled clinic: nothing that another test did is in it. */
export async function openPortal(): Promise<Portal> {
  const template = process.env["LINDEN_TEMPLATE"];
  if (template === undefined) throw new Error("the global set-up has not run");
  const data = mkdtempSync(join(tmpdir(), "linden-portal-"));
  cpSync(template, data, { recursive: true });
  const portal = await serve(data);
  return {
    ...portal,
    stop: async () => {
      await portal.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
