import { JUDGED, accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { onlyTicket, supportDesk } from "../support/desks.ts";
import { NEW_PASSWORD, enroll } from "../support/enrollment.ts";
import { THEO, chartOf, status } from "../support/family.ts";
import { daysAgo } from "../support/forms.ts";
import { colleague, newestCode, open, ready, signIn, signInAs, signedIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

const STORY = "I typed my password and the page stayed white.";

/** Fills the form of somebody who is not signed in. */
async function fill(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "I cannot sign in" }).check();
  await page.getByLabel("What happened?").fill(STORY);
  await page.getByLabel("Your name").fill("Elena Rivers");
  await page.getByRole("radio", { name: "By text message" }).check();
  await page.getByLabel("Your mobile phone number").fill("413 555 0199");
}

/** Opens a part that is folded away, ticks its box and presses its button. */
async function act(desk: Page, title: string): Promise<void> {
  const part = desk.locator("details").filter({ hasText: title });
  await part.locator("summary").click();
  await part.getByLabel("Yes, this is what the person wants").check();
  await part.getByRole("button", { name: title }).click();
}

test("R-5.13 a ticket of somebody who is not signed in reaches the desk and is closed", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  await open(page, "/");
  await page.getByRole("contentinfo").getByRole("link", { name: "Technical Support" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Technical Support");
  await fill(page);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("We have your request")).toBeVisible();
  await expect(page.locator("#arrived")).toBeFocused();
  const number = (await page.locator("#arrived .code").innerText()).trim();
  expect(number).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  await expect(page.locator("#arrived")).toContainText(/by \w+, \w+ \d+/);
  // Nothing of it stands in an address or a title.
  expect(page.url()).toMatch(/\/support$/);
  expect(await page.title()).not.toContain(number);

  const desk = await visitor();
  await supportDesk(desk, portal);
  await onlyTicket(desk).click();
  await expect(desk.getByRole("heading", { level: 2, name: "Elena Rivers" })).toBeVisible();
  await expect(desk.getByText(STORY)).toBeVisible();
  await expect(desk.getByText(number)).toBeVisible();
  expect(await desk.title()).not.toMatch(/Elena|white/);
  await desk.getByLabel("Write down a call or a note").fill("Called back: it works in another browser.");
  await desk.getByRole("button", { name: "Add to the log" }).click();
  await expect(desk.getByText("Called back: it works in another browser.")).toBeVisible();
  await desk.getByLabel("What came of it?").selectOption("solved");
  await desk.getByRole("button", { name: "Close the ticket" }).click();
  await expect(desk.getByText("The ticket is closed")).toBeVisible();
  await expect(desk.locator("#closed")).toBeFocused();
  // On a phone the ticket stays in sight in place of the list.
  await desk.getByRole("link", { name: "Back to the tickets" }).click();
  await expect(desk.getByText("No ticket is open")).toBeVisible();
});

test("a ticket says all that is missing, and keeps what was typed", async ({ page }) => {
  await open(page, "/support");
  await page.getByLabel("What happened?").fill(STORY);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText([
    "Choose what it is about",
    "Enter your name",
    "Enter your e-mail address",
  ]);
  await expect(page.getByLabel("What happened?")).toHaveValue(STORY);
  await summary.getByRole("link").first().click();
  await expect(page.getByRole("radio", { name: "I cannot enroll" })).toBeFocused();
});

test("R-5.13 who is signed in types neither name nor contact, and is known at the desk", async ({ page, visitor, portal }) => {
  await signIn(page, portal);
  await page.getByRole("link", { name: "Help" }).click();
  await expect(page.getByText(`You are signed in as ${portal.signIns.patient.name}.`)).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveCount(0);
  await page.getByRole("radio", { name: "A page does not work" }).check();
  await page.getByLabel("What happened?").fill(STORY);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("We have your request")).toBeVisible();

  const desk = await visitor();
  await supportDesk(desk, portal);
  await onlyTicket(desk).click();
  await expect(desk.getByText("Proven: the ticket was sent signed in.")).toBeVisible();
  await expect(desk.getByText(portal.signIns.patient.username, { exact: true })).toBeVisible();
  await act(desk, "Set the account aside");
  await expect(desk.getByText("The account is set aside. All its contacts are told.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Your name")).toBeVisible();
  await act(desk, "Open the account again");
  await expect(desk.getByText("The account is open again. All its contacts are told.")).toBeVisible();
  await signIn(page, portal);
});

