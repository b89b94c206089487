import { JUDGED, accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { adminDesk, findMother, openPractice, putTerms } from "../support/desks.ts";
import { DRAFT, chart, colleague, firstThread, open, ready, signIn, signedIn, staffAt } from "../support/people.ts";
import { expect, test } from "../support/test.ts";
import { totp } from "../support/totp.ts";

test("R-1.2 new terms stand before the chart until they are agreed to", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/api\/(agreements|messages)\//);
  const patient = await signIn(page, portal);
  const desk = await visitor();
  await adminDesk(desk, portal);
  await putTerms(desk);
  await expect(desk.getByText("The new version is saved.")).toBeVisible();
  const version = desk.getByRole("link").filter({ hasText: "version 2027-01" });
  await expect(version).toContainText("In force since");
  await version.click();
  await expect(desk.getByText("They have two paragraphs.")).toBeVisible();
  await expect(desk.getByText("Tienen dos párrafos.")).toBeVisible();

  // Within the page that was open, and by its address: both lead to the new terms.
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Messages" }).click();
  await page.waitForURL(/\/terms\/again\?next=/);
  await page.goto(`${patient}/messages`);
  await page.waitForURL(/\/terms\/again\?next=/);
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Our terms or our privacy notice have changed");
  await expect(page.getByText("The portal also sends letters.")).toBeVisible();
  await expect(page.getByText("These are the new terms.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Notice of privacy practices" })).toHaveCount(0);
  // What is no chart stays open.
  await page.getByRole("link", { name: "Go to your account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account");
  await page.goto(`${patient}/messages`);
  await ready(page);
  await page.getByRole("button", { name: "Agree and go on" }).click();
  await expect(page.locator("#agree-error").last()).toHaveText("Check this box to go on to your page");
  await page.getByLabel("I agree to the terms and conditions").check();
  await page.getByRole("button", { name: "Agree and go on" }).click();
  await page.waitForURL(/\/messages$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Messages");
  // And everybody reads them.
  await open(page, "/terms");
  await expect(page.getByText("They have two paragraphs.")).toBeVisible();
  await open(desk, new URL(desk.url()).pathname);
  await expect(desk.getByRole("definition").filter({ hasText: /^\s*1\s*$/ })).toBeVisible();
});

test("R-1.2 agreeing works before any program has loaded", async ({ visitor, portal, watch }) => {
  const desk = await visitor();
  await adminDesk(desk, portal);
  await putTerms(desk);
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto("/?lang=en");
  await page.locator("#username").fill(portal.signIns.patient.username);
  await page.locator("#password").fill(portal.signIns.patient.password);
  await page.locator("main form button.button").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Our terms or our privacy notice have changed");
  await page.getByLabel("I agree to the terms and conditions").check();
  await page.getByRole("button", { name: "Agree and go on" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Hello, /);
  expect(chart(page)).toMatch(/^\/p\//);
  // Fetched ahead for a program that does not run.
  watch.take(/was preloaded using link preload but not used/);
});

test("R-5.12 a colleague is invited, sets the account up, and is set aside", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/api\/(colleagues|accounts)\//);
  await adminDesk(page, portal);
  await page.getByLabel("Name as patients see it").fill(canary("Nora Ortiz-Lindner"));
  await page.getByLabel("Username").fill(canary("nora.ortiz"));
  await page.locator("#role").selectOption("pool_nurse");
  await page.getByLabel("This person works here in this role").check();
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.locator("#practices-error")).toHaveText("Choose at least one practice");
  await page.getByLabel("Maple Valley Family Medicine").check();
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.locator("#done")).toBeFocused();
  const link = (await page.locator("#done code").innerText()).trim();
  await expect(page.getByRole("list").getByRole("link").filter({ hasText: "Nora Ortiz-Lindner" })).toContainText(
    "Invited, not set up yet",
  );

  const nora = await visitor();
  await open(nora, new URL(link).pathname + new URL(link).hash);
  await expect(nora.getByText("Your username is nora.ortiz.")).toBeVisible();
  expect(nora.url()).not.toContain("#");
  const secret = canary((await nora.locator("main form .code").innerText()).replaceAll(" ", "").trim());
  const password = canary("a lantern beside the orchard gate");
  await nora.locator("#password").fill(password);
  await nora.locator("#code").fill(totp(secret));
  await nora.getByRole("button", { name: "Finish" }).click();
  await expect(nora.getByText("Your account is ready.")).toBeVisible();

  await page.getByRole("list").getByRole("link").filter({ hasText: "Nora Ortiz-Lindner" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Nora Ortiz-Lindner" })).toBeVisible();
  expect(await page.title()).not.toContain("Nora");
  const part = page.locator("details").filter({ hasText: "Set the account aside" });
  await part.locator("summary").click();
  await part.getByLabel("Yes, do it").check();
  await part.getByRole("button", { name: "Set the account aside" }).click();
  await expect(page.getByText("The account is set aside.")).toBeVisible();
  const change = page.locator("details").filter({ hasText: "Change role or practices" });
  await change.locator("summary").click();
  await change.locator("#role").selectOption("support");
  await change.getByLabel("Yes, do it").check();
  await change.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The role and the practices are saved.")).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "Technical Support" })).toBeVisible();
});

test("R-11.1 nobody changes her own account at the desk", async ({ page, portal }) => {
  await adminDesk(page, portal);
  await page.getByRole("list").getByRole("link").filter({ hasText: "Ruth Novak" }).click();
  await expect(page.getByText("This is your own account.")).toBeVisible();
  await expect(page.locator("main details")).toHaveCount(0);
});

test("R-2.5 holidays are added and removed", async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/api\/holidays\//);
  await adminDesk(page, portal);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Holidays" }).click();
  const add = async (day: string) => {
    await page.getByLabel("Day", { exact: true }).fill(day);
    await page.getByRole("button", { name: "Add a holiday" }).click();
  };
  // Never a legal holiday, and on the first page of those that are coming.
  const year = new Date().getFullYear() + 1;
  const line = page.locator("main ul.history li").filter({ hasText: `January 3, ${year}` });
  await add("2/30/2099");
  await expect(page.locator("#day-error")).toHaveText("Enter a date like 1/31/2027, the month first");
  await page.getByLabel("Name (optional)").fill("Snow day");
  await add(`1/3/${year}`);
  await expect(page.locator("#done")).toContainText(`January 3, ${year}`);
  await expect(line).toContainText("Snow day");
  await add(`1/3/${year}`);
  await expect(page.locator("#day-error")).toHaveText("This day is a holiday already");
  await expect(page.locator("#done")).toBeEmpty();
  await line.locator("summary").click();
  await line.getByRole("button", { name: "Remove the holiday" }).click();
  await expect(page.getByText("The holiday is removed.")).toBeVisible();
  await expect(line).toHaveCount(0);
});

test("R-7.2 messages of a practice are switched off and on again", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/api\/practices\//);
  const patient = await signedIn(page, portal);
  const desk = await visitor();
  await adminDesk(desk, portal);
  await desk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Practices" }).click();
  const row = desk.getByRole("list", { name: "All practices, by name" }).getByRole("link").filter({ hasText: DRAFT.team });
  await expect(row).toContainText("Messages on");
  await row.click();
  await expect(desk.getByRole("heading", { level: 2, name: DRAFT.team })).toBeVisible();
  const messages = desk.getByRole("checkbox", { name: /^Messages/ });
  const save = async () => desk.getByRole("button", { name: "Save" }).click();
  await messages.uncheck();
  await desk.getByLabel("Business days until an answer").fill("31");
  await save();
  await expect(desk.locator("#days-error")).toHaveText("Enter a whole number from 1 to 30");
  await desk.getByLabel("Business days until an answer").fill("2");
  await save();
  await expect(desk.locator("#done")).toBeFocused();
  await expect(desk.getByText("What this practice offers is saved.")).toBeVisible();
  await expect(desk.getByText(/by Ruth Novak$/)).toBeVisible();
  await expect(messages).not.toBeChecked();
  await desk.getByRole("link", { name: "Back to the practices" }).click();
  await expect(row).toContainText("Messages off");

  // The patient is given the phone number instead, and goes on writing where a conversation is open.
  await open(page, `${patient}/messages/new`);
  await expect(page.getByText(`${DRAFT.team} does not take messages online.`)).toBeVisible();
  await expect(page.getByRole("link", { name: "(413) 555-0140" })).toBeVisible();
  await expect(page.getByRole("radio", { name: DRAFT.team })).toHaveCount(0);
  await open(page, `${patient}/messages/${await firstThread(page, patient)}`);
  await page.getByLabel("Your reply").fill("Thank you.");
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Thank you." })).toHaveCount(1);

  await openPractice(desk, DRAFT.team);
  await messages.check();
  await save();
  await expect(desk.locator("#done")).toBeFocused();
  await open(page, `${patient}/messages/new`);
  await expect(page.getByRole("radio", { name: DRAFT.team })).toHaveCount(1);
  await expect(page.getByText("Answers within 2 business days")).toBeVisible();
});

