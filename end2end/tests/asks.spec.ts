import { JUDGED, accessible } from "../support/axe.ts";
import {
  AT_A_DESK,
  OFFICE,
  REASON,
  askForVisit,
  asksDesk,
  days,
  fillVisit,
  inDays,
  moves,
  openAsk,
  openFirst,
  openForm,
  queue,
  step,
  typeDay,
} from "../support/asks.ts";
import { canary } from "../support/canaries.ts";
import { adminDesk, openPractice } from "../support/desks.ts";
import { THEO, chartOf, unfold } from "../support/family.ts";
import { holdAnswers } from "../support/held.ts";
import { tabTo } from "../support/keys.ts";
import { type Lang, call, chart, colleague, open, signIn, signInAs, signedIn, staffIn } from "../support/people.ts";
import type { Portal } from "../support/portal.ts";
import { type Page, expect, test } from "../support/test.ts";
import { totp } from "../support/totp.ts";

/** Notes what a page sends to an address. */
function posts(page: Page, path: string): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname === path) seen.push(request.postData() ?? "");
  });
  return seen;
}

const title = (page: Page) => page.getByRole("heading", { level: 1 });

test("R-7.1 R-7.4 an appointment is asked for, times are offered, one is taken, and a calendar is told", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signIn(page, portal);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Requests" }).click();
  await expect(title(page)).toHaveText("Requests");
  await page.getByRole("link", { name: "New request" }).click();
  await page.getByRole("navigation", { name: "What you can ask for" }).getByRole("link", { name: /^Appointment/ }).click();
  await expect(title(page)).toHaveText("Ask for an appointment");
  await expect(page.getByText("In an emergency, call 9\u20111\u20111")).toBeVisible();
  await fillVisit(page);
  await expect(page.getByText(new RegExp(`care team at ${OFFICE} reads this request. You can expect an answer by \\w+day`))).toBeVisible();
  await page.getByLabel("This can wait for a few days").check();
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(title(page)).toHaveText("Appointment");
  await expect(page.getByText(`${OFFICE} has your request`)).toBeVisible();
  await expect(page.getByText(REASON).first()).toBeVisible();
  // What it is about stands in no title and in no address.
  await expect(page).toHaveTitle(/^Requests – /);
  const here = new URL(page.url());
  expect(here.pathname).toMatch(new RegExp(`^${patient}/requests/[0-9a-f-]{36}$`));
  expect(here.search).toBe("");

  const nurse = await visitor(AT_A_DESK);
  await asksDesk(nurse, portal);
  const row = queue(nurse).filter({ hasText: portal.signIns.patient.name });
  await expect(row).toContainText("Appointment");
  await expect(row).toContainText(/Answer by \w+day/);
  await openFirst(nurse, portal.signIns.patient.name);
  await expect(nurse.getByText(REASON).first()).toBeVisible();
  await nurse.getByRole("button", { name: "Start working on it" }).click();
  await expect(nurse.locator("#done")).toContainText("The patient sees that you are working on it.");
  await expect(page.getByText(`${OFFICE} is working on your request`)).toBeVisible();

  await step(nurse, "Offer times");
  await typeDay(nurse, "time1", inDays(15));
  await nurse.locator("#time1-clock").fill("14:30");
  await typeDay(nurse, "time2", inDays(16));
  await nurse.locator("#time2-clock").fill("09:15");
  await nurse.locator("#time2-way").selectOption("video");
  await nurse.getByRole("button", { name: "Offer these times" }).click();
  await expect(nurse.locator("#done")).toContainText("The times are offered to the patient.");

  // The page was open all the time.
  await expect(page.getByRole("heading", { level: 2, name: `Choose a time at ${OFFICE}` })).toBeVisible();
  // What is written beneath takes none of them, and says so.
  const aside = page.getByRole("region", { name: "Something else about these times?" });
  await expect(aside).toContainText("takes none of the times above");
  await page.getByRole("radio", { name: /2:30 PM/ }).check();
  await page.getByRole("button", { name: "Take this time" }).click();
  await expect(page.locator("#done")).toContainText("The appointment is made.");
  await expect(page.getByRole("heading", { level: 2, name: "Your appointment" })).toBeVisible();
  const link = page.getByRole("link", { name: "Add to my calendar" });
  const file = await page.evaluate(async (href) => {
    const reply = await fetch(href);
    return { type: reply.headers.get("content-type"), text: await reply.text() };
  }, (await link.getAttribute("href")) ?? "");
  expect(file.type).toContain("text/calendar");
  expect(file.text).toContain("BEGIN:VEVENT");
  expect(file.text).not.toContain(REASON);

  await expect(nurse.getByText("What was agreed")).toBeVisible();
  const done = await step(nurse, "Close it as done");
  await done.getByRole("button", { name: "Close this request" }).click();
  await expect(page.getByText("This request is done.")).toBeVisible();
});

