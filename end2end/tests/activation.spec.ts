import { findMother } from "../support/desks.ts";
import { NEW_PASSWORD, atStep, go, typeBirth } from "../support/enrollment.ts";
import { newestCode, open, ready, staffAt } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

/** From a proven contact to the portal. */
async function finish(page: Page, username: string): Promise<void> {
  await atStep(page, "Choose a username and password");
  await page.getByLabel("Username").fill(username);
  await page.locator("#password").fill(NEW_PASSWORD);
  await go(page);
  await page.getByLabel("Question").selectOption("teacher");
  await page.getByLabel("Your answer").fill("Ms. Lindgren");
  await go(page);
  await page.getByLabel("I agree to the terms and conditions").check();
  await page.getByRole("button", { name: "Agree and finish" }).click();
  await page.waitForURL(/\/p\/[0-9a-f-]{36}$/);
  await ready(page);
}

test("R-2.9 a letter from the front desk opens an account, by its link, once", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  const desk = await visitor();
  await staffAt(desk, portal, "g.ferreira", /\/desk\/patients$/);
  await findMother(desk, portal);
  await desk.getByRole("radio", { name: /^Letter/ }).check();
  await desk.getByRole("button", { name: "Make the invitation" }).click();
  const code = (await desk.locator(".activation").innerText()).trim();
  expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  await expect(desk.getByRole("img", { name: /Square code/ })).toBeVisible();
  // On paper nothing but the letter.
  await desk.emulateMedia({ media: "print" });
  await expect(desk.getByRole("heading", { name: "Your invitation to the patient portal" })).toBeVisible();
  await expect(desk.getByRole("button", { name: "Make the invitation" })).toBeHidden();
  await expect(desk.getByRole("navigation").first()).toBeHidden();
  await desk.emulateMedia({ media: "screen" });

  // The link of the square code: the code is in no request, and goes from the address at once.
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, `/enroll/code#${code}`);
  await expect(page.getByLabel("Activation code")).toHaveValue(code);
  expect(page.url()).not.toContain(code);
  expect(asked.filter((url) => url.includes(code))).toEqual([]);
  await typeBirth(page, portal.signIns.to_enroll.born);
  await go(page);
  await page.waitForURL(/\/enroll$/);
  await ready(page);
  await atStep(page, "How can we reach you?");
  await expect(page.getByText("Step 2 of 6:")).toBeVisible();
  await page.getByLabel("Your e-mail address").fill("elena.private@example.org");
  await go(page);
  await atStep(page, "Check that we can reach you");
  await page.getByLabel("Check code").fill(await newestCode(portal));
  await go(page);
  await finish(page, "elena.rivers");

  watch.expectFailure(/^\/api\/enrollment\//);
  const late = await visitor();
  await open(late, "/enroll/code");
  await late.getByLabel("Activation code").fill(code.toLowerCase().replace("-", " "));
  await typeBirth(late, portal.signIns.to_enroll.born);
  await go(late);
  await expect(late.getByRole("alert")).toBeVisible();
  await desk.reload();
  await ready(desk);
  await expect(desk.getByText("This patient has an account.")).toBeVisible();
});

test("R-2.8 an invitation by e-mail proves the address it went to", async ({ page, visitor, portal }) => {
  const desk = await visitor();
  await staffAt(desk, portal, "g.ferreira", /\/desk\/patients$/);
  await findMother(desk, portal);
  await desk.getByRole("radio", { name: /^E-mail/ }).check();
  await desk.getByLabel("E-mail address").fill("elena.private@example.org");
  await desk.getByRole("button", { name: "Make the invitation" }).click();
  await expect(desk.getByText("Sent to elena.private@example.org")).toBeVisible();
  await page.goto("/demo/outbox");
  const link = await page.locator("main li.card").first().getByRole("link").getAttribute("href");
  expect(link).toMatch(/^\/enroll\/code#[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  await open(page, "/");
  await open(page, link ?? "");
  await typeBirth(page, portal.signIns.to_enroll.born);
  await go(page);
  await page.waitForURL(/\/enroll$/);
  await finish(page, "elena.rivers");
});

test("R-2.10 the code field calls what was typed instead by its name", async ({ page }) => {
  await open(page, "/enroll/code");
  for (const [typed, hint] of [
    ["MRN-10442", "This looks like a medical record number"],
    ["purple kettle over the bridge", "This looks like a password"],
    ["1234 5678", "This looks like a check code"],
    ["7KQ2M", "This does not look like an activation code"],
  ]) {
    await page.getByLabel("Activation code").fill(typed ?? "");
    await typeBirth(page, "1981-05-17");
    await go(page);
    await expect(page.locator("#code-error")).toContainText(hint ?? "");
    await expect(page.getByLabel("Activation code")).toHaveValue(typed ?? "");
  }
});

test("R-2.14 a wrong code and a wrong birth date have one answer", async ({ page, watch }) => {
  watch.expectFailure(/^\/api\/enrollment\/activate/);
  await open(page, "/enroll/code");
  await page.getByLabel("Activation code").fill("00000-00000");
  await typeBirth(page, "1981-05-17");
  await go(page);
  await expect(page.getByRole("alert")).toContainText("This code and birth date do not belong together");
});

test("R-2.2 a child's birth date leaves the code page for the doctor's office", async ({ page, watch }) => {
  await open(page, "/enroll/code");
  await page.getByLabel("Activation code").fill("00000-00000");
  await typeBirth(page, `${new Date().getFullYear() - 12}-01-01`);
  await go(page);
  await page.waitForURL(/\/enroll\/under-18$/);
  expect(watch).toBeDefined();
});

test("without JavaScript an activation code works too", async ({ browser, visitor, portal }) => {
  const desk = await visitor();
  await staffAt(desk, portal, "g.ferreira", /\/desk\/patients$/);
  await findMother(desk, portal);
  await desk.getByRole("radio", { name: /^Letter/ }).check();
  await desk.getByRole("button", { name: "Make the invitation" }).click();
  const code = (await desk.locator(".activation").innerText()).trim();
  const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto("/enroll");
  await plain.getByRole("link", { name: "Enroll with an activation code" }).click();
  await plain.getByLabel("Activation code").fill(code);
  await typeBirth(plain, portal.signIns.to_enroll.born);
  await go(plain);
  await atStep(plain, "How can we reach you?");
  await context.close();
});
