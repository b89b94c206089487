import { open, ready, signedIn } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("every page has a content policy with a nonce of its own", async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/no-such-page/);
  const nonces = new Set<string>();
  const patient = await signedIn(page, portal);
  const paths = ["/support", "/practices", patient, `${patient}/messages`, "/no-such-page", "/support"];
  for (const path of paths) {
    const reply = await page.goto(path);
    const headers = (await reply?.allHeaders()) ?? {};
    const policy = headers["content-security-policy"] ?? "";
    const html = (await reply?.text()) ?? "";
    const [, nonce = ""] = policy.match(/script-src 'nonce-([^']+)' 'strict-dynamic' 'wasm-unsafe-eval';/) ?? [];
    expect(nonce.length, path).toBeGreaterThanOrEqual(16);
    nonces.add(nonce);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default;");
    for (const weak of ["'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*"]) expect(policy).not.toContain(weak);

    // Style sheets could read the nonce in any other attribute; and a script named early needs it, or is not taken.
    expect(html.replaceAll(`nonce="${nonce}"`, "")).not.toContain(nonce);
    for (const [tag] of html.matchAll(/<link rel="modulepreload"[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    // Named early are the pieces of this page, each once: never another page's.
    const early = [...html.matchAll(/<link rel="(?:module)?preload"[^>]* href="([^"]+)"/g)].map(([, href]) => href);
    expect(new Set(early).size).toBe(early.length);
    const pieces = early.map((href = "") => /split_([a-z]+)_/.exec(href)?.[1]).filter((piece) => piece !== undefined);
    const whose = path.startsWith("/p/") ? ["patient"] : path === "/no-such-page" ? [] : ["visitor"];
    expect(pieces, path).toEqual(whose);
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    const tags = [...html.matchAll(/<[a-z][^>]*>/g)].map(([tag]) => tag);
    expect(tags.filter((tag) => /\s(on\w+|style)=|javascript:/i.test(tag))).toEqual([]);
    expect(headers["cache-control"]).toBe("no-store");
    await ready(page);
  }
  expect(nonces.size).toBe(paths.length);
});

test("every answer has the headers that protect it", async ({ page, portal }) => {
  await open(page, "/");
  const file = await page.evaluate(() => document.querySelector<HTMLLinkElement>("link[rel=stylesheet]")?.href);
  for (const url of ["/", "/sw.js", "/favicon.svg", "/health", "/offline.html", file ?? "?"]) {
    const { headers } = await fetch(new URL(url, portal.url));
    expect(headers.get("x-content-type-options"), url).toBe("nosniff");
    expect(headers.get("referrer-policy"), url).toBe("same-origin");
    expect(headers.get("x-frame-options"), url).toBe("DENY");
    expect(headers.get("cross-origin-opener-policy"), url).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy"), url).toBe("same-origin");
    expect(headers.get("strict-transport-security"), url).toContain("max-age=63072000");
    expect(headers.get("permissions-policy"), url).toContain("camera=()");
    expect(headers.get("content-security-policy"), url).toContain("default-src 'none'");
  }
  expect((await fetch(file ?? "?")).headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect((await fetch(`${portal.url}/sw.js`)).headers.get("cache-control")).toBe("no-cache");
});

test("what the policy forbids is refused, and these tests would see it", async ({ page, watch }) => {
  await open(page, "/support");
  const refused = await page.evaluate(async () => {
    // Later, in the page's own time: what a debugger evaluates is excused.
    await new Promise((passed) => setTimeout(passed));
    const said: string[] = [];
    const attempt = async (name: string, act: () => unknown) => {
      try {
        await act();
        said.push(`${name} was let through`);
      } catch (error) {
        said.push(`${name}: ${(error as Error).name}`);
      }
    };
    await attempt("a script from a string", () => (0, eval)("1"));
    await attempt("a function from a string", () => new Function("return 1")());
    await attempt("a script of a stranger", () => {
      document.createElement("script").src = "https://evil.example/x.js";
    });
    await attempt("a request to a stranger", () => fetch("https://evil.example/"));
    const image = document.createElement("img");
    await attempt("a picture of a stranger", () => new Promise((_, failed) => {
      image.onerror = () => failed(new TypeError("refused"));
      image.src = "https://evil.example/x.png";
    }));
    return said;
  });
  expect(refused.filter((line) => line.includes("let through"))).toEqual([]);
  await expect.poll(() => watch.take(/^content policy: (connect|img)-src/).length).toBeGreaterThanOrEqual(2);
  watch.take(/./);
});

test("a request that changes something must come from this site", async ({ portal }) => {
  const post = (headers: Record<string, string>) =>
    fetch(`${portal.url}/api/accounts/sign-out`, { method: "POST", headers }).then((reply) => reply.status);
  expect(await post({})).toBe(403);
  expect(await post({ origin: "https://evil.example" })).toBe(403);
  expect(await post({ origin: "null" })).toBe(403);
  expect(await post({ origin: portal.url, "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await post({ origin: portal.url })).not.toBe(403);
});

test("nothing in a public page names the patients of the demo", async ({ page, portal }) => {
  const { patient, to_enroll } = portal.signIns;
  for (const path of ["/", "/practices", "/support", "/enroll"]) {
    const reply = await page.goto(path);
    const html = (await reply?.text()) ?? "";
    for (const secret of [patient.name, patient.password, to_enroll.family]) expect(html, path).not.toContain(secret);
  }
});
