import { askForVisit, fillVisit, openAsk, openForm } from "../support/asks.ts";
import { canary } from "../support/canaries.ts";
import { add, lines, picture } from "../support/files.ts";
import { call, fillSignIn, firstThread, open, ready, signedIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

const KEEP = "/api/asks/keep-draft";
const KEPT = "We kept what you had begun to write.";
const REASON = canary("My left knee has been stiff since summer, and");
const NOTE = canary("The blue ones, as the last time");
const MORE = canary("My left knee has been stiff since summer, and my right one since fall");

/** Does something, and waits until the server has kept a request with these fields. */
async function kept(page: Page, fields: Record<string, string | RegExp>, act: () => Promise<void>): Promise<void> {
  const arrived = page.waitForResponse((reply) => {
    const told = [...new URLSearchParams(reply.request().postData() ?? "").values()];
    const has = ([name, said]: [string, string | RegExp]) =>
      told.some((field) => field.startsWith(`${name}=`) && (said instanceof RegExp ? said.test(field) : field === `${name}=${said}`));
    return new URL(reply.url()).pathname === KEEP && Object.entries(fields).every(has);
  });
  await act();
  expect((await arrived).status()).toBe(200);
}

/** The same for what is written until somebody pauses; the clock of the page is installed, and runs ahead. */
async function pauses(page: Page, fields: Record<string, string | RegExp>, writes: () => Promise<void>): Promise<void> {
  await kept(page, fields, async () => {
    await writes();
    await page.clock.runFor(4_000);
  });
}

/** The form of an appointment has it again, and says where it comes from. */
async function isThere(page: Page, reason: string): Promise<void> {
  await expect(page.getByText(KEPT)).toBeVisible();
  await expect(page.locator("#reason")).toHaveValue(reason);
  await expect(page.locator("#window1-day")).not.toHaveValue("");
  // Said with every request anew.
  await expect(page.locator("#acknowledged")).not.toBeChecked();
}

/** The form of an appointment is as nobody has touched it. */
async function isEmpty(page: Page): Promise<void> {
  await expect(page.locator("#reason")).toHaveValue("");
  await expect(page.locator("#window1-day")).toHaveValue("");
  await expect(page.getByText(KEPT)).toHaveCount(0);
}

test("R-6.6 a half-written request and its file are there again after the session's end, and sent from another device", async ({
  page,
  context,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/api\/accounts\//);
  const KNEE = picture("my knee.png");
  await page.clock.install();
  const patient = await signedIn(page, portal);
  await openForm(page, patient, "appointment");
  await isEmpty(page);
  await pauses(page, { reason: REASON, window1_year: /\d{4}/ }, () => fillVisit(page, REASON));
  await add(page, KNEE);

  const elsewhere = await context.newPage();
  await elsewhere.goto("/practices");
  const status = await elsewhere.evaluate(async () => (await fetch("/api/accounts/sign-out", { method: "POST" })).status);
  expect(status).toBe(200);
  await elsewhere.close();
  await page.clock.fastForward("13:05");
  await page.waitForURL((url) => url.searchParams.get("ended") === "idle");
  await ready(page);
  await fillSignIn(page, portal.signIns.patient);
  await page.waitForURL((url) => url.pathname === `${patient}/requests/new/appointment`);
  await ready(page);
  await isThere(page, REASON);
  await expect(lines(page)).toContainText([KNEE.name]);

  const other = await visitor();
  await signedIn(other, portal);
  await openForm(other, patient, "appointment");
  await isThere(other, REASON);
  await expect(lines(other)).toContainText([KNEE.name]);
  await other.getByLabel("This can wait for a few days").check();
  await other.getByRole("button", { name: "Send request" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Appointment");
  for (const browser of [other, page]) {
    await openForm(browser, patient, "appointment");
    await isEmpty(browser);
    await expect(lines(browser)).toHaveCount(0);
  }
});

test("R-6.6 a request that is left is kept at once, and what is discarded stays discarded", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await openForm(page, patient, "appointment");
  await kept(page, { reason: REASON, window1_year: /\d{4}/ }, async () => {
    await fillVisit(page, REASON);
    await page.getByRole("link", { name: "Back to what you can ask for" }).click();
  });
  // The first page says so, and leads there.
  await open(page, patient);
  const waits = page.getByRole("list", { name: "Waiting for you", exact: true }).getByRole("link");
  await expect(waits).toContainText("You have begun to ask for an appointment");
  await waits.click();
  await page.waitForURL((url) => url.pathname === `${patient}/requests/new/appointment`);
  await isThere(page, REASON);
  const gone = page.waitForResponse((reply) => new URL(reply.url()).pathname === KEEP);
  await page.getByRole("button", { name: "Discard it" }).click();
  expect((await gone).status()).toBe(200);
  await isEmpty(page);
  await expect(page.locator("#reason")).toBeFocused();
  await page.reload();
  await ready(page);
  await isEmpty(page);
  await open(page, patient);
  await expect(waits).toHaveCount(0);
});

test("R-6.6 the forms for prescriptions and referrals, and what is half-changed, are kept, too", async ({ page, visitor, portal }) => {
  await page.clock.install();
  const patient = await signedIn(page, portal);
  await openForm(page, patient, "renewal");
  await pauses(page, { "drugs[0]": /./, note: NOTE }, async () => {
    await page.locator("#drug-1").check();
    await page.locator("#note").fill(NOTE);
  });
  await openForm(page, patient, "referral");
  await pauses(page, { reason: REASON }, () => page.locator("#reason").fill(REASON));
  const ask = await askForVisit(page, patient);
  await openAsk(page, patient, ask);
  await page.locator("summary", { hasText: "Change this request" }).click();
  await pauses(page, { reason: MORE }, () => page.locator("#reason").fill(MORE));

  const other = await visitor();
  await signedIn(other, portal);
  await openForm(other, patient, "renewal");
  await expect(other.locator("#drug-1")).toBeChecked();
  await expect(other.locator("#note")).toHaveValue(NOTE);
  await openForm(other, patient, "referral");
  await expect(other.locator("#reason")).toHaveValue(REASON);
  await openAsk(other, patient, ask);
  // Unfolded: it is to be found.
  await isThere(other, MORE);
  await other.getByLabel("This can wait for a few days").check();
  await other.getByRole("button", { name: "Save the changes" }).click();
  await expect(other.locator("#done")).not.toBeEmpty();
  await other.reload();
  await ready(other);
  await expect(other.getByText(MORE).first()).toBeVisible();
  await expect(other.getByText(KEPT)).toHaveCount(0);
});

test("R-6.6 who types on without a pause has it saved within five seconds", async ({ page, portal }) => {
  await page.clock.install();
  const patient = await signedIn(page, portal);
  const id = patient.slice("/p/".length);
  const thread = await firstThread(page, patient);
  let asked = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.endsWith("/keep-draft")) asked += 1;
  });
  for (const [address, field, saved] of [
    [
      `${patient}/requests/new/appointment`,
      "#reason",
      async () => {
        const { draft } = await call<{ draft: Record<string, string> | null }>(page, "/api/asks/options", {
          patient: id,
          kind: "appointment",
        });
        return draft?.["reason"] ?? "";
      },
    ],
    [
      `${patient}/messages/${thread}`,
      "#reply-body",
      async () => {
        const { draft } = await call<{ draft: { body: string } | null }>(page, "/api/messages/thread", { patient: id, thread });
        return draft?.body ?? "";
      },
    ],
  ] as const) {
    await open(page, address);
    asked = 0;
    const words = page.locator(field);
    // A letter each second, for six of them: the first ones are saved although none was the last.
    for (let second = 0; second < 6; second += 1) {
      await words.press("a");
      await page.clock.runFor(1_000);
    }
    expect(asked, "nobody has waited for a pause").toBeGreaterThan(0);
    await expect.poll(saved, { message: "what was typed first is on the server" }).toMatch(/^a+$/);
  }
});