test("R-7.1 times that do not suit are turned down, and the office reads which days do", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  const ask = await askForVisit(page, patient);
  const nurse = await visitor();
  await asksDesk(nurse, portal);
  await openFirst(nurse, portal.signIns.patient.name);
  await step(nurse, "Offer times");
  await typeDay(nurse, "time1", inDays(15));
  await nurse.locator("#time1-clock").fill("14:30");
  await nurse.getByRole("button", { name: "Offer these times" }).click();
  await expect(nurse.locator("#done")).toBeFocused();
  await openAsk(page, patient, ask);
  const again = await unfold(page, "None of these times suits");
  await again.getByRole("button", { name: "Ask for other times" }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText(["Enter one day that suits you"]);
  await typeDay(page, "window1", inDays(20));
  await again.getByLabel("What the office should know (optional)").fill("Mornings are best.");
  await again.getByRole("button", { name: "Ask for other times" }).click();
  await expect(page.locator("#done")).toContainText("You have asked for other times.");
  await expect(page.getByText(`${OFFICE} is working on your request`)).toBeVisible();
  await expect(nurse.getByText("Mornings are best.")).toBeVisible();
});

test("R-7.1 the office asks something, and the answer starts the clock anew", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  const ask = await askForVisit(page, patient);
  const nurse = await visitor();
  await asksDesk(nurse, portal);
  await openFirst(nurse, portal.signIns.patient.name);
  const question = await step(nurse, "Ask the patient a question");
  await question.getByRole("button", { name: "Send the question" }).click();
  await expect(question.getByRole("alert").getByRole("link")).toHaveText(["Write it in your words"]);
  await question.getByLabel("Your question").fill("Can you walk stairs?");
  await question.getByRole("button", { name: "Send the question" }).click();
  await expect(nurse.locator("#done")).toContainText("Your question is sent.");
  await expect(queue(nurse)).toHaveCount(0);

  await open(page, `${patient}/requests`);
  const waiting = page.getByRole("list", { name: "Waiting for you" }).getByRole("link");
  await expect(waiting).toContainText("Needs an answer");
  await waiting.click();
  await expect(page.getByRole("heading", { level: 2, name: `${OFFICE} needs an answer from you` })).toBeVisible();
  await expect(page.getByRole("region", { name: "Your answer to the office" })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`${patient}/requests/${ask}`);
  await page.getByLabel("What you want to say").fill("Not without the rail.");
  await page.getByRole("button", { name: "Send to the office" }).click();
  await expect(page.getByText(/^You can expect an answer by/)).toBeVisible();
  await expect(queue(nurse)).toHaveCount(1);
  await expect(nurse.getByText("Not without the rail.")).toBeVisible();
});