test("R-5.13 a code that is read back proves who asks", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/api\/support\//);
  await open(page, "/support");
  await fill(page);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("We have your request")).toBeVisible();
  const desk = await visitor();
  await supportDesk(desk, portal);
  await onlyTicket(desk).click();
  await desk.getByLabel("Username, e-mail or phone of the account").fill("nobody.of.that.name");
  await desk.getByRole("button", { name: "Find" }).click();
  await expect(desk.locator("#account-error")).toHaveText("No account has exactly this username or contact");
  await desk.getByLabel("Username, e-mail or phone of the account").fill(portal.signIns.patient.username);
  await desk.getByRole("button", { name: "Find" }).click();
  await expect(desk.getByText("Not proven yet.")).toBeVisible();
  const cancel = desk.locator("details").filter({ hasText: "Cancel the account" });
  await cancel.locator("summary").click();
  await expect(cancel.getByText("First it must be proven who asks.")).toBeVisible();
  await expect(cancel.getByRole("button")).toHaveCount(0);
  await desk.getByRole("button", { name: "Send a code to the account’s contacts" }).click();
  await expect(desk.getByLabel("Code as it is read back")).toBeVisible();
  await desk.getByLabel("Code as it is read back").fill(await newestCode(portal));
  await desk.getByRole("button", { name: "Check the code" }).click();
  await expect(desk.getByText("Proven: the person has read back a code")).toBeVisible();
});

test("R-5.13 R-3.7 support sees what has happened to a grant, and a court order that it records acts at once", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/p\//);
  const father = portal.signIns.representative;
  await signInAs(page, father);
  const theo = await chartOf(page, THEO);
  await open(page, "/support");
  await page.getByRole("radio", { name: "A page does not work" }).check();
  await page.getByLabel("What happened?").fill(STORY);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("We have your request")).toBeVisible();

  const desk = await visitor();
  await supportDesk(desk, portal);
  await onlyTicket(desk).click();
  const line = desk.locator("main li").filter({ hasText: `${father.name} for ${THEO}` });
  const happened = line.locator("ol.timeline > li").first();
  await line.locator("summary", { hasText: "What has happened" }).click();
  await expect(line.getByText("Nothing of this is ever deleted.")).toBeVisible();
  await expect(happened).toContainText(colleague(portal, "g.ferreira").name);

  await line.locator("summary", { hasText: "Record a court order" }).click();
  await line.getByLabel("Court", { exact: true }).fill("Probate and Family Court");
  await line.getByLabel("Number of the order").fill(canary("26W0457"));
  await line.getByLabel("Made on").fill(daysAgo(30));
  await line.getByRole("button", { name: "Record the order" }).click();
  await expect(desk.locator("#done")).toBeFocused();
  await expect(desk.locator("#done")).toContainText("The order is recorded. This person cannot act for the patient.");
  await expect(line).toContainText(" · Set aside");
  await expect(line.locator("summary", { hasText: "Set aside now" })).toHaveCount(0);
  await expect(desk.getByText("A court order was recorded: the representative has to keep away.")).toBeVisible();
  expect(await status(page, theo)).toBe(404);

  await line.locator("summary", { hasText: "What has happened" }).click();
  await expect(happened).toContainText(colleague(portal, "d.ashby").name);
  // Lifting it is the office's.
  await expect(desk.locator("summary", { hasText: "Lift this order" })).toHaveCount(0);
});

