import { JUDGED, accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { ELENA, JOSES_NUMBER, grantAtDesk, openGrant, recordOf, unfold } from "../support/family.ts";
import { FRIEND, beginForm, daysAgo, newForm, walkForm } from "../support/forms.ts";
import { colleague, open, signedIn, staffIn } from "../support/people.ts";
import type { Portal } from "../support/portal.ts";
import { type Page, expect, test } from "../support/test.ts";
import { totp } from "../support/totp.ts";

const FORM = /\/desk\/forms\/[0-9a-f-]{36}$/;
const GRANT = /\/sharing\/[0-9a-f-]{36}$/;

/** The patient names somebody who may see everything that can be shared; the address of what has begun by that. */
async function nameSomebody(page: Page, patient: string): Promise<string> {
  await open(page, `${patient}/sharing`);
  await page.getByRole("link", { name: "Name somebody" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Name somebody who can act for you");
  await page.getByLabel("First name").fill(FRIEND.given);
  await page.getByLabel("Last name").fill(FRIEND.family);
  for (const [n, part] of ["month", "day", "year"].entries()) {
    await page.locator(`#born-${part}`).fill(FRIEND.born[n] ?? "");
  }
  await page.getByLabel("E-mail address of that person").fill(FRIEND.email);
  await page.getByLabel("Which office?").selectOption({ label: "Maple Valley Family Medicine" });
  await page.getByRole("link", { name: "Everything that can be shared" }).click();
  await page.getByRole("button", { name: "Name this person" }).click();
  await page.waitForURL(GRANT);
  return new URL(page.url()).pathname;
}

/** The front desk is signed in, and has the record of the demo's first patient open. */
async function deskAtRecord(desk: Page, portal: Portal): Promise<void> {
  await staffIn(desk, portal, "g.ferreira");
  const { patient } = await recordOf(desk, JOSES_NUMBER);
  await open(desk, `/desk/patients/${patient}`);
}

/** The grants on the record that is open. */
function acting(desk: Page) {
  return desk.getByRole("list", { name: "Representatives" }).getByRole("link");
}

/** Draws in a field with the mouse. */
async function sign(desk: Page, field: string): Promise<void> {
  const pad = desk.locator(field);
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error(`${field} is not there`);
  await desk.mouse.move(box.x + 20, box.y + 20);
  await desk.mouse.down();
  for (const [across, down] of [[60, 50], [90, 25], [140, 60]] as const) {
    await desk.mouse.move(box.x + across, box.y + down, { steps: 4 });
  }
  await desk.mouse.up();
}

async function next(desk: Page, title: string): Promise<void> {
  await desk.getByRole("button", { name: "Continue" }).click();
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText(title);
}

test("R-3.3 whom a patient names can do nothing before the office has seen her", { tag: "@phone" }, async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await nameSomebody(page, patient);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(FRIEND.name);
  await expect(page.getByText(`${FRIEND.name} has to visit the office`)).toBeVisible();
  await expect(page.getByText("Waits for the office")).toBeVisible();
  expect(await page.title()).not.toContain(FRIEND.family);
  // "Back" does not lead to the form of what is there.
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who can act for you");
  const line = page.getByRole("list", { name: "People who can act for you, or who could" }).getByRole("link").first();
  await expect(line).toContainText(`Waits for the office: ${FRIEND.name}`);
});

test("R-3.3 whom a patient names acts once the desk has a signed form", async ({ page, visitor, portal, watch }) => {
  const patient = await signedIn(page, portal);
  const grant = await nameSomebody(page, patient);

  const desk = await visitor();
  await deskAtRecord(desk, portal);
  await acting(desk).filter({ hasText: FRIEND.name }).click();
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText(FRIEND.name);
  await expect(desk.getByText("The person who is to act has not signed")).toBeVisible();
  await desk.getByRole("button", { name: "Make the form" }).click();
  await desk.waitForURL(FORM);
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("Who is to act?");
  await expect(desk.getByLabel("First name")).toHaveValue(FRIEND.given);
  await next(desk, "For whom?");
  await next(desk, "On what ground?");
  await desk.getByLabel(/^Ground for /).selectOption("consent");
  await next(desk, "What have you seen?");
  await desk.getByRole("radio", { name: "Passport", exact: true }).check();
  await desk.getByLabel("Where is the paper filed?").fill("Binder 4, page 12");
  // What the patient has ticked at home is ticked here.
  await next(desk, "What may be seen and done?");
  await expect(desk.getByLabel("See: Test results")).toBeChecked();
  await next(desk, "Who has signed?");
  await expect(desk.getByText("does not have to sign.")).toBeVisible();
  await desk.getByRole("radio", { name: "On this screen" }).check();
  // Nothing is drawn yet.
  watch.expectFailure(/^\/api\/forms\/signatures$/);
  await desk.getByRole("button", { name: "Continue" }).click();
  await expect(desk.getByRole("alert")).toBeFocused();
  await sign(desk, "#signed-pad");
  await next(desk, "Is everything right?");
  await expect(desk.getByText("What is missing")).toHaveCount(0);
  await desk.getByLabel("I have seen the papers").check();
  await desk.getByRole("button", { name: "Put in force" }).click();
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("It is in force");
  // She has no account yet: a code for the letter, shown once.
  await desk.getByRole("button", { name: "Make the code" }).click();
  await expect(desk.locator("#made .activation")).toHaveText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);

  await open(page, grant);
  await expect(page.getByText(/^Can act · Since /)).toBeVisible();
  await expect(page.getByText("Put in force", { exact: true })).toBeVisible();
});

test("R-3.7 what a patient has set aside is not the desk's to take up again", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  await openGrant(page, patient, ELENA);
  const part = await unfold(page, "Set aside now");
  await part.getByRole("button", { name: "Set aside now" }).click();
  await expect(page.locator("#done")).toContainText("This person is set aside.");
  await expect(page.locator("#done")).toBeFocused();
  await expect(page.getByText("You have set this person aside.")).toBeVisible();

  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  await open(desk, `/desk/grants/${await grantAtDesk(desk)}`);
  await expect(desk.getByText("The patient has set this person aside.")).toBeVisible();
  await expect(desk.locator("details").filter({ hasText: "Take up again" })).toHaveCount(0);

  await page.getByRole("button", { name: "Take up again" }).click();
  await expect(page.locator("#done")).toContainText("It is taken up again.");
});