test("R-7.1 R-6.9 nothing is done over what the patient has written since, nor unknowingly over a colleague", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/api\/asks\/desk-/);
  const patient = await signedIn(page, portal);
  const ask = await askForVisit(page, patient);
  const [nurse, clinician] = [await visitor(AT_A_DESK), await visitor(AT_A_DESK)];
  await asksDesk(nurse, portal);
  await openFirst(nurse, portal.signIns.patient.name);
  await asksDesk(clinician, portal, "m.achterberg");
  await openFirst(clinician, portal.signIns.patient.name);

  const question = await step(nurse, "Ask the patient a question");
  await question.locator("#need-words").fill("Can you walk stairs?");
  const moves = clinician.locator("#desk-moves");
  await expect(moves.getByText(`${colleague(portal).name} is working on this now`)).toBeVisible();
  const words = canary("It hurts more since Monday.");
  await call(page, "/api/asks/comment", { patient: patient.slice("/p/".length), ask, words, intent: crypto.randomUUID() });
  await question.getByRole("button", { name: "Send the question" }).click();
  await expect(question.getByText("Something changed while this was open")).toBeVisible();
  await expect(question.getByText(words)).toBeVisible();
  await expect(question.locator("#need-words")).toHaveValue("Can you walk stairs?");

  // Having read it she goes on; her colleague began before that, and is asked.
  await expect(clinician.getByText(words)).toBeVisible();
  const other = await step(clinician, "Write to the patient");
  await other.locator("#comment-words").fill("We look for a time.");
  await question.getByRole("button", { name: "Send the question" }).click();
  await expect(nurse.locator("#done")).toContainText("Your question is sent.");
  await expect(clinician.getByText("Can you walk stairs?")).toBeVisible();
  await other.getByRole("button", { name: "Send", exact: true }).click();
  await expect(other.getByText(`${colleague(portal).name} was here before you`)).toBeVisible();
  await expect(other.locator("#comment-words")).toHaveValue("We look for a time.");
  await other.locator("#comment-anyway").check();
  await other.getByRole("button", { name: "Send", exact: true }).click();
  await expect(clinician.locator("#done")).toContainText("Your words are sent.");
});

test("R-7.7 several medicines are asked for at once: one is approved, one is declined with its reason", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal);
  await openForm(page, patient, "renewal");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("alert").getByRole("link").first()).toHaveText("Tick at least one medicine");
  await page.locator("#drug-1").check();
  await page.locator("#drug-2").check();
  await page.locator("main .drugs input[inputmode=numeric]").first().fill("4");
  await page.getByRole("radio", { name: new RegExp(`^${OFFICE}`) }).check();
  await page.getByLabel("Name of the pharmacy").fill(canary("Mill Street Pharmacy"));
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(title(page)).toHaveText("Prescription renewal");
  const medicines = page.getByRole("list", { name: "Medicines" }).getByRole("listitem");
  await expect(medicines).toHaveCount(2);
  await expect(medicines.first()).toContainText("Left for 4 days when it was asked for");

  // A nurse works on it, but does not prescribe.
  const nurse = await visitor(AT_A_DESK);
  await asksDesk(nurse, portal);
  await openFirst(nurse, portal.signIns.patient.name);
  await nurse.getByRole("button", { name: "Start working on it" }).click();
  await expect(nurse.getByText("A clinician approves prescriptions.")).toBeVisible();
  await expect(nurse.getByText("Decide on each medicine")).toHaveCount(0);

  const clinician = await visitor(AT_A_DESK);
  await asksDesk(clinician, portal, "m.achterberg");
  await openFirst(clinician, portal.signIns.patient.name);
  await clinician.getByRole("button", { name: "Save these decisions" }).click();
  await expect(clinician.getByRole("alert").getByRole("link")).toHaveText(Array(2).fill("Approve or decline this medicine"));
  await clinician.locator("#outcome-0").selectOption("approved");
  await clinician.locator("#outcome-1").selectOption("declined");
  await clinician.locator("#why-1").selectOption("too_early");
  await clinician.getByRole("button", { name: "Save these decisions" }).click();
  await expect(clinician.locator("#done")).toContainText("The decisions are saved.");

  await expect(medicines.first()).toContainText("Approved");
  await expect(medicines.last()).toContainText("It is too early for this.");
  // The pharmacy is filled in the next time.
  await openForm(page, patient, "renewal");
  await expect(page.getByLabel("Name of the pharmacy")).toHaveValue("Mill Street Pharmacy");
});

