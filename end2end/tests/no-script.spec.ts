import { STEPS, atStep, go } from "../support/enrollment.ts";
import { ELENA } from "../support/family.ts";
import { DRAFT, chart, colleague, newestCode, write } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import type { Portal } from "../support/portal.ts";
import { totp } from "../support/totp.ts";

test.use({ javaScriptEnabled: false });

async function enter(page: Page, { signIns }: Portal, password = signIns.patient.password): Promise<void> {
  await page.goto("/?lang=en");
  await page.getByLabel("Username").fill(signIns.patient.username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("without JavaScript: sign in, read, write, reply, sign out", { tag: "@phone" }, async ({ page, portal }) => {
  await enter(page, portal, "not the right password");
  await expect(page.getByRole("alert")).toContainText("This username and password do not match.");
  expect(decodeURIComponent(page.url())).not.toContain("not the right password");
  await enter(page, portal);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${portal.signIns.patient.name}`);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Messages/ }).click();
  await page.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
  await expect(page.getByText("¿Tengo que ir en ayunas")).toBeVisible();
  await page.getByLabel("Your reply").fill("Perdón: la cita es el martes.");
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "la cita es el martes" })).toHaveCount(1);

  await page.getByRole("link", { name: "Back to messages" }).click();
  await page.getByRole("link", { name: "New message" }).click();
  await page.getByLabel("This is not an emergency").check();
  await write(page);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
  await expect(page.getByText(DRAFT.body)).toBeVisible();
  // What was written stands in no address.
  expect(new URL(page.url()).search).toBe("");

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
  await page.goBack();
  await expect(page.locator("html")).not.toContainText(DRAFT.subject);
});

test("R-3.15 without JavaScript too, a patient keeps something private and shows it again", async ({ page, portal }) => {
  await enter(page, portal);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${portal.signIns.patient.name}`);
  const patient = chart(page);
  await page.goto(`${patient}/record/allergies?lang=es`);
  const line = page.getByRole("list", { name: "Alergias", exact: true }).locator("> li").first();
  await line.getByRole("button", { name: "Mantener en privado", exact: true }).click();
  await expect(line).toContainText("Solo usted y su equipo médico ven esto.");
  expect(new URL(page.url()).pathname).toBe(`${patient}/record/allergies`);
  await line.getByRole("button", { name: "Dejar de mantener en privado", exact: true }).click();
  await expect(line.getByRole("button", { name: "Mantener en privado", exact: true })).toBeVisible();
  await expect(line).not.toContainText("Solo usted y su equipo médico");
});

test("R-6.10 without JavaScript too, a conversation is put away and taken out, and a message is looked for", async ({ page, portal }) => {
  await enter(page, portal);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Messages/ }).click();
  const line = page.locator("main ul.rows > li").filter({ hasText: "Mi próxima cita" });
  await line.locator("summary").click();
  await line.getByRole("button", { name: "Move to trash" }).click();
  await expect(page).toHaveURL(/\/messages$/);
  await expect(line).toHaveCount(0);
  await page.getByRole("link", { name: "Trash", exact: true }).click();
  await line.locator("summary").click();
  await line.getByRole("button", { name: "Move to inbox" }).click();
  await expect(page).toHaveURL(/\/messages$/);
  await expect(line).toHaveCount(1);

  await page.getByRole("link", { name: "Search messages" }).click();
  await page.getByLabel("What are you looking for?").fill("ayunas");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  // What was looked for stands in no address.
  await expect(page).toHaveURL(/\/messages\/search$/);
  await expect(page.getByLabel("What are you looking for?")).toHaveValue("ayunas");
  await page.locator("#found").getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
  await expect(page.getByText("¿Tengo que ir en ayunas")).toBeVisible();
});

test("R-5.8 without JavaScript too, who leaves quickly is elsewhere, and back shows nothing", async ({ page, context, portal, watch }) => {
  const elsewhere = "https://www.weather.gov/";
  await context.route(`${elsewhere}**`, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Sunny</h1>" }));
  await enter(page, portal);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Record" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who you are");
  await page.getByRole("button", { name: "Leave quickly", exact: true }).click();
  await page.waitForURL(elsewhere);
  await page.goBack();
  await expect(page.getByLabel("Username")).toBeVisible();
  await expect(page.locator("html")).not.toContainText(portal.signIns.patient.name);
  expect(watch.take(/^a request to a stranger: https:\/\/www\.weather\.gov$/).length).toBeGreaterThan(0);
});

