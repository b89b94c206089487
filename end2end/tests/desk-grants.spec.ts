import { canary } from "../support/canaries.ts";
import { letters } from "../support/clock.ts";
import {
  ELENA,
  FATHERS_EMAIL,
  GONE,
  MAYA,
  MAYAS_NUMBER,
  THEO,
  THEOS_NUMBER,
  begins,
  cards,
  chartOf,
  charts,
  grantAtDesk,
  recordOf,
  status,
  unfold,
} from "../support/family.ts";
import { FRIEND, daysAgo } from "../support/forms.ts";
import { call, colleague, open, signInAs, signedIn, staffIn } from "../support/people.ts";
import type { Portal } from "../support/portal.ts";
import { type Page, expect, test } from "../support/test.ts";

/** The front desk is signed in; the father's grant for Theo. */
async function fathersGrant(desk: Page, portal: Portal): Promise<string> {
  await staffIn(desk, portal, "g.ferreira");
  return grantAtDesk(desk, THEOS_NUMBER, portal.signIns.representative.name);
}

/** A part of the grant that is open, by what it does. */
function part(desk: Page, words: string) {
  return desk.locator("main details").filter({ has: desk.locator("summary", { hasText: words }) });
}

/** What has happened to the grant that is open, the newest first. */
function history(desk: Page) {
  return desk.locator("ol.timeline > li");
}

test("R-3.5 what the desk ends is over at once, told to both, and has no further event", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/(p|api)\//);
  const father = portal.signIns.representative;
  await signInAs(page, father);
  const theo = await chartOf(page, THEO);
  const desk = await visitor();
  await open(desk, `/desk/grants/${await fathersGrant(desk, portal)}`);
  const end = await unfold(desk, "End for good", "Yes, do it");
  await end.getByLabel("Why?").selectOption({ label: "They are no longer to each other what they were" });
  await end.getByLabel("In words").fill(canary("Moved away, says the mother"));
  await end.getByRole("button", { name: "End for good" }).click();
  await expect(desk.locator("#done")).toBeFocused();
  await expect(desk.locator("#done")).toContainText("It is ended.");
  await expect(history(desk).first()).toContainText("They are no longer to each other what they were: Moved away, says the mother");
  await expect(history(desk).first()).toContainText("Gloria Ferreira");
  for (const words of ["End for good", "Set aside now", "Take up again"]) await expect(part(desk, words)).toHaveCount(0);
  // The page of his people was open all the time.
  await expect(charts(page)).toHaveText([MAYA]);
  expect(await status(page, theo)).toBe(404);
  await letters(await visitor(), FATHERS_EMAIL, "one person no longer helps another", 1);
});

test("R-3.5 the desk ends nothing without a reason and a yes", async ({ page, portal }) => {
  await open(page, `/desk/grants/${await fathersGrant(page, portal)}`);
  const end = await unfold(page, "End for good");
  await end.getByRole("button", { name: "End for good" }).click();
  const invalid = await end.locator(":invalid").evaluateAll((fields) => fields.map((field) => field.id).filter(Boolean));
  expect(invalid).toEqual(["end-reason-1", "end-sure"]);
  await expect(page.locator("#done")).toBeEmpty();
  await expect(page.getByRole("definition").filter({ hasText: /^Can act · / })).toBeVisible();
});

test("R-3.5 what a patient has begun is put in force by a form only, and the desk lets it not come about", async ({
  page,
  visitor,
  portal,
}) => {
  const p = await signedIn(page, portal);
  const patient = p.slice("/p/".length);
  const { practices, intent } = await call<{ practices: [id: string, name: string][]; intent: string }>(
    page,
    "/api/representatives/options",
    { patient },
  );
  const [born_month = "", born_day = "", born_year = ""] = FRIEND.born;
  const who = { given: FRIEND.given, family: FRIEND.family, born_month, born_day, born_year, channel: "email", email: FRIEND.email };
  const grant = await call<string>(page, "/api/representatives/start", {
    patient,
    ...who,
    practice: practices[0]?.[0] ?? "",
    "rights[0]": "allergies.read",
    intent,
  });
  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  await open(desk, `/desk/grants/${grant}`);
  await expect(desk.getByText("The person who is to act has not signed")).toBeVisible();
  await expect(part(desk, "Put in force")).toHaveCount(0);
  const reject = await unfold(desk, "Let it not come about", "Yes, do it");
  await reject.getByLabel("Why?").selectOption({ label: "The patient wants it" });
  await reject.getByRole("button", { name: "Let it not come about" }).click();
  await expect(desk.locator("#done")).toContainText("It will not come about.");
  await expect(desk.getByRole("button", { name: "Make the form" })).toHaveCount(0);
  await open(page, `${p}/sharing`);
  const lines = page.getByRole("list", { name: "People who can act for you, or who could" }).locator("> li");
  await expect(lines.filter({ hasText: FRIEND.name })).toContainText("Did not come about");
  await expect(lines.filter({ hasText: ELENA })).toContainText("Can act");
});