test("R-7.9 R-7.10 a referral with a visit that is too soon, its authorization, and the visits that are left", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal);
  await openForm(page, patient, "referral");
  await page.getByRole("radio", { name: new RegExp(`^${OFFICE}`) }).check();
  await page.getByLabel("Specialist").fill(canary("Dr. Amara Obi, heart specialist"));
  await page.getByLabel("Reason for the referral").fill(canary("A second look at my heart."));
  await page.getByLabel("Health plan").fill("Blue Plan 7");
  const soon = page.getByText("The visit may be too soon");
  await typeDay(page, "visit", inDays(60));
  await expect(soon).toBeHidden();
  await typeDay(page, "visit", inDays(-3));
  await expect(soon).toBeVisible();
  await expect(page.getByText("Plans usually refuse an authorization after the fact.").first()).toBeVisible();
  await typeDay(page, "visit", inDays(2));
  await expect(page.getByText("there may be no authorization in time").first()).toBeVisible();
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([/^Read about visits that are too soon/]);
  await page.getByLabel("I know, and want to ask anyway").check();
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(title(page)).toHaveText("Referral authorization");

  const nurse = await visitor(AT_A_DESK);
  await asksDesk(nurse, portal);
  await openFirst(nurse, portal.signIns.patient.name);
  await step(nurse, "Authorize");
  await nurse.getByLabel("Authorization number").fill("BP7-20417");
  await nurse.getByLabel("Visits allowed").fill("2");
  await typeDay(nurse, "from", inDays(2));
  await typeDay(nurse, "to", inDays(90));
  await nurse.getByRole("button", { name: "Authorize this referral" }).click();
  await expect(nurse.locator("#done")).toContainText("This request is approved.");

  const card = page.getByRole("region", { name: "Authorization", exact: true });
  await expect(card).toContainText("BP7-20417");
  const left = card.locator('dt:text-is("Visits left") + dd');
  await expect(left).toHaveText("2");
  for (const [used, rest] of ["1", "0"].entries()) {
    // The form has come anew: the next press is another visit.
    await expect(nurse.getByText(`${used} of 2 visits used`)).toBeVisible();
    await nurse.getByRole("button", { name: "Count a visit" }).click();
    await expect(left).toHaveText(rest);
  }
  await expect(card).toContainText("All visits are used.");
  await expect(nurse.getByRole("button", { name: "Count a visit" })).toHaveCount(0);
});

test("R-7.4 urgent words show the emergency notice, and nothing is sent before it is read", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  const sent = posts(page, "/api/asks/appointment");
  await openForm(page, patient, "appointment");
  const notice = page.getByText("Is this urgent? Call 9\u20111\u20111 now").first();
  await expect(notice).toBeHidden();
  await page.getByLabel("This can wait for a few days").check();
  await fillVisit(page, "I have chest pain when I walk.");
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText(["Read about emergencies, then check the box if it can wait"]);
  expect(sent).toEqual([]);
  await expect(page.locator("#reason")).toHaveValue("I have chest pain when I walk.");
  await page.getByLabel("I have read this, and it can wait").check();
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(title(page)).toHaveText("Appointment");
});

test("R-7.1 a request is changed until the office opens it, and taken back", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  const ask = await askForVisit(page, patient);
  await openAsk(page, patient, ask);
  const change = await unfold(page, "Change this request");
  await change.locator("#reason").fill("My right knee, not the left one.");
  await change.getByLabel("This can wait for a few days").check();
  await change.getByRole("button", { name: "Save the changes" }).click();
  await expect(page.locator("#done")).toContainText("Your request is changed.");
  await expect(page.locator(".asked")).toContainText("My right knee, not the left one.");

  const nurse = await visitor();
  await asksDesk(nurse, portal);
  await openFirst(nurse, portal.signIns.patient.name);
  await openAsk(page, patient, ask);
  await expect(page.getByText("Change this request")).toHaveCount(0);

  const back = await unfold(page, "Take this request back");
  await back.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText(["Tick the box if you want this"]);
  await back.getByLabel("Yes, I no longer want this").check();
  await back.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("You have taken this request back.")).toBeVisible();
  await expect(queue(nurse)).toHaveCount(0);
  await expect(nurse.getByText("Taken back", { exact: true })).toBeVisible();
});