test("R-6.3 without JavaScript too, a message needs the emergency notice acknowledged", async ({ page, portal }) => {
  await enter(page, portal);
  await page.getByRole("link", { name: "Write a message" }).click();
  await write(page);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page).toHaveURL(/\/messages\/new$/);
  expect(await page.getByLabel("This is not an emergency").evaluate((box: HTMLInputElement) => box.validity.valid)).toBe(false);
});

test("R-6.6 without JavaScript too, a message that was begun is discarded", async ({ page, portal }) => {
  await enter(page, portal);
  await page.getByRole("link", { name: "Write a message" }).click();
  await page.getByLabel("This is not an emergency").check();
  await write(page);
  const [subject, body] = [page.getByLabel("Subject"), page.getByLabel("Your message")];
  const long = "x".repeat(5_001);
  await body.fill(long);
  await page.getByRole("button", { name: "Send message" }).click();
  const kept = page.getByText("We kept what you had begun to write.");
  await expect(kept).toBeVisible();
  await expect(body).toHaveValue(long);
  await page.getByRole("button", { name: "Discard it" }).click();
  await expect(body).toHaveValue("");
  await expect(subject).toHaveValue("");
  await expect(kept).toHaveCount(0);
});

/** Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so. */
test.afterEach(({ watch }) => {
  watch.take(/was preloaded using link preload but not used/);
});

test("without JavaScript: enroll up to the code, switch the language", async ({ page, portal }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Enroll Now" }).click();
  for (const { title, answer } of STEPS.slice(0, 2)) {
    await atStep(page, title);
    await answer(page, portal);
  }
  await atStep(page, "Enter the code");
  await page.getByLabel("Check code").fill("00000000");
  await go(page);
  await expect(page.getByRole("alert")).toContainText("This code is not right, or it has run out.");
  await page.getByRole("link", { name: "Español" }).click();
  await atStep(page, "Escriba el código");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await page.getByRole("link", { name: "English" }).click();
  await page.getByLabel("Check code").fill(await newestCode(portal));
  await go(page);
  await atStep(page, "How can we reach you?");
});

test("without JavaScript every public page reads", async ({ page }) => {
  for (const path of ["/", "/enroll", "/forgot", "/support", "/support/sent", "/goodbye", "/practices", "/terms", "/privacy", "/staff"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("If you are experiencing a medical emergency")).toBeVisible();
  }
  await page.goto("/practices");
  await expect(page.getByText("Eastbrook Cardiology")).toBeVisible();
});

test("without JavaScript a ticket is sent, and its number is shown", async ({ page }) => {
  await page.goto("/support?lang=en");
  await page.getByLabel("A page does not work").check();
  await page.getByLabel("What happened?").fill("The pictures are missing.");
  await page.getByLabel("Your name").fill("Elena Rivers");
  await page.getByLabel("Your e-mail address").fill("elena.rivers@example.org");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page).toHaveURL(/\/support\/sent$/);
  await expect(page.locator(".code")).toHaveText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
});

test("R-3.7 without JavaScript a nurse sees who can act for a patient, and sets somebody aside", async ({ page, portal }) => {
  const { username, password, secret } = colleague(portal);
  await page.goto("/staff?lang=en");
  await page.locator("#username").fill(username);
  await page.locator("#password").fill(password);
  await page.locator("#code").fill(totp(secret, portal.now()));
  await page.locator("main form button.button").click();
  await page.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
  await page.locator("summary", { hasText: "Who can act for this patient" }).click();
  await page.getByRole("link", { name: "Who can act for this patient" }).click();
  const list = page.getByRole("list", { name: "Who can act for this patient" });
  const line = list.locator("> li").filter({ hasText: ELENA });
  await expect(line).toContainText("Can act");
  await line.locator("summary").click();
  await line.getByLabel("Why?").selectOption("misuse");
  await line.getByLabel("Yes, do it").check();
  await line.getByRole("button", { name: "Set aside now" }).click();
  await expect(line).toContainText("Set aside");
  await expect(line.locator("summary")).toHaveCount(0);
});