test("R-1.6 a person closes her account, and the desk brings it back", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/api\/(accounts|security)\//);
  const username = await enroll(page, portal);
  const home = page.url();
  await open(page, "/account");
  await page.locator("summary", { hasText: "Close my account" }).click();
  await expect(page.getByText("For 30 days Technical Support can bring your account back.")).toBeVisible();
  await page.getByRole("button", { name: "Close my account now" }).click();
  await expect(page.locator("#agreed-error")).toHaveText("Check the box if you want to close your account");
  await page.getByLabel("I want to close my account").check();
  await page.getByRole("button", { name: "Close my account now" }).click();
  await page.waitForURL(/\/goodbye$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account is closed");
  await page.goto(home);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await ready(page);
  // The right password says no more than a wrong one.
  await page.getByLabel("Username").fill(username);
  await page.locator("#password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("This username and password do not match.")).toBeVisible();

  await open(page, "/support");
  await fill(page);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("We have your request")).toBeVisible();
  const desk = await visitor();
  await supportDesk(desk, portal);
  await onlyTicket(desk).click();
  await desk.getByLabel("Username, e-mail or phone of the account").fill(username);
  await desk.getByRole("button", { name: "Find" }).click();
  await expect(desk.getByText(/Cancelled\. Will be erased on/)).toBeVisible();
  await desk.getByRole("button", { name: "Send a code to the account’s contacts" }).click();
  await expect(desk.getByLabel("Code as it is read back")).toBeVisible();
  await desk.getByLabel("Code as it is read back").fill(await newestCode(portal));
  await desk.getByRole("button", { name: "Check the code" }).click();
  await expect(desk.getByText("Proven: the person has read back a code")).toBeVisible();
  await act(desk, "Bring the account back");
  await expect(desk.getByText("The account is back. All its contacts are told.")).toBeVisible();
  await open(page, "/");
  await page.getByLabel("Username").fill(username);
  await page.locator("#password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/p\//);
});

test("support and its desk work in Spanish", async ({ page, visitor, portal }) => {
  await open(page, "/support?lang=es");
  await page.getByRole("radio", { name: "No puedo entrar" }).check();
  await page.getByLabel("¿Qué pasó?").fill("La página se queda en blanco.");
  await page.getByLabel("Su nombre").fill("Elena Ríos");
  await page.locator("#email").fill("elena.rios@example.org");
  await page.getByRole("button", { name: "Enviar" }).click();
  await expect(page.getByText("Recibimos su solicitud")).toBeVisible();
  const desk = await visitor();
  await supportDesk(desk, portal, "es");
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("Solicitudes de soporte");
  await onlyTicket(desk, "Solicitudes abiertas").click();
  await expect(desk.getByText("La página se queda en blanco.")).toBeVisible();
  await expect(desk.getByRole("definition").filter({ hasText: "Español" })).toBeVisible();
});

for (const lang of ["en", "es"] as const) {
  test(`R-12.1 the form, the desk with a ticket and closing an account, ${lang}`, JUDGED[lang], async ({
    page,
    visitor,
    portal,
  }) => {
    await signedIn(page, portal, lang);
    await open(page, "/support");
    await page.locator("#category-1").check();
    await page.locator("#text").fill(STORY);
    await page.locator("main form button.button").click();
    await page.locator("#arrived").waitFor();
    await accessible(page, "a ticket that was sent");
    await open(page, "/account");
    await page.locator("section[aria-labelledby=close-title] summary").click();
    await page.locator("section[aria-labelledby=close-title] form button.button").click();
    await expect(page.locator("#agreed-error")).toBeVisible();
    await accessible(page, "closing the account, with an error");
    const desk = await visitor();
    await supportDesk(desk, portal, lang);
    await accessible(desk, "support desk");
    await desk.locator("ul.rows a").first().click();
    await desk.getByRole("heading", { level: 2 }).first().waitFor();
    for (const part of await desk.locator("main details summary").all()) await part.click();
    await accessible(desk, "support desk with a ticket, all parts open");
  });
}