test("R-7.1 a no has a reason that the patient reads, and the way to the office", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  const ask = await askForVisit(page, patient);
  const nurse = await visitor();
  await asksDesk(nurse, portal);
  await openFirst(nurse, portal.signIns.patient.name);
  const decline = await step(nurse, "Decline");
  await decline.locator("#decline-reason").selectOption("other");
  await decline.getByRole("button", { name: "Decline this request" }).click();
  await expect(decline.getByRole("alert").getByRole("link")).toHaveText(["Write it in your words"]);
  await decline.locator("#decline-words").fill("We are closed for repairs until spring.");
  await decline.getByRole("button", { name: "Decline this request" }).click();
  await expect(nurse.locator("#done")).toContainText("This request is declined.");
  await openAsk(page, patient, ask);
  await expect(page.getByText(`${OFFICE} has said no`)).toBeVisible();
  await expect(page.getByText("We are closed for repairs until spring.").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "(413) 555-0140" })).toBeVisible();
});

test("R-7.2 what a practice has switched off is not offered, and where all have, not there", async ({ page, visitor, portal }) => {
  const admin = await visitor();
  await adminDesk(admin, portal);
  const patient = await signedIn(page, portal);
  await openForm(page, patient, "appointment");
  const offices = await page.getByRole("group", { name: "Which office?" }).locator(".choice b").allInnerTexts();
  expect(offices).toContain(OFFICE);
  for (const name of offices) {
    await openPractice(admin, name);
    await admin.getByRole("checkbox", { name: /^Appointments/ }).uncheck();
    await admin.getByRole("button", { name: "Save" }).click();
    await expect(admin.locator("#done")).toBeFocused();
  }
  await open(page, `${patient}/requests/new`);
  const kinds = page.getByRole("navigation", { name: "What you can ask for" }).getByRole("link");
  await expect(kinds).toHaveCount(2);
  await expect(kinds.filter({ hasText: "Appointment" })).toHaveCount(0);
  await open(page, `${patient}/requests/new/appointment`);
  await expect(page.getByText("No office takes this request online")).toBeVisible();
});

test("a double press, and a reply that was lost, ask once", async ({ page, address, portal, watch }) => {
  watch.expectFailure(/^\/api\/asks\//);
  const patient = await signedIn(page, portal);
  const sent = posts(page, "/api/asks/appointment");
  await openForm(page, patient, "appointment");
  await fillVisit(page);
  await page.getByLabel("This can wait for a few days").check();
  address.loseReplyOf("/api/asks/appointment");
  await page.getByRole("button", { name: "Send request" }).dblclick();
  await expect(page.getByText("This may not have been sent")).toBeVisible();
  await expect(page.locator("#reason")).toHaveValue(REASON);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(title(page)).toHaveText("Appointment");
  expect(sent).toHaveLength(2);
  await open(page, `${patient}/requests`);
  await expect(page.getByRole("list", { name: "With the office" }).getByRole("link")).toHaveCount(1);
});

test("R-4.1 somebody asks for a child, and every button says for whom", { tag: "@phone" }, async ({ page, portal }) => {
  await signInAs(page, portal.signIns.representative);
  const theo = await chartOf(page, THEO);
  await openForm(page, theo, "appointment");
  await expect(page.getByText(`For ${THEO} (2)`)).toBeVisible();
  await page.getByLabel("This can wait for a few days").check();
  await page.getByLabel("Reason for the visit").fill("His yearly visit.");
  await typeDay(page, "window1", inDays(14));
  await page.getByRole("button", { name: "Send request for Theo" }).click();
  await expect(title(page)).toHaveText("Appointment");
  await expect(page.getByText("Not everything is shown to representatives")).toBeVisible();
  await expect(page.getByRole("list", { name: "What has happened" })).toContainText("Representative");
});

test("R-12.2 the desk of requests is worked with j, k, Enter, r and Escape", async ({ page, visitor, portal }) => {
  const other = await visitor();
  const patient = await signedIn(other, portal);
  await askForVisit(other, patient);
  await askForVisit(other, patient, "Something else.");
  await asksDesk(page, portal);
  const rows = queue(page);
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("j");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.locator("#desk-heading")).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.locator("#desk-moves")).toBeFocused();
  await tabTo(page, { text: "Start working on it" });
  await page.keyboard.press("Enter");
  await expect(page.locator("#done")).toBeFocused();
  await page.keyboard.press("r");
  await tabTo(page, { id: "need-step" });
  await page.keyboard.press("Enter");
  await tabTo(page, { id: "need-words" });
  // In a text, letters are letters.
  await page.keyboard.type("jrk?");
  await expect(page.locator("#need-words")).toHaveValue("jrk?");
  await page.keyboard.press("Escape");
  await expect(rows.first()).toBeFocused();
});