test("R-7.2 a desk that may not invite is told why", async ({ page, visitor, portal }) => {
  const desk = await visitor();
  await adminDesk(desk, portal);
  const practices = ["Maple Valley Family Medicine", "Maple Valley Pediatrics", "Eastbrook Cardiology"];
  for (const name of practices) {
    await openPractice(desk, name);
    await desk.getByRole("checkbox", { name: /^Invitations/ }).uncheck();
    await desk.getByRole("button", { name: "Save" }).click();
    await expect(desk.locator("#done")).toBeFocused();
  }
  await staffAt(page, portal, "g.ferreira", /\/desk\/patients$/);
  await findMother(page, portal);
  await expect(page.getByText("Invitations are switched off for the practices that have seen this patient.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make the invitation" })).toHaveCount(0);
});

test("R-7.2 a practice is changed before any program has loaded", async ({ visitor, portal, watch }) => {
  const page = await visitor({ javaScriptEnabled: false });
  const { username, password, secret } = colleague(portal, "r.novak");
  await page.goto("/staff?lang=en");
  await page.locator("#username").fill(username);
  await page.locator("#password").fill(password);
  await page.locator("#code").fill(totp(secret));
  await page.locator("main form button.button").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Staff");
  // What makes a link to hand over needs the program: after a plain form nothing would show it.
  await expect(page.getByRole("button", { name: "Invite", exact: true })).toHaveCount(0);
  await page.goto("/desk/admin/practices");
  await page.getByRole("link").filter({ hasText: DRAFT.team }).click();
  await expect(page.getByRole("heading", { level: 2, name: DRAFT.team })).toBeVisible();
  await page.locator("#feature-2").uncheck();
  await page.locator("#days").fill("4");
  await page.getByRole("button", { name: "Save" }).click();
  // Said only when it was done.
  await expect(page.getByText("by Ruth Novak")).toBeVisible();
  await expect(page.locator("#feature-1")).toBeChecked();
  await expect(page.locator("#feature-2")).not.toBeChecked();
  await expect(page.locator("#days")).toHaveValue("4");
  watch.take(/was preloaded using link preload but not used/);
});

