// How much a patient's browser downloads before it can be used: brotli (quality 11) bytes of everything the sign-in page
// loads. Fails when that is over the budget, or when a patient is sent a piece of the staff's desk.
// Run after a release build: npm run size
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { chromium } from "@playwright/test";

const BUDGET = Number(process.env.LINDEN_FIRST_LOAD_KIB ?? 260) * 1024;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BINARY = process.env.LINDEN_SERVER ?? join(ROOT, "target/release/server");
const PKG = join(process.env.LINDEN_SITE ?? join(ROOT, "target/site"), "pkg");

const packed = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
const kib = (bytes) => `${(bytes / 1024).toFixed(1).padStart(7)} KiB`;
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
const sizes = new Map();
const sizeOf = (file) => {
  if (!sizes.has(file)) sizes.set(file, packed(readFileSync(join(PKG, file))));
  return sizes.get(file);
};
const table = (title, lines) => {
  console.log(`\n${title}`);
  for (const [name, bytes] of lines) console.log(`  ${kib(bytes)}  ${name}`);
};

/** Which pieces each lazy page needs, as the build wrote it down. */
function pages() {
  const manifest = readdirSync(PKG).find((file) => /^__wasm_split_manifest.*\.json$/.test(file));
  if (manifest === undefined) return new Map();
  const files = readdirSync(PKG).filter((file) => file.endsWith(".wasm"));
  const fileOf = (piece) => files.find((file) => file === `${piece}.wasm` || file.startsWith(`${piece}.`));
  const all = Object.entries(JSON.parse(readFileSync(join(PKG, manifest), "utf8")));
  return new Map(
    all.map(([name, pieces]) => [name.replace(/^_+|_view_\d+$|_\d+$/g, ""), pieces.map(fileOf).filter(Boolean)]),
  );
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}

const data = mkdtempSync(join(tmpdir(), "linden-size-"));
const listen = `127.0.0.1:${await freePort()}`;
const server = spawn(BINARY, ["demo", "--data", data, "--listen", listen], { cwd: ROOT, stdio: "ignore" });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const problems = [];
try {
  const url = `http://${listen.replace("127.0.0.1", "localhost")}`;
  for (let tries = 0; !(await fetch(`${url}/health`).catch(() => undefined))?.ok; tries += 1) {
    if (tries > 600 || server.exitCode !== null) throw new Error("the portal did not start");
    await new Promise((passed) => setTimeout(passed, 100));
  }
  // Workers off: what they fetch ahead is no part of the first load, and they would hide requests.
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const loaded = new Set();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/pkg/")) loaded.add(pathname.slice("/pkg/".length));
  });
  const reply = await page.goto(url);
  const html = await reply.body();
  await page.locator("body[data-ready]").waitFor({ state: "attached" });
  await page.waitForLoadState("networkidle");
  const first = [["/ (the page)", packed(html)], ...[...loaded].sort().map((file) => [file, sizeOf(file)])];
  const total = sum(first.map(([, bytes]) => bytes));
  table("The sign-in page, cold:", first);
  console.log(`  ${kib(total)}  in all, of ${kib(BUDGET).trim()}`);
  if (total > BUDGET) problems.push(`the first load is ${kib(total - BUDGET).trim()} over its budget`);

  // On to the inbox, as a patient does.
  const atSignIn = new Set(loaded);
  const { patient } = JSON.parse(readFileSync(join(data, "demo-sign-ins.json"), "utf8"));
  await page.locator("#username").fill(patient.username);
  await page.locator("#password").fill(patient.password);
  await page.locator("main form button.button").click();
  await page.waitForURL(/\/p\//);
  await page.locator("body[data-ready]").waitFor({ state: "attached" });
  const home = await page.content();
  await page.goto(`${page.url()}/messages`);
  await page.locator("body[data-ready]").waitFor({ state: "attached" });
  await page.waitForLoadState("networkidle");
  const later = [...loaded].filter((file) => !atSignIn.has(file)).sort();
  table("More until the inbox:", later.map((file) => [file, sizeOf(file)]));
  console.log(`  ${kib(total + sum(later.map(sizeOf)))}  from the sign-in page to the inbox, without the later pages' HTML`);

  const lazy = pages();
  if (lazy.size === 0) problems.push("the build has no list of lazy pieces: is it split?");
  table(
    "Each lazy page, with all its pieces:",
    [...lazy].map(([name, files]) => [`${name} (${files.length})`, sum(files.filter((file) => !atSignIn.has(file)).map(sizeOf))]),
  );
  const staffs = new Set([...lazy].filter(([name]) => /staff|desk|admin/.test(name)).flatMap(([, files]) => files));
  for (const [name, files] of lazy) if (!/staff|desk|admin/.test(name)) for (const file of files) staffs.delete(file);
  table("Of these the staff's alone:", [...staffs].sort().map((file) => [file, sizeOf(file)]));
  for (const file of staffs) {
    if (loaded.has(file)) problems.push(`a patient's browser loads ${file}, which is the staff's`);
    if (html.includes(file) || home.includes(file)) problems.push(`a patient's page names ${file}, which is the staff's`);
  }
} finally {
  await browser.close();
  const exit = once(server, "exit");
  server.kill("SIGTERM");
  await exit;
  rmSync(data, { recursive: true, force: true });
}
for (const problem of problems) console.error(`\n${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