test("R-12.2 an appointment is asked for with the keyboard alone", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await openForm(page, patient, "appointment");
  await tabTo(page, { id: "acknowledged" });
  await page.keyboard.press("Space");
  await tabTo(page, { id: "pool-1" });
  await page.keyboard.press("Space");
  await tabTo(page, { id: "reason" });
  await page.keyboard.type("A yearly visit.");
  const { month, day, year } = inDays(14);
  await tabTo(page, { id: "window1-month" });
  await page.keyboard.type(month);
  await tabTo(page, { id: "window1-day" });
  await page.keyboard.type(day);
  await tabTo(page, { id: "window1-year" });
  await page.keyboard.type(year);
  await tabTo(page, { text: "Send request" });
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText("Appointment");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  /** Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so. */
  test.afterEach(({ watch }) => {
    watch.take(/was preloaded using link preload but not used/);
  });

  const enter = async (page: Page, { signIns }: Portal): Promise<void> => {
    await page.goto("/?lang=en");
    await page.getByLabel("Username").fill(signIns.patient.username);
    await page.getByLabel("Password").fill(signIns.patient.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(title(page)).toHaveText(`Hello, ${signIns.patient.name}`);
  };

  /** A request that lies at an office, where it stands, and somebody of that office. */
  const asked = async (visitor: (options: { javaScriptEnabled: boolean }) => Promise<Page>, portal: Portal) => {
    const elsewhere = await visitor({ javaScriptEnabled: true });
    const patient = await signedIn(elsewhere, portal);
    const ask = await askForVisit(elsewhere, patient);
    const nurse = await visitor({ javaScriptEnabled: true });
    await staffIn(nurse, portal, "n.castellanos");
    return { ask, here: `${patient}/requests/${ask}`, nurse };
  };

  const WORDS = canary("I work late on Mondays.");

  /** More than may be sent at once. */
  const LONG = Array<string>(50).fill(WORDS).join(" ");

  test("a request is sent, commented and taken back", { tag: "@phone" }, async ({ page, portal }) => {
    await enter(page, portal);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Requests" }).click();
    await page.getByRole("link", { name: "New request" }).click();
    await page.getByRole("link", { name: /^Appointment/ }).click();
    await page.getByLabel("This can wait for a few days").check();
    await fillVisit(page, "It is not chest pain, only my knee.");
    // Words that may be urgent: the box stands there from the beginning.
    await page.getByLabel("I have read this, and it can wait").check();
    await page.getByRole("button", { name: "Send request" }).click();
    await expect(title(page)).toHaveText("Appointment");
    expect(new URL(page.url()).search).toBe("");
    await page.getByLabel("What you want to say").fill("Mornings are best.");
    await page.getByRole("button", { name: "Send to the office" }).click();
    await expect(page.getByRole("list", { name: "What has happened" })).toContainText("Mornings are best.");
    await page.locator("summary", { hasText: "Take this request back" }).click();
    await page.getByLabel("Yes, I no longer want this").check();
    await page.getByRole("button", { name: "Take it back" }).click();
    await expect(page.getByText("You have taken this request back.")).toBeVisible();
  });

  test("R-6.6 a request that was begun is discarded", async ({ page, portal }) => {
    await enter(page, portal);
    await page.goto(`${chart(page)}/requests/new/appointment`);
    await page.getByLabel("This can wait for a few days").check();
    await fillVisit(page, LONG);
    await page.getByRole("button", { name: "Send request" }).click();
    const kept = page.getByText("We kept what you had begun to write.");
    await expect(kept).toBeVisible();
    await expect(page.locator("#reason")).toHaveValue(LONG);
    await page.getByRole("button", { name: "Discard it" }).click();
    await expect(page.locator("#reason")).toHaveValue("");
    await expect(kept).toHaveCount(0);
    expect(new URL(page.url()).search).toBe("");
  });

  test("R-7.1 a comment that is refused stands in its field again, and one that is sent does not", async ({ page, visitor, portal }) => {
    const { ask, here, nurse } = await asked(visitor, portal);
    await enter(page, portal);
    await page.goto(here);
    const words = page.getByLabel("What you want to say");
    const send = page.getByRole("button", { name: "Send to the office" });
    await words.fill(LONG);
    await send.click();
    await expect(page.getByText(/^Use 1,?000 characters or fewer/).first()).toBeVisible();
    await expect(words).toHaveValue(LONG);
    expect(decodeURIComponent(page.url())).not.toContain(WORDS);
    await words.fill(WORDS);
    await send.click();
    await expect(page.getByRole("list", { name: "What has happened" })).toContainText(WORDS);
    await expect(words).toHaveValue("");
    // The office closes it before the next one is sent.
    const more = canary("Mornings are better than evenings.");
    await words.fill(more);
    await moves(nurse, ask, "decline", { reason: "other", words: "We have moved." });
    await send.click();
    await expect(page.getByText("This request is over, so nothing more can be sent with it.")).toBeVisible();
    await expect(words).toHaveValue(more);
  });

  test("R-7.1 other times that are refused stand in their fields again", { tag: "@phone" }, async ({ page, visitor, portal }) => {
    const { ask, here, nurse } = await asked(visitor, portal);
    const time = { time1_clock: "14:30", time1_minutes: "20", time1_way: "in_person" };
    await moves(nurse, ask, "propose", { ...days("time1", 15), ...time });
    await enter(page, portal);
    await page.goto(here);
    await page.locator("summary", { hasText: "None of these times suits" }).click();
    const words = page.locator("#again-words");
    const part = page.locator("#window1-part");
    const other = inDays(20);
    await typeDay(page, "window1", other);
    await part.selectOption("afternoon");
    await words.fill(LONG);
    const send = page.getByRole("button", { name: "Ask for other times" });
    await send.click();
    await expect(page.getByText(/^Use 1,?000 characters or fewer/).first()).toBeVisible();
    // Unfolded, or nobody would see it.
    await expect(words).toBeVisible();
    await expect(words).toHaveValue(LONG);
    await expect(page.locator("#window1-day")).toHaveValue(other.day);
    await expect(part).toHaveValue("afternoon");
    expect(decodeURIComponent(page.url())).not.toContain(WORDS);
    // The office closes it before they are asked for.
    await words.fill(WORDS);
    await moves(nurse, ask, "decline", { reason: "other", words: "We have moved." });
    await send.click();
    await expect(page.getByText("The office offers no times any more")).toBeVisible();
    await expect(words).toHaveValue(WORDS);
    await expect(page.locator("#window1-day")).toHaveValue(other.day);
    await expect(part).toHaveValue("afternoon");
  });
});

