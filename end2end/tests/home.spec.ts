import { JUDGED, accessible } from "../support/axe.ts";
import { AT_A_DESK, OFFICE, REASON, askForVisit, asksDesk, inDays, openFirst, step, typeDay } from "../support/asks.ts";
import { canary } from "../support/canaries.ts";
import { THEO, cards, chartOf, main } from "../support/family.ts";
import { DRAFT, type Lang, open, send, signIn, signInAs, signedIn, staffSignIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

/** A list of the first page, by its heading. */
const list = (page: Page, name: string) => page.getByRole("list", { name, exact: true });

/** The letters that say that something new was written. */
const letters = (page: Page) => page.locator("main li.card").filter({ hasText: /something new for you|algo nuevo para usted/i });

test("the first page says who has to do what by when, and changes while it is open", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signIn(page, portal);
  const owed = list(page, "You are waiting for");
  await expect(owed).toContainText("Mi próxima cita");
  await askForVisit(page, patient);
  // By its title: the conversation is about an appointment, too.
  const ask = owed.getByRole("link").filter({ has: page.locator(".title", { hasText: "Appointment" }) });
  await expect(ask).toContainText(OFFICE);
  await expect(ask).toContainText(/Answer by \w+day/);
  await expect(list(page, "Waiting for you")).toHaveCount(0);

  const nurse = await visitor(AT_A_DESK);
  await asksDesk(nurse, portal);
  await openFirst(nurse, portal.signIns.patient.name);
  await step(nurse, "Offer times");
  // Before the visit that the demo's patient has agreed on already, ten days on.
  await typeDay(nurse, "time1", inDays(5));
  await nurse.locator("#time1-clock").fill("14:30");
  await nurse.getByRole("button", { name: "Offer these times" }).click();
  await expect(nurse.locator("#done")).toContainText("The times are offered to the patient.");

  // The page was open all the time: now it is the patient's turn.
  const waits = list(page, "Waiting for you").getByRole("link");
  await expect(waits).toContainText("Needs an answer");
  await expect(ask).toHaveCount(0);
  // What it is about stands in no title and in no address.
  await expect(page).toHaveTitle(/^Home – /);
  await expect(page.getByText(REASON)).toHaveCount(0);
  await waits.click();
  await page.getByRole("radio", { name: /2:30 PM/ }).check();
  await page.getByRole("button", { name: "Take this time" }).click();
  await expect(page.locator("#done")).toContainText("The appointment is made.");
  await main(page).getByRole("link", { name: "Home", exact: true }).click();
  const visit = page.getByRole("region", { name: "Your next appointment" });
  await expect(visit).toContainText(/\w+day, \w+ \d+, \d{4} at 2:30 PM/);
  await expect(visit).toContainText(OFFICE);
  await expect(list(page, "Waiting for you")).toHaveCount(0);
  await visit.getByRole("link", { name: "See this appointment" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Your appointment" })).toBeVisible();
  // The page of all people says it too.
  await open(page, "/people");
  await expect(cards(page).first()).toContainText(/Next appointment: \w+day, \w+ \d+, \d{4} at 2:30 PM · /);
});

test("where nothing waits the first page leads on, and the page of all people says whose answer comes when", { tag: "@phone" }, async ({
  page,
  portal,
}) => {
  await signInAs(page, portal.signIns.representative);
  const theo = await chartOf(page, THEO);
  await open(page, theo);
  await expect(page.getByRole("heading", { level: 2, name: "Nothing is waiting for you" })).toBeVisible();
  await expect(page.getByRole("link", { name: "See the record" })).toHaveAttribute("href", `${theo}/record`);
  await page.getByRole("link", { name: "Ask for something" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New request");
  await askForVisit(page, theo);
  await open(page, theo);
  await expect(list(page, "You are waiting for").getByRole("link")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 2, name: "Nothing is waiting for you" })).toHaveCount(0);
  await open(page, "/people");
  await expect(cards(page).filter({ hasText: THEO })).toContainText(/Next answer by \w+day/);
});

test("R-6.14 of what is not read one letter tells, and it says neither by whom nor about what", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  await send(page, patient);
  const nurse = await visitor(AT_A_DESK);
  await staffSignIn(nurse, portal);
  await nurse.getByRole("link").filter({ hasText: DRAFT.subject }).click();
  const outbox = await visitor();
  await open(page, patient);
  for (const words of [canary("Yes, on Thursday afternoon."), canary("Bring the empty box with you.")]) {
    await nurse.getByLabel("Your answer").fill(words);
    await nurse.getByRole("button", { name: "Send answer" }).click();
    await expect(nurse.locator(".bubble.own").filter({ hasText: words })).toBeVisible();
    await open(outbox, "/demo/outbox");
    await expect(letters(outbox)).toHaveCount(1);
    const said = await letters(outbox).innerText();
    for (const kept of [OFFICE, DRAFT.subject, words, "Nadia Castellanos"]) expect(said).not.toContain(kept);
  }
  // The patient's first page has both, beside what the office has decided in the demo.
  await expect(list(page, "New for you").getByRole("link").filter({ hasText: DRAFT.subject })).toContainText("2 new messages");
});

for (const lang of ["en", "es"] as Lang[]) {
  const words = {
    en: { owed: "You are waiting for", waits: "Waiting for you" },
    es: { owed: "Usted está esperando", waits: "Le toca a usted" },
  }[lang];
  test(`R-12.1 the first page with everything on it, ${lang}`, JUDGED[lang], async ({ page, visitor, portal }) => {
    const patient = await signedIn(page, portal, lang);
    await askForVisit(page, patient);
    const nurse = await visitor(AT_A_DESK);
    await asksDesk(nurse, portal);
    await openFirst(nurse, portal.signIns.patient.name);
    const question = await step(nurse, "Ask the patient a question");
    await question.getByLabel("Your question").fill("Can you walk stairs?");
    await question.getByRole("button", { name: "Send the question" }).click();
    await expect(nurse.locator("#done")).toContainText("Your question is sent.");
    await open(page, patient);
    await expect(list(page, words.waits).getByRole("link")).toHaveCount(1);
    await expect(list(page, words.owed)).toBeVisible();
    await accessible(page, `the first page, ${lang}`);
    await signInAs(page, portal.signIns.representative, lang);
    await open(page, await chartOf(page, THEO));
    await expect(page.locator("main .empty")).toBeVisible();
    await accessible(page, `a quiet first page, ${lang}`);
  });
}
