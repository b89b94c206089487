import { AT_A_DESK, askForVisit } from "../support/asks.ts";
import { JUDGED, accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { THEO, begins, chartOf } from "../support/family.ts";
import {
  ANSWER_FORM,
  DRAFT,
  type Lang,
  call,
  colleague,
  newestCode,
  open,
  queueSignIn,
  ready,
  send,
  signInAs,
  signedIn,
} from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import { totp } from "../support/totp.ts";
import { giveTo, note, openRow, row, rows } from "../support/triage.ts";

const FIRST = "Mi próxima cita";
const SUBJECT = canary("Eczema after the holidays");
const NOTE = canary("Call the mother before noon, she works nights.");
const ANSWER = canary("Yes, please come on Tuesday.");
const OTHER = canary("No, please send a picture first.");

const title = (page: Page) => page.getByRole("heading", { level: 1 });

test("R-6.8 R-6.9 two of a team work one queue: one takes it, both begin to answer, and nothing is sent unread", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/api\/desk\/reply$/);
  await signInAs(page, portal.signIns.representative);
  const theo = await chartOf(page, THEO);
  const thread = await begins(page, theo, SUBJECT);
  const nurse = await visitor(AT_A_DESK);
  await queueSignIn(nurse, portal, "k.lindqvist");
  // Of the two, one may be on the way, with a phone.
  const doctor = await visitor();
  await queueSignIn(doctor, portal, "p.raman");
  await expect(row(nurse, SUBJECT)).toContainText("Nobody has it");
  await expect(row(nurse, SUBJECT)).toContainText(/Answer by \w+day/);

  // One takes it: the other one sees that without doing anything.
  await openRow(nurse, SUBJECT);
  expect(new URL(nurse.url()).pathname).toBe(`/desk/queue/${thread}`);
  await nurse.getByRole("button", { name: "Take it", exact: true }).click();
  await expect(nurse.locator("#beside")).toContainText("It is yours now.");
  await expect(row(nurse, SUBJECT)).toContainText("Yours");
  await expect(row(doctor, SUBJECT)).toContainText(`With ${colleague(portal, "k.lindqvist").name}`);
  await note(nurse, NOTE);
  await openRow(doctor, SUBJECT);
  await expect(doctor.getByText(NOTE)).toBeVisible();

  // Both begin: the second one is told.
  const seen = await doctor.locator(`${ANSWER_FORM} input[name=seen]`).inputValue();
  await doctor.locator("#desk-answer").fill(OTHER);
  const answering = `${colleague(portal, "p.raman").name} is answering this now`;
  await expect(nurse.getByRole("status").filter({ hasText: answering })).toBeVisible();
  await expect(row(nurse, SUBJECT)).toContainText(answering);
  await nurse.locator("#desk-answer").fill(ANSWER);
  await nurse.locator(`${ANSWER_FORM} button.button`).click();
  await expect(nurse.locator("#desk-anyway")).toBeFocused();
  await expect(nurse.getByText("Somebody is answering already.")).toBeVisible();
  await expect(nurse.locator("#desk-answer")).toHaveValue(ANSWER);
  await nurse.locator("#desk-anyway").check();
  await nurse.locator(`${ANSWER_FORM} button.button`).click();
  await expect(nurse.getByRole("listitem").filter({ hasText: ANSWER })).toHaveCount(1);
  await expect(row(nurse, SUBJECT)).toHaveCount(0);

  // Who had not seen that answer sends nothing; her page shows it, with what she wrote still there.
  const late = { thread, body: OTHER, intent: crypto.randomUUID(), seen };
  await expect(call(doctor, "/api/desk/reply", late)).rejects.toThrow("409");
  await expect(doctor.getByRole("listitem").filter({ hasText: ANSWER })).toHaveCount(1);
  await expect(doctor.locator("#desk-answer")).toHaveValue(OTHER);

  // The patient's side reads the answer, and never a note.
  await open(page, `${theo}/messages/${thread}`);
  await expect(page.getByText(ANSWER)).toBeVisible();
  await expect(page.locator("html")).not.toContainText(NOTE);
  await expect(page.locator("html")).not.toContainText(OTHER);
});