test("the desk asks a patient something before any program has loaded", async ({ page, visitor, portal, watch }) => {
  const patient = await signedIn(page, portal);
  const ask = await askForVisit(page, patient);
  const nurse = await visitor({ javaScriptEnabled: false });
  const { username, password, secret } = colleague(portal);
  await nurse.goto("/staff?lang=en");
  await nurse.locator("#username").fill(username);
  await nurse.locator("#password").fill(password);
  await nurse.locator("#code").fill(totp(secret));
  await nurse.locator("main form button.button").click();
  await nurse.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Requests" }).click();
  await queue(nurse).first().click();
  await nurse.locator("summary", { hasText: "Ask the patient a question" }).click();
  await nurse.locator("#need-words").fill("Can you walk stairs?");
  await nurse.getByRole("button", { name: "Send the question" }).click();
  await expect(nurse.getByText("Needs an answer")).toBeVisible();
  await openAsk(page, patient, ask);
  await expect(page.getByText("Can you walk stairs?").first()).toBeVisible();
  watch.take(/was preloaded using link preload but not used/);
});

test("what was done is said although the news of it is there before its answer", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  await openAsk(page, patient, await askForVisit(page, patient));
  const nurse = await visitor();
  await asksDesk(nurse, portal);
  await openFirst(nurse, portal.signIns.patient.name);
  // The server has done it, and the stream has told all who have the request open; the answer takes its time.
  const answer = await holdAnswers(nurse, "/api/asks/desk-review");
  await nurse.getByRole("button", { name: "Start working on it" }).click();
  await expect(page.getByText(`${OFFICE} is working on your request`)).toBeVisible();
  // As long as the page of the desk would have taken to follow.
  await nurse.waitForTimeout(1500);
  await expect(nurse.locator("#done")).toBeEmpty();
  await answer.arrives(0);
  await expect(nurse.locator("#done")).toContainText("The patient sees that you are working on it.");
  await expect(nurse.getByRole("button", { name: "Start working on it" })).toHaveCount(0);
});