test("the administration's desk works in Spanish", async ({ page, portal }) => {
  await staffAt(page, portal, "r.novak", /\/desk\/admin$/, "es");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Personal");
  await page.getByRole("navigation").getByRole("link", { name: "Feriados" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Feriados");
  await page.getByRole("navigation").getByRole("link", { name: "Consultorios" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Consultorios");
  await page.getByRole("navigation").getByRole("link", { name: "Términos" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Términos y privacidad");
});

for (const lang of ["en", "es"] as const) {
  test(`R-12.1 the administration's staff and a colleague, ${lang}`, JUDGED[lang], async ({ page, portal }) => {
    await adminDesk(page, portal, lang);
    await accessible(page, "staff");
    await page.locator("main ul.rows a").nth(1).click();
    await page.locator("#desk-heading").waitFor();
    for (const part of await page.locator("main details summary").all()) await part.click();
    await accessible(page, "a colleague, all parts open");
  });

  test(`R-12.1 the administration's practices and holidays, ${lang}`, JUDGED[lang], async ({ page, portal }) => {
    await adminDesk(page, portal, lang);
    await open(page, "/desk/admin/practices");
    await accessible(page, "practices");
    await openPractice(page, "Linfield Women's Health");
    await accessible(page, "a practice that nobody answers for");
    await open(page, "/desk/admin/holidays");
    await accessible(page, "holidays");
  });

  test(`R-12.1 the administration's terms, and how they meet a patient, ${lang}`, JUDGED[lang], async ({
    page,
    visitor,
    portal,
  }) => {
    await signedIn(page, portal, lang);
    const desk = await visitor();
    await adminDesk(desk, portal, lang);
    await putTerms(desk);
    await accessible(desk, "versions, with the form");
    await desk.locator("main ul.rows a").first().click();
    await desk.locator("#desk-heading").waitFor();
    await accessible(desk, "a version");
    await page.goto("/terms/again");
    await ready(page);
    await page.locator("main form button.button").click();
    await accessible(page, "new terms, with an error");
  });
}