test("R-6.8 the queue is worked with j, k, Enter, r, a, d, n, x and ?", async ({ page, visitor, portal }) => {
  const patient = await visitor();
  await send(patient, await signedIn(patient, portal));
  await queueSignIn(page, portal);
  await expect(title(page)).toHaveText("Queue");
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press("j");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#desk-heading")).toBeFocused();
  await page.keyboard.press("a");
  await expect(page.locator("#assign-to")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("n");
  await expect(page.locator("#note-words")).toBeFocused();
  // In a text, letters are letters.
  await page.keyboard.type("adnxjk?");
  await expect(page.locator("#note-words")).toHaveValue("adnxjk?");
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await expect(page.locator("#desk-answer")).toBeFocused();
  await page.keyboard.type("half");
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await expect(page.locator("#close-step")).toBeFocused();

  // What was begun waits where it was begun.
  await rows(page).first().focus();
  await page.keyboard.press("j");
  await expect(rows(page).last()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#desk-answer")).toHaveValue("");
  await expect(page.locator("#desk-heading")).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.locator("#desk-answer")).toHaveValue("half");
  await expect(page.locator("#note-words")).toHaveValue("adnxjk?");

  await page.keyboard.press("?");
  const list = page.getByText("Select the row, or take that back");
  await expect(list).toBeVisible();
  await page.keyboard.press("?");
  await expect(list).toBeHidden();

  // Several at once, from the keyboard.
  await rows(page).first().focus();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.locator(".pick input:checked")).toHaveCount(2);
  await page.keyboard.press("a");
  await expect(page.locator("#batch-deed")).toBeFocused();
  await expect(page.locator("#batch-deed")).toHaveValue("assign");
  await page.locator("#batch-deed").selectOption("take");
  await page.getByRole("button", { name: "Do it with these 2" }).click();
  await expect(page.locator("#batch-told")).toContainText("Done with 2");
  await expect(page.locator(".pick input:checked")).toHaveCount(0);
  await expect(rows(page).first()).toContainText("Yours");
  await expect(rows(page).last()).toContainText("Yours");
});

test("R-6.8 how much waits in an inbox is counted anew when patients write and colleagues answer", async ({
  page,
  visitor,
  portal,
}) => {
  await queueSignIn(page, portal);
  const count = page.getByRole("list", { name: "Your inboxes" }).getByRole("listitem");
  await expect(count).toHaveText([`${DRAFT.team}: 1 waiting`]);
  // From here on nobody touches this page.
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  const patient = await visitor();
  const p = await signedIn(patient, portal);
  await send(patient, p);
  await expect(count).toHaveText([`${DRAFT.team}: 2 waiting`]);
  await expect(row(page, DRAFT.subject)).toContainText("New");
  await askForVisit(patient, p);
  await expect(count).toHaveText([`${DRAFT.team}: 3 waiting`]);
  const doctor = await visitor();
  await queueSignIn(doctor, portal, "m.achterberg");
  await openRow(doctor, DRAFT.subject);
  await doctor.locator("#desk-answer").fill(ANSWER);
  await doctor.locator(`${ANSWER_FORM} button.button`).click();
  await expect(count).toHaveText([`${DRAFT.team}: 2 waiting`]);
  await expect(row(page, DRAFT.subject)).toHaveCount(0);
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
});