test("R-3.5 R-3.7 the desk sets aside with a reason that the patient can read, and takes up again", async ({
  page,
  visitor,
  portal,
}) => {
  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  await open(desk, `/desk/grants/${await grantAtDesk(desk)}`);
  const aside = await unfold(desk, "Set aside now", "Yes, do it");
  await aside.getByLabel("Why?").selectOption("safeguarding");
  await aside.getByLabel("In words").fill(canary("Called by a neighbor"));
  await aside.getByRole("button", { name: "Set aside now" }).click();
  await expect(desk.locator("#done")).toContainText("This person is set aside.");
  await expect(desk.getByText("Our staff have set this person aside.")).toBeVisible();

  const patient = await signedIn(page, portal);
  await openGrant(page, patient, ELENA);
  await expect(page.getByText("The office has set this person aside.")).toBeVisible();
  await expect(page.getByText("Somebody must be kept safe: Called by a neighbor")).toBeVisible();
  await expect(page.getByRole("button", { name: "Take up again" })).toHaveCount(0);

  const up = await unfold(desk, "Take up again", "Yes, do it");
  await up.getByLabel("Why?").selectOption("cleared");
  await up.getByRole("button", { name: "Take up again" }).click();
  await expect(desk.locator("#done")).toContainText("It is taken up again.");
});