test("R-12.5 requests read in Spanish, from both sides", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal, "es");
  await openForm(page, patient, "appointment");
  await expect(title(page)).toHaveText("Pedir una cita");
  // He prefers Spanish: an interpreter is filled in.
  await expect(page.locator("#interpreter")).toHaveValue("Español");
  await page.getByLabel("Esto puede esperar unos días").check();
  await fillVisit(page);
  await page.getByRole("button", { name: "Enviar solicitud" }).click();
  await expect(title(page)).toHaveText("Cita");
  await expect(page.getByText(`${OFFICE} tiene su solicitud`)).toBeVisible();
  // The form by which it is changed says it, too, folded away.
  await expect(page.getByText(/^Puede esperar una respuesta a más tardar el/)).toBeVisible();
  const nurse = await visitor();
  await asksDesk(nurse, portal, "n.castellanos", "es");
  await openFirst(nurse, portal.signIns.patient.name);
  await nurse.getByRole("button", { name: "Empezar a trabajar en ella" }).click();
  await expect(nurse.locator("#done")).toContainText("El paciente ve que usted trabaja en ella.");
  await expect(page.getByText(`${OFFICE} trabaja en su solicitud`)).toBeVisible();
});

for (const lang of ["en", "es"] as Lang[]) {
  test(`R-12.1 the forms of requests, with all that can be wrong with them, ${lang}`, JUDGED[lang], async ({ page, portal }) => {
    const patient = await signedIn(page, portal, lang);
    for (const kind of ["appointment", "renewal", "referral"] as const) {
      await openForm(page, patient, kind);
      await page.locator("main form .actions button").click();
      await expect(page.getByRole("alert")).toBeFocused();
      await accessible(page, `${kind} with errors`);
    }
    const ask = await askForVisit(page, patient);
    await openAsk(page, patient, ask);
    for (const part of await page.locator("main details summary").all()) await part.click();
    await accessible(page, "a request, all parts open");
  });

  test(`R-12.1 the desk of requests, ${lang}`, JUDGED[lang], async ({ page, visitor, portal }) => {
    const other = await visitor();
    await askForVisit(other, await signedIn(other, portal));
    await asksDesk(page, portal, "n.castellanos", lang);
    await accessible(page, "the desk of requests");
    await openFirst(page, portal.signIns.patient.name);
    for (const part of await page.locator("#desk-moves summary").all()) await part.click();
    await accessible(page, "a request at the desk, all parts open");
  });
}