test("R-6.8 what is closed together goes from the queue, and what has to be decided by itself stays", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await visitor();
  const p = await signedIn(patient, portal);
  await askForVisit(patient, p);
  await queueSignIn(page, portal);
  await expect(rows(page)).toHaveCount(2);
  for (const box of await page.locator(".pick input").all()) await box.check();
  await page.locator("#batch-deed").selectOption("done");
  await page.getByRole("button", { name: "Do it with these 2" }).click();
  const told = page.locator("#batch-told");
  await expect(told).toContainText("Done with one");
  await expect(told.getByRole("listitem")).toHaveText([/Appointment: It has to be decided by itself$/]);
  await expect(rows(page)).toHaveCount(1);
  // What was not done stays selected.
  await expect(page.locator(".pick input:checked")).toHaveCount(1);
  await rows(page).first().click();
  await expect(page.getByRole("button", { name: "Start working on it" })).toBeVisible();
});

test("R-6.8 each part of the queue has an address, and says what will be in it", async ({ page, portal }) => {
  await queueSignIn(page, portal);
  const parts = page.getByRole("navigation", { name: "What to show" });
  await parts.getByRole("link", { name: "Mine", exact: true }).click();
  await expect(page).toHaveURL(/\/desk\/queue\?show=mine$/);
  await expect(page.getByText("Nothing is yours now")).toBeVisible();
  await parts.getByRole("link", { name: "Overdue", exact: true }).click();
  await expect(page.getByText("Nothing is overdue")).toBeVisible();
  await parts.getByRole("link", { name: "Nobody’s", exact: true }).click();
  await openRow(page, FIRST);
  await expect(page).toHaveURL(/\?show=unassigned$/);
  await giveTo(page, colleague(portal).name);
  await expect(rows(page)).toHaveCount(0);
  await expect(page.getByText("Everything has somebody")).toBeVisible();
  await parts.getByRole("link", { name: "Mine", exact: true }).click();
  await expect(row(page, FIRST)).toContainText("Yours");
});