test("R-3.7 an order that keeps somebody away sets aside in the same moment", async ({ page, visitor, portal }) => {
  const desk = await visitor();
  await deskAtRecord(desk, portal);
  const part = await unfold(desk, "Record a court order");
  await part.getByRole("radio", { name: /^Has to keep away/ }).check();
  await expect(part.getByLabel("Who is it about?").locator("option:checked")).toHaveText(ELENA);
  await part.getByLabel("Court", { exact: true }).fill("Probate and Family Court");
  await part.getByLabel("Number of the order").fill("26W0123");
  await part.getByLabel("Made on").fill(daysAgo(30));
  await part.getByRole("button", { name: "Record the order" }).click();
  await expect(desk.locator("#done")).toBeFocused();
  await expect(desk.getByText("Probate and Family Court, 26W0123")).toBeVisible();
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/sharing`);
  const line = page.getByRole("list", { name: "People who can act for you, or who could" }).getByRole("link");
  await expect(line.filter({ hasText: ELENA })).toContainText("Set aside · Consent");
});

test("a form waits in the list until it is thrown away", async ({ page, portal }) => {
  await deskAtRecord(page, portal);
  await page.getByRole("button", { name: "Begin a form" }).click();
  await page.waitForURL(FORM);
  const form = new URL(page.url()).pathname;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who is to act?");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Forms" }).click();
  await page.getByRole("list", { name: "Forms that were begun" }).getByRole("link", { name: /Nobody is named yet/ }).click();
  await page.waitForURL(`**${form}`);
  const part = await unfold(page, "Throw this form away");
  await part.getByRole("button", { name: "Throw it away" }).click();
  await expect(page.getByText("No form is waiting")).toBeVisible();
  await open(page, form);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This form was thrown away");
});

test("one step back, everything that was typed is still there", async ({ page, portal }) => {
  await newForm(page, portal);
  await page.getByLabel("First name").fill(FRIEND.given);
  await page.getByLabel("Last name").fill(FRIEND.family);
  await page.getByLabel("Birth date").fill(FRIEND.born.join("/"));
  await page.getByLabel("E-mail address of that person").fill(FRIEND.email);
  await next(page, "For whom?");
  await expect(page.locator("#step-title")).toBeFocused();
  await expect(page.getByText("Step 2 of 6: Patients")).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who is to act?");
  await expect(page.getByLabel("Last name")).toHaveValue(FRIEND.family);
  await expect(page.getByLabel("Birth date")).toHaveValue(FRIEND.born.join("/"));
});

for (const lang of ["en", "es"] as const) {
  test(`R-12.1 every step of the desk's form, ${lang}`, JUDGED[lang], async ({ page, portal }) => {
    await newForm(page, portal, lang);
    await walkForm(page, (step) => accessible(page, step));
  });

  test(`R-12.1 what waits for the office, the list of forms and a record with papers, ${lang}`, JUDGED[lang], async ({
    page,
    portal,
  }) => {
    await staffIn(page, portal, "g.ferreira", lang);
    const { patient } = await recordOf(page, JOSES_NUMBER);
    await beginForm(page, patient);
    await open(page, "/desk/forms");
    await accessible(page, "forms");
    await open(page, `/desk/patients/${patient}`);
    for (const part of await page.locator("main details summary").all()) await part.click();
    await accessible(page, "a record, all parts open");
    await open(page, `/desk/grants/${await grantAtDesk(page)}`);
    for (const part of await page.locator("main details summary").all()) await part.click();
    await accessible(page, "a grant at the desk, all parts open");
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  /** Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so. */
  test.afterEach(({ watch }) => {
    watch.take(/was preloaded using link preload but not used/);
  });

  test("a form is begun, filled in and thrown away", async ({ page, visitor, portal }) => {
    const patient = await signedIn(await visitor({ javaScriptEnabled: true }), portal);
    const { username, password, secret } = colleague(portal, "g.ferreira");
    await page.goto("/staff?lang=en");
    await page.locator("#username").fill(username);
    await page.locator("#password").fill(password);
    await page.locator("#code").fill(totp(secret));
    await page.locator("main form button.button").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Patients");
    await page.goto(patient.replace("/p/", "/desk/patients/"));
    await page.getByRole("button", { name: "Begin a form" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who is to act?");
    await page.getByLabel("First name").fill(FRIEND.given);
    await page.getByLabel("Last name").fill(FRIEND.family);
    await page.getByLabel("Birth date").fill(FRIEND.born.join("/"));
    await page.getByLabel("E-mail address of that person").fill(FRIEND.email);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("For whom?");
    await page.getByText("Throw this form away").click();
    await page.getByRole("button", { name: "Throw it away" }).click();
    await expect(page.getByText("No form is waiting")).toBeVisible();
    // Nothing of it stood in an address.
    expect(new URL(page.url()).search).toBe("");
  });
});
