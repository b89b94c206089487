import { AT_A_DESK } from "../support/asks.ts";
import { JUDGED, accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { adminDesk } from "../support/desks.ts";
import { blockWriter, closeOpen, found, line, move, search } from "../support/messages.ts";
import {
  ANSWER_FORM,
  DRAFT,
  type Lang,
  colleague,
  open,
  send,
  signIn,
  signedIn,
  staffIn,
  staffSignIn,
  write,
} from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

const ANSWER = canary("Please bring the yellow booklet.");
const FIRST = "Mi próxima cita";

const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** The link to a part of the messages. */
const part = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Which messages to show" }).getByRole("link", { name, exact: true });

/** The nurse opens the conversation of the demo and answers it. */
async function answer(nurse: Page, subject = FIRST): Promise<void> {
  await nurse.getByRole("list", { name: "Queue" }).getByRole("link").filter({ hasText: subject }).click();
  await nurse.locator("#desk-answer").fill(ANSWER);
  await nurse.locator(`${ANSWER_FORM} button.button`).click();
  await expect(nurse.getByText(ANSWER)).toBeVisible();
}

test("R-6.10 a conversation is put away, thrown away and taken out again, and each step can be undone", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages`);
  await expect(line(page, FIRST)).toHaveCount(1);
  await move(page, FIRST, "Move to archive");
  const told = page.locator("#shelved");
  await expect(told).toContainText(`“${FIRST}” is in the archive`);
  await expect(told).toBeFocused();
  await expect(page.getByText("Nothing in your inbox")).toBeVisible();
  await told.getByRole("button", { name: "Undo" }).click();
  await expect(line(page, FIRST)).toHaveCount(1);
  await expect(told).toContainText("is in your inbox");
  await expect(told.getByRole("button")).toHaveCount(0);

  await move(page, FIRST, "Move to trash");
  await expect(line(page, FIRST)).toHaveCount(0);
  await part(page, "Trash").click();
  await expect(page).toHaveURL(/\/messages\?show=trash$/);
  await expect(part(page, "Trash")).toHaveAttribute("aria-current", "true");
  await expect(part(page, "Trash")).toBeFocused();
  await expect(line(page, FIRST)).toHaveCount(1);
  await expect(page.getByText("Nothing is deleted from here")).toBeVisible();
  await part(page, "Archive").click();
  await expect(page.getByText("The archive is empty")).toBeVisible();
  await part(page, "Trash").click();
  // Whoever throws something away can still read it, and the care team knows nothing of it.
  await line(page, FIRST).getByRole("link").click();
  await expect(page.getByText("It is in the trash.")).toBeVisible();
  const nurse = await visitor(AT_A_DESK);
  await staffSignIn(nurse, portal);
  await answer(nurse);

  // A new message brings it back.
  await expect(page.getByText("It is in your inbox.")).toBeVisible();
  await page.getByRole("button", { name: "Move to archive" }).click();
  await expect(page.getByText("It is in the archive.")).toBeVisible();
  await page.getByRole("link", { name: "Back to messages" }).click();
  await expect(page.getByText("Nothing in your inbox")).toBeVisible();
  await part(page, "Archive").click();
  await move(page, FIRST, "Move to inbox");
  await expect(told).toContainText("is in your inbox");
  await part(page, "Inbox").click();
  await expect(line(page, FIRST)).toHaveCount(1);
});

test("what is not read yet is a list of its own", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  await send(page, patient);
  await open(page, `${patient}/messages?show=unread`);
  await expect(page.getByText("Nothing unread")).toBeVisible();
  const nurse = await visitor();
  await staffSignIn(nurse, portal);
  await answer(nurse);
  await expect(line(page, FIRST)).toContainText("1 new message");
  await expect(line(page, DRAFT.subject)).toHaveCount(0);
  await line(page, FIRST).getByRole("link").click();
  await expect(page.getByText(ANSWER)).toBeVisible();
  await open(page, `${patient}/messages?show=unread`);
  await expect(page.getByText("Nothing unread")).toBeVisible();
});

test("a message is found by words of it, and what was looked for is in no address and no log", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal);
  const asked = canary("Turmeric capsules");
  await send(page, patient, { ...DRAFT, body: `May I take ${asked} with it?` });
  await open(page, `${patient}/messages`);
  await page.getByRole("link", { name: "Search messages" }).click();
  await expect(title(page)).toHaveText("Search messages");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText(["Enter at least one word"]);

  await page.getByLabel("What are you looking for?").fill(asked.toUpperCase());
  await page.keyboard.press("Enter");
  await expect(found(page)).toHaveCount(1);
  await expect(page.locator("#found")).toBeFocused();
  await expect(found(page)).toContainText(DRAFT.subject);
  await expect(found(page).locator("mark").first()).toHaveText("Turmeric");
  const here = new URL(page.url());
  expect([here.pathname, here.search]).toEqual([`${patient}/messages/search`, ""]);
  await expect(page).toHaveTitle(/^Messages – /);

  // Without marks and case, in the subject, too; the page is as it was left.
  await search(page, `${patient}/messages/search`, "PROXIMA");
  await expect(found(page)).toContainText(FIRST);
  await found(page).click();
  await expect(title(page)).toHaveText(FIRST);
  // The message itself is marked, and has the focus.
  await expect(page.locator(".bubble.found")).toBeFocused();
  await page.goBack();
  await expect(page.getByLabel("What are you looking for?")).toHaveValue("PROXIMA");
  await expect(found(page)).toHaveCount(1);
  await search(page, `${patient}/messages/search`, "zzz");
  await expect(page.getByText("No message has “zzz”")).toBeVisible();

  // The desk finds what lies in its own inboxes, and nobody else's desk does.
  const nurse = await visitor();
  await staffSignIn(nurse, portal);
  await nurse.getByRole("link", { name: "Search messages" }).click();
  await search(nurse, "/desk/search", asked);
  await expect(found(nurse)).toContainText(portal.signIns.patient.name);
  await found(nurse).click();
  await expect(nurse.getByRole("heading", { level: 2, name: DRAFT.subject })).toBeVisible();
  await expect(nurse.locator(".bubble.found")).toContainText(asked);
  await expect(nurse.locator(".bubble.found")).toBeFocused();
  const other = await visitor();
  await staffIn(other, portal, "b.tran");
  await search(other, "/desk/search", asked);
  await expect(found(other)).toHaveCount(0);
});

test("R-6.7 a closed conversation is no dead end: what follows is linked with it", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal);
  const thread = await send(page, patient);
  await page.getByLabel("Your reply").fill("Half-written");
  const nurse = await visitor(AT_A_DESK);
  await staffSignIn(nurse, portal);
  await answer(nurse, DRAFT.subject);
  await closeOpen(nurse);
  await expect(nurse.getByText(/Closed since \w+day/)).toBeVisible();

  // The page was open all the time: what was begun stays, and is not sent.
  await expect(page.getByText("This conversation is closed")).toBeVisible();
  await expect(page.getByLabel("Your reply")).toHaveValue("Half-written");
  await open(page, thread);
  await expect(page.getByLabel("Your reply")).toHaveCount(0);
  await page.getByRole("link", { name: "Start a follow-up" }).click();
  await expect(title(page)).toHaveText("New message");
  await expect(page.getByText(`This goes on from “${DRAFT.subject}”`)).toBeVisible();
  await expect(page.getByLabel("Subject")).toHaveValue(DRAFT.subject);
  await expect(page.getByRole("radio", { name: DRAFT.topic, exact: true })).toBeChecked();
  await expect(page.getByRole("radio", { name: DRAFT.team })).toBeChecked();
  await page.getByLabel("This is not an emergency").check();
  await page.getByLabel("Subject").fill("Once more");
  await page.getByLabel("Your message").fill("Which booklet?");
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(title(page)).toHaveText("Once more");
  const next = new URL(page.url()).pathname;
  await page.getByRole("link", { name: "See the conversation that came before this one" }).click();
  await expect(title(page)).toHaveText(DRAFT.subject);
  await page.getByRole("link", { name: "Go to the follow-up of this conversation" }).click();
  await page.waitForURL((url) => url.pathname === next);

  await nurse.getByRole("list", { name: "Queue" }).getByRole("link").filter({ hasText: "Once more" }).click();
  await nurse.getByRole("link", { name: "See the conversation that came before this one" }).click();
  await expect(nurse.getByRole("heading", { level: 2, name: DRAFT.subject })).toBeVisible();
  // An answer opens it again.
  await nurse.locator("#desk-answer").fill("The one of your vaccines.");
  await nurse.locator(`${ANSWER_FORM} button.button`).click();
  await expect(nurse.getByText(/Closed since/)).toHaveCount(0);
  await open(page, thread);
  await expect(page.getByLabel("Your reply")).toBeVisible();
});

test("R-6.7 an earlier part of a conversation is read, and closed where the newest messages are", async ({
  page,
  visitor,
  portal,
}) => {
  await send(page, await signedIn(page, portal));
  const nurse = await visitor(AT_A_DESK);
  await staffSignIn(nurse, portal);
  await nurse.getByRole("list", { name: "Queue" }).getByRole("link").filter({ hasText: DRAFT.subject }).click();
  await expect(nurse.locator("#close-step")).toHaveCount(1);
  // Everything there is lies before this.
  await open(nurse, `${new URL(nurse.url()).pathname}?before=9999999999999.${"f".repeat(32)}`);
  await expect(nurse.locator("#desk-heading")).toContainText(DRAFT.subject);
  await expect(nurse.locator("#close-step")).toHaveCount(0);
});

test("R-6.11 an inbox that takes no messages says why and whom to call, and other inboxes stay open", async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal);
  const nurse = await visitor();
  await staffSignIn(nurse, portal);
  await nurse.getByRole("link").filter({ hasText: FIRST }).click();
  await open(page, `${patient}/messages`);
  await line(page, FIRST).getByRole("link").click();
  await expect(page.getByLabel("Your reply")).toBeVisible();
  await blockWriter(nurse);
  await expect(nurse.locator("#blocks")).toContainText(portal.signIns.patient.name);
  await expect(nurse.locator("#blocks")).toContainText("More messages than can be answered");
  await expect(nurse.locator("#blocks")).toContainText("This inbox takes no more of these messages.");
  // The form is closed, and empty when it is opened again.
  await expect(nurse.locator("#block-sure")).toBeHidden();
  await nurse.locator("#block-step").click();
  await expect(nurse.locator("#block-sure")).not.toBeChecked();
  await expect(nurse.locator("#block-reason-1")).toHaveValue("");

  await page.reload();
  const notice = page.locator("main .notice").filter({ hasText: `${DRAFT.team} takes no messages from you online` });
  await expect(notice).toContainText("There were more messages than the practice can answer.");
  await expect(notice.getByRole("link")).toHaveAttribute("href", /^tel:/);
  await expect(page.getByLabel("Your reply")).toHaveCount(0);
  await open(page, `${patient}/messages/new`);
  await expect(notice.getByRole("link")).toHaveAttribute("href", /^tel:/);
  await expect(page.getByRole("radio", { name: DRAFT.team })).toHaveCount(0);

  await nurse.getByRole("button", { name: "Take messages again" }).click();
  await expect(nurse.locator("#blocks")).toContainText("takes their messages again");
  await send(page, patient);
});

test("R-6.2 R-6.8 an inbox for bills: who reads it and by when is said before sending, and a clerk answers", async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await write(page);
  await expect(page.getByText(/(clinicians|nurses|care team) at Maple Valley Family Medicine will read this message about/)).toContainText(
    /by \w+day, \w+ \d+\./,
  );
  await page.getByRole("radio", { name: "Bill or payment" }).check();
  const nobody = page.getByRole("status").filter({ hasText: `Nobody at ${DRAFT.team} reads messages about this online` });
  await expect(nobody.getByRole("link")).toHaveAttribute("href", /^tel:/);
  await page.getByLabel("This is not an emergency").check();
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([
    /^Choose another topic, or call \(\d{3}\) 555-01\d\d about this one$/,
  ]);

  const admin = await visitor();
  await adminDesk(admin, portal);
  await admin.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Inboxes" }).click();
  await admin.getByLabel("Practice", { exact: true }).selectOption({ label: DRAFT.team });
  await admin.getByLabel("What it is for").selectOption("billing");
  await admin.getByRole("button", { name: "Add this inbox" }).click();
  await expect(admin.getByRole("heading", { level: 2, name: DRAFT.team })).toBeVisible();
  const clerk = colleague(portal, "l.hoang");
  await admin.getByLabel(clerk.name).check();
  await admin.getByLabel("Lead", { exact: true }).selectOption({ label: clerk.name });
  await admin.getByLabel("Business days until an answer").fill("7");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.locator("#done")).toContainText("What you set for this inbox is saved.");
  await expect(admin.getByRole("list", { name: "All inboxes, by practice" })).toContainText(
    `${DRAFT.team} · BillingAnswers within 7 business days · Somebody answers`,
  );

  await open(page, `${patient}/messages/new`);
  await write(page, { ...DRAFT, topic: "Bill or payment" });
  await expect(page.getByText(`The billing office at ${DRAFT.team} will read this message about`)).toBeVisible();
  await page.getByLabel("This is not an emergency").check();
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(title(page)).toHaveText(DRAFT.subject);
  const desk = await visitor(AT_A_DESK);
  await open(desk, await staffIn(desk, portal, "l.hoang"));
  await expect(desk.getByRole("list", { name: "Queue" }).getByRole("link")).toHaveCount(1);
  await answer(desk, DRAFT.subject);
  await expect(page.getByRole("listitem").filter({ hasText: ANSWER })).toContainText("Billing");
  // No clinical inbox has it.
  const nurse = await visitor();
  await staffSignIn(nurse, portal);
  await expect(nurse.getByRole("list", { name: "Queue" })).not.toContainText(DRAFT.subject);
});

for (const lang of ["en", "es"] as Lang[]) {
  test(`R-12.1 messages put away, closed, looked for and not taken, ${lang}`, JUDGED[lang], async ({ page, visitor, portal, watch }) => {
    watch.expectFailure(/^\/api\/pools\/add$/);
    const patient = await signIn(page, portal, lang);
    await open(page, `${patient}/messages`);
    await page.locator(".row-moves > summary").first().click();
    await accessible(page, "messages with what can be done");
    await page.locator(".row-moves form button").first().click();
    await page.locator("#shelved .notice").waitFor();
    await accessible(page, "messages, one put away");
    for (const one of ["unread", "archive", "trash"]) {
      await open(page, `${patient}/messages?show=${one}`);
      await accessible(page, `messages, ${one}`);
    }
    await page.locator("main a[href$='/messages/search']").click();
    await page.locator("#words").waitFor();
    await page.locator("main [role=search] button.button").click();
    await expect(page.getByRole("alert")).toBeFocused();
    await accessible(page, "search with an error");
    await search(page, `${patient}/messages/search`, "ayunas");
    await accessible(page, "search, found");
    await search(page, `${patient}/messages/search`, "zzz");
    await accessible(page, "search, nothing found");

    const nurse = await visitor();
    await staffSignIn(nurse, portal, lang);
    await search(nurse, "/desk/search", "ayunas");
    await accessible(nurse, "the desk's search");
    await found(nurse).first().click();
    await nurse.locator("#desk-answer").waitFor();
    for (const summary of await nurse.locator("section:has(#desk-answer) details > summary").all()) await summary.click();
    await accessible(nurse, "desk, all parts of a conversation open");
    const thread = new URL(nurse.url()).pathname.split("/").at(-1);
    await open(nurse, `/desk/${thread}`);
    await closeOpen(nurse);
    await blockWriter(nurse);
    await accessible(nurse, "desk, closed and not taken");
    await open(page, `${patient}/messages/${thread}`);
    await accessible(page, "a closed conversation of somebody who is not to write");
    await open(page, `${patient}/messages/new?follows=${thread}`);
    await accessible(page, "a follow-up");

    const admin = await visitor();
    await adminDesk(admin, portal, lang);
    await open(admin, "/desk/admin/pools");
    await admin.locator("main form button.button").click();
    await expect(admin.getByRole("alert")).toBeFocused();
    await accessible(admin, "an inbox to add, with errors");
    await admin.locator("main ul.rows a").first().click();
    await admin.locator("#desk-heading").waitFor();
    await accessible(admin, "an inbox");
  });
}