test("R-6.9 what is known of the patient is looked up from the queue, and the patient reads who has looked", async ({
  page,
  visitor,
  portal,
}) => {
  const nurse = await visitor(AT_A_DESK);
  await queueSignIn(nurse, portal);
  await openRow(nurse, FIRST);
  await nurse.locator("summary", { hasText: "About this patient" }).click();
  await expect(nurse.getByRole("heading", { level: 4, name: "Medicines" })).toBeVisible();
  await expect(nurse.getByRole("heading", { level: 4, name: "Allergies" })).toBeVisible();
  await expect(nurse.getByText("Record number")).toBeVisible();
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/activity`);
  await expect(page.getByRole("listitem").filter({ hasText: "Looked at: Medicines" }).first()).toContainText("Our staff: Nurse");
});

test("R-6.9 a text to answer with is kept by the team, put into an answer, and sent only by hand", async ({ page, portal }) => {
  await queueSignIn(page, portal);
  await openRow(page, FIRST);
  await page.locator("#texts-step").click();
  await expect(page.getByText("Your inbox has none yet.")).toBeVisible();
  await page.getByRole("link", { name: "Add or change texts" }).click();
  await expect(title(page)).toHaveText("Texts to answer with");
  await page.locator("#new-step").click();
  await page.locator("#new-name").fill("Fasting");
  await page.locator("#new-body").fill("Dear {patient}, come without {breakfast}. {me}");
  await page.getByRole("button", { name: "Add this text" }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText(["Curly brackets are only for the three names that are filled in"]);
  await page.locator("#new-body").fill("Dear {patient}, come without breakfast. {me}");
  await page.getByRole("button", { name: "Add this text" }).click();
  await expect(page.locator("#done")).toContainText("The text is added.");
  await expect(page.getByText("Fasting", { exact: true })).toBeVisible();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Queue" }).click();
  await openRow(page, FIRST);
  await page.locator("#texts-step").click();
  await page.getByRole("button", { name: "Put in “Fasting”" }).click();
  const { name } = portal.signIns.patient;
  await expect(page.locator("#desk-answer")).toHaveValue(new RegExp(`^Dear .*, come without breakfast\\. ${colleague(portal).name}$`));
  expect(await page.locator("#desk-answer").inputValue()).toContain(name.split(" ")[0] ?? name);
  await expect(page.locator("#desk-answer")).toBeFocused();
  await expect(page.locator(".bubble.own")).toHaveCount(0);
});

test("R-6.8 a colleague stands in for her days, and it is ended by hand", async ({ page, portal }) => {
  await queueSignIn(page, portal, "p.raman");
  await open(page, "/desk/cover");
  await expect(page.getByText("Nobody is away")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").getByRole("link").first()).toHaveText(
    "Choose two colleagues who answer one of the same inboxes",
  );
  const by = page.locator("#by option").filter({ hasText: colleague(portal, "k.lindqvist").name });
  await page.locator("#by").selectOption(await by.getAttribute("value"));
  await page.locator("#until").fill(await page.locator("#from").inputValue());
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#done")).toContainText("Who stands in is saved.");
  const said = `${colleague(portal, "k.lindqvist").name} for ${colleague(portal, "p.raman").name}`;
  const line = page.getByRole("listitem").filter({ hasText: said });
  await expect(line).toContainText("Now");
  // One day alone is said once.
  await expect(line).toContainText(/On \w+day, \w+ \d+, \d{4}/);
  await expect(line).not.toContainText(/From \w+day/);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Queue" }).click();
  await expect(page.getByText(/stands in for .* until/)).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Away" }).click();
  await line.locator("summary").click();
  await line.getByRole("button", { name: "End it now" }).click();
  await expect(page.locator("#done")).toContainText("The stand-in is ended.");
  await expect(page.getByText("Nobody is away")).toBeVisible();
});

test("R-6.8 a nurse gives her address, confirms it by the code, and takes it away", async ({ page, portal }) => {
  const address = "b.tran@example.org";
  await queueSignIn(page, portal, "b.tran");
  await page.getByRole("contentinfo").getByRole("link", { name: "Account", exact: true }).click();
  await expect(title(page)).toHaveText("Account");
  await expect(page.getByText("You have given no address")).toBeVisible();
  await page.locator("#email").fill(address);
  await page.getByRole("button", { name: "Send a code to it" }).click();
  await expect(page.getByText("We have sent a code.")).toBeVisible();
  await page.locator("#code").fill(await newestCode(portal));
  await page.getByRole("button", { name: "Use this address" }).click();
  await expect(page.locator("#done")).toContainText("Your address is confirmed.");
  await expect(page.locator("main strong").filter({ hasText: address })).toBeVisible();
  await page.locator("main details > summary").click();
  await page.locator("main details form button").click();
  await expect(page.locator("#done")).toContainText("Your address is removed.");
  await expect(page.getByText("You have given no address")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  /** Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so. */
  test.afterEach(({ watch }) => {
    watch.take(/was preloaded using link preload but not used/);
  });

  test("R-6.8 R-6.9 without JavaScript too, the queue is worked: given, noted, answered, several at once", async ({ page, portal }) => {
    const { username, password, secret, name } = colleague(portal);
    await page.goto("/staff?lang=en");
    await page.locator("#username").fill(username);
    await page.locator("#password").fill(password);
    await page.locator("#code").fill(totp(secret, portal.now()));
    await page.locator("main form button.button").click();
    await expect(title(page)).toHaveText("Queue");

    // Several at once: what is to be done stands there from the beginning.
    await page.locator(".pick input").first().check();
    await page.locator("#batch-deed").selectOption("take");
    await page.getByRole("button", { name: "Do it with those selected" }).click();
    await expect(page).toHaveURL(/\/desk\/queue$/);
    await expect(row(page, FIRST)).toContainText("Yours");

    await row(page, FIRST).click();
    await expect(page.getByRole("heading", { level: 2, name: FIRST })).toBeVisible();
    await page.locator("#assign-to").selectOption("");
    await page.locator("form.give button").click();
    await expect(page.getByRole("heading", { level: 3, name: "Nobody has it" })).toBeVisible();
    await page.getByRole("button", { name: "Take it", exact: true }).click();
    await expect(page.getByRole("heading", { level: 3, name: "Yours" })).toBeVisible();
    await page.locator("#note-words").fill(NOTE);
    await page.locator("form:has(#note-words) button").click();
    await expect(page.getByText(NOTE)).toBeVisible();
    await page.locator("summary", { hasText: "About this patient" }).click();
    await page.getByRole("link", { name: "About this patient" }).click();
    await expect(page.getByRole("heading", { level: 4, name: "Medicines" })).toBeVisible();
    await page.locator("#desk-answer").fill(ANSWER);
    await page.locator(`${ANSWER_FORM} button.button`).click();
    await expect(page.getByRole("listitem").filter({ hasText: ANSWER })).toContainText(name);
    // What was written stands in no address.
    expect(new URL(page.url()).search).toBe("");
  });
});

test.describe("with days that pass", () => {
  test.use({ clinic: { moving: true } });

  test("R-6.8 an answer that is late is overdue at the desk, and the patient is told to call", async ({ page, visitor, portal }) => {
    await send(page, await signedIn(page, portal));
    const thread = new URL(page.url()).pathname;
    await expect(page.getByText("This takes longer than we promised")).toHaveCount(0);
    portal.ahead(12 * 24 * 3_600);
    await signedIn(page, portal);
    await open(page, thread);
    await expect(page.getByText("This takes longer than we promised")).toBeVisible();
    await expect(page.getByText("You do not have to wait any longer.")).toBeVisible();
    const nurse = await visitor(AT_A_DESK);
    await queueSignIn(nurse, portal);
    await nurse.getByRole("navigation", { name: "What to show" }).getByRole("link", { name: "Overdue", exact: true }).click();
    await expect(row(nurse, DRAFT.subject)).toContainText("Overdue since");
    await expect(row(nurse, DRAFT.subject)).toHaveClass(/\blate\b/);
  });
});

/** What sticks out of the page to the right. */
async function tooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) > document.documentElement.clientWidth);
}

for (const lang of ["en", "es"] as Lang[]) {
  test(`R-12.1 the queue, the texts and who stands in, ${lang}`, JUDGED[lang], async ({ page, visitor, portal }) => {
    const patient = await visitor();
    await askForVisit(patient, await signedIn(patient, portal));
    await queueSignIn(page, portal, "n.castellanos", lang);
    await expect(rows(page)).toHaveCount(2);
    await page.locator(".pick input").first().check();
    await accessible(page, "the queue, with a row selected");
    await openRow(page, FIRST);
    for (const part of await page.locator("main section:not([hidden]) details > summary").all()) {
      if (await part.isVisible()) await part.click();
    }
    await page.locator("section h4").first().waitFor();
    await accessible(page, "the queue with a conversation, all parts open");
    const size = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 740 });
    expect(await tooWide(page), "a conversation in the queue at 320 px").toBe(false);
    if (size !== null) await page.setViewportSize(size);
    await page.locator("#note-words").fill("");
    await page.locator("form:has(#note-words) button").click();
    await expect(page.locator("#note-words")).toHaveAttribute("aria-invalid", "true");
    await accessible(page, "the queue with an error");
    await open(page, "/desk/queue?show=mine");
    await page.locator(".empty").waitFor();
    await accessible(page, "the queue, nothing of one's own");
    for (const path of ["/desk/templates", "/desk/cover", "/desk/account"]) {
      await open(page, path);
      await ready(page);
      for (const part of await page.locator("main details > summary").all()) await part.click();
      await accessible(page, path);
      await page.setViewportSize({ width: 320, height: 740 });
      expect(await tooWide(page), `${path} at 320 px`).toBe(false);
      if (size !== null) await page.setViewportSize(size);
    }
  });
}