test("R-3.7 a clinician sets somebody aside from a conversation, and the chart closes at once", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/(p|api)\//);
  const father = portal.signIns.representative;
  await signInAs(page, father);
  const theo = await chartOf(page, THEO);
  const thread = await begins(page, theo, canary("Eczema after swimming"));
  await open(page, `${theo}/messages/${thread}`);

  const desk = await visitor();
  await staffIn(desk, portal, "p.raman");
  await open(desk, `/desk/${thread}`);
  const acting = await unfold(desk, "Who can act for this patient");
  const line = acting.getByRole("list").locator("> li").filter({ hasText: father.name });
  await expect(line).toContainText("Can act");
  await line.locator("summary").click();
  await line.getByLabel("Why?").selectOption("safeguarding");
  // The desk's keys are letters here.
  await line.getByLabel("In words").pressSequentially("jerk?");
  await expect(line.getByLabel("In words")).toHaveValue("jerk?");
  await line.getByLabel("Yes, do it").check();
  await line.getByRole("button", { name: "Set aside now" }).click();
  await expect(desk.locator("#done")).toBeFocused();
  await expect(desk.locator("#done")).toContainText("This person is set aside.");
  await expect(line).toContainText("Set aside");
  await expect(line.locator("summary")).toHaveCount(0);
  // The conversation was open all the time.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(GONE);
  expect(await status(page, theo)).toBe(404);

  // Taking up and ending are the office's, and another team has no part in it.
  const { rows } = await call<{ rows: { grant: string; name: string }[] }>(desk, "/api/desk/grants", { thread });
  const grant = rows.find(({ name }) => name === father.name)?.grant ?? "";
  const why = { reason: "other", words: "W", sure: "on" };
  for (const door of ["resume-grant", "end-grant"]) {
    await expect(call(desk, `/api/front/${door}`, { grant, ...why })).rejects.toThrow("404");
  }
  const elsewhere = await visitor();
  await staffIn(elsewhere, portal, "s.okonkwo");
  await expect(call(elsewhere, "/api/desk/grants", { thread })).rejects.toThrow("404");
  await expect(call(elsewhere, "/api/desk/suspend-grant", { thread, grant, ...why })).rejects.toThrow("404");

  const front = await visitor();
  await staffIn(front, portal, "g.ferreira");
  await open(front, `/desk/grants/${grant}`);
  await expect(history(front).first()).toContainText("Somebody must be kept safe: jerk?");
  await expect(history(front).first()).toContainText(colleague(portal, "p.raman").name);
  await expect(part(front, "Take up again")).toHaveCount(1);
});

test("R-3.13 what a clinician attests opens a teen's chart to her father, and taken back it is closed again", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/(p|api)\//);
  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  const { patient } = await recordOf(desk, MAYAS_NUMBER);
  await signInAs(page, portal.signIns.representative);
  expect(await status(page, `/p/${patient}/record/results`)).toBe(404);

  await open(desk, `/desk/patients/${patient}`);
  await expect(desk.getByText("Nothing is recorded, so the patient decides.")).toBeVisible();
  const attest = await unfold(desk, "Record an attestation");
  await attest.getByLabel("Clinician").fill("Dr. Priya Raman");
  await attest.getByLabel("Attested on").fill(daysAgo(2));
  await attest.getByRole("button", { name: "Record the attestation" }).click();
  await expect(desk.locator("#done")).toBeFocused();
  await expect(desk.getByText(/, by Dr\. Priya Raman$/)).toBeVisible();
  await expect(desk.getByText(/^A clinician has to look anew by /)).toBeVisible();
  expect(await status(page, `/p/${patient}/record/results`)).toBe(200);

  const back = await unfold(desk, "Take back what was attested", "Yes, the patient can decide");
  await back.getByRole("button", { name: "Take it back" }).click();
  await expect(desk.getByText(/^Taken back on /)).toBeVisible();
  await expect(part(desk, "Take back what was attested")).toHaveCount(0);
  expect(await status(page, `/p/${patient}/record/results`)).toBe(404);
  expect(await status(page, `/p/${patient}/record/vaccines`)).toBe(200);
});

test("R-3.7 while a court order keeps somebody away nobody takes her up again; once it is lifted the desk does", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/(p|api)\//);
  const desk = await visitor();
  const grant = await fathersGrant(desk, portal);
  const { patient } = await recordOf(desk, THEOS_NUMBER);
  const order = { kind: "keep_away", court: "Probate and Family Court", reference: "26W0123", made_on: daysAgo(30) };
  await call<unknown>(desk, "/api/front/order", { patient, grant, ...order, intent: crypto.randomUUID() });
  await signInAs(page, portal.signIns.representative);
  expect(await status(page, `/p/${patient}/record`)).toBe(404);

  await open(desk, `/desk/grants/${grant}`);
  await expect(desk.getByText("Our staff have set this person aside.")).toBeVisible();
  await expect(part(desk, "Take up again")).toHaveCount(0);

  await open(desk, `/desk/patients/${patient}`);
  const lift = await unfold(desk, "Lift this order");
  await lift.getByLabel("Why is it lifted?").fill(canary("Withdrawn on appeal"));
  await lift.getByRole("button", { name: "Lift the order" }).click();
  await expect(desk.locator("#done")).toBeFocused();
  await expect(desk.getByText(/^Lifted on .*: Withdrawn on appeal$/)).toBeVisible();
  await expect(part(desk, "Lift this order")).toHaveCount(0);
  // What was set aside because of it stays aside.
  expect(await status(page, `/p/${patient}/record`)).toBe(404);

  await open(desk, `/desk/grants/${grant}`);
  const up = await unfold(desk, "Take up again", "Yes, do it");
  await up.getByLabel("Why?").selectOption({ label: "What stood in the way is cleared up" });
  await up.getByRole("button", { name: "Take up again" }).click();
  // The whole page: where it is red, it tells what the desk is told instead.
  await expect(desk.locator("main")).toContainText("It is taken up again.");
  await expect(desk.locator("#done")).toContainText("It is taken up again.");
  expect(await status(page, `/p/${patient}/record`)).toBe(200);
  await open(page, "/people");
  await expect(cards(page).filter({ hasText: THEO })).toHaveCount(1);
});
