import { accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { open, ready, signIn, staffAt } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

const NADIA = { given: canary("Nadia Belén"), family: canary("Quiroga"), born: ["3", "9", "1984"] };
const NAME = `${NADIA.given} ${NADIA.family}`;

/** The patient names somebody who may see everything that can be shared; the address of what she has begun. */
async function nameSomebody(page: Page, patient: string): Promise<string> {
  await open(page, `${patient}/sharing`);
  await page.getByRole("link", { name: "Name somebody" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Name somebody who can act for you");
  await page.getByLabel("First name").fill(NADIA.given);
  await page.getByLabel("Last name").fill(NADIA.family);
  for (const [n, part] of ["month", "day", "year"].entries()) {
    await page.locator(`#born-${part}`).fill(NADIA.born[n] ?? "");
  }
  await page.getByLabel("E-mail address of that person").fill(canary("nadia.quiroga@example.org"));
  await page.getByLabel("Which office?").selectOption({ label: "Maple Valley Family Medicine" });
  await page.getByRole("link", { name: "Everything that can be shared" }).click();
  await page.getByRole("button", { name: "Name this person" }).click();
  await page.waitForURL(/\/sharing\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** The front desk opens what the patient has begun, from his record. */
async function openAtDesk(desk: Page, patient: string): Promise<void> {
  await open(desk, patient.replace("/p/", "/desk/patients/"));
  await desk.getByRole("list", { name: "Representatives" }).getByRole("link").filter({ hasText: NAME }).click();
  await desk.waitForURL(/\/desk\/grants\/[0-9a-f-]{36}$/);
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText(NAME);
}

/** Draws in a field with the mouse. */
async function sign(desk: Page, field: string): Promise<void> {
  const pad = desk.locator(field);
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error(`${field} is not there`);
  await desk.mouse.move(box.x + 20, box.y + 20);
  await desk.mouse.down();
  for (const [across, down] of [[60, 50], [90, 25], [140, 60]]) {
    await desk.mouse.move(box.x + (across ?? 0), box.y + (down ?? 0), { steps: 4 });
  }
  await desk.mouse.up();
}

async function next(desk: Page, title: string): Promise<void> {
  await desk.getByRole("button", { name: "Continue" }).click();
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText(title);
}

test("R-3.3 whom a patient names acts once the desk has a signed form", async ({ page, visitor, portal, watch }) => {
  test.slow();
  const patient = await signIn(page, portal);
  const grant = await nameSomebody(page, patient);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(NAME);
  await expect(page.getByText("has to visit the office")).toBeVisible();
  expect(await page.title()).not.toContain(NADIA.family);
  await accessible(page, "grant");

  const desk = await visitor();
  await staffAt(desk, portal, "g.ferreira", /\/desk\/patients$/);
  await openAtDesk(desk, patient);
  await expect(desk.getByText("The person who is to act has not signed")).toBeVisible();
  await accessible(desk, "desk-grant");
  await desk.getByRole("button", { name: "Make the form" }).click();
  await desk.waitForURL(/\/desk\/forms\/[0-9a-f-]{36}$/);
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("Who is to act?");
  await expect(desk.getByLabel("First name")).toHaveValue(NADIA.given);
  await next(desk, "For whom?");
  await next(desk, "On what ground?");
  await desk.getByLabel(/^Ground for /).selectOption("consent");
  await next(desk, "What have you seen?");
  await desk.getByRole("radio", { name: "Passport", exact: true }).check();
  await desk.getByLabel("Where is the paper filed?").fill("Binder 4, page 12");
  await next(desk, "What may be seen and done?");
  await next(desk, "Who has signed?");
  await accessible(desk, "signatures");
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
  await expect(desk.locator("#made .activation")).toHaveText(/^[0-9A-Z]{5}-[0-9A-Z]{5}/);

  await open(page, grant);
  await expect(page.getByText("Can act").first()).toBeVisible();
  await expect(page.getByText("Put in force")).toBeVisible();
});

test("R-3.7 a patient sets aside at once whom she has named, and takes it up again", async ({ page, visitor, portal }) => {
  test.slow();
  const patient = await signIn(page, portal);
  await open(page, `${patient}/sharing`);
  const list = page.getByRole("list", { name: "People who can act for you, or who could" });
  await list.getByRole("link").first().click();
  await page.waitForURL(/\/sharing\/[0-9a-f-]{36}$/);
  const part = (title: string) => page.locator("details").filter({ hasText: title });
  await part("Set aside now").locator("summary").click();
  await page.getByRole("button", { name: "Set aside now" }).click();
  await expect(page.locator("#done")).toContainText("This person is set aside.");
  await expect(page.locator("#done")).toBeFocused();
  await expect(page.getByText("You have set this person aside.")).toBeVisible();

  // The desk sees it, and may not take it up in her place.
  const desk = await visitor();
  await staffAt(desk, portal, "g.ferreira", /\/desk\/patients$/);
  await open(desk, patient.replace("/p/", "/desk/patients/"));
  await desk.getByRole("list", { name: "Representatives" }).getByRole("link").first().click();
  await expect(desk.getByText("The patient has set this person aside.")).toBeVisible();
  await expect(desk.locator("details").filter({ hasText: "Take up again" })).toHaveCount(0);

  await page.getByRole("button", { name: "Take up again" }).click();
  await expect(page.locator("#done")).toContainText("It is taken up again.");
});

test("R-3.7 an order that keeps somebody away sets aside in the same moment", async ({ page, visitor, portal }) => {
  const patient = await signIn(page, portal);
  const desk = await visitor();
  await staffAt(desk, portal, "g.ferreira", /\/desk\/patients$/);
  await open(desk, patient.replace("/p/", "/desk/patients/"));
  await desk.getByText("Record a court order").click();
  await desk.getByRole("radio", { name: /^Has to keep away/ }).check();
  await desk.locator("#order-court").fill("Probate and Family Court");
  await desk.locator("#order-reference").fill("26W0123");
  await desk.locator("#order-made_on").fill("1/31/2026");
  await desk.getByRole("button", { name: "Record the order" }).click();
  await expect(desk.locator("#done")).toBeFocused();
  await expect(desk.getByText("Probate and Family Court, 26W0123")).toBeVisible();
  await open(page, `${patient}/sharing`);
  await expect(page.getByText(/^Set aside · /).first()).toBeVisible();
});

test("a form waits in the list until it is thrown away, also without JavaScript", async ({ page, visitor, portal, watch }) => {
  const patient = await signIn(page, portal);
  const desk = await visitor();
  await staffAt(desk, portal, "g.ferreira", /\/desk\/patients$/);
  await open(desk, patient.replace("/p/", "/desk/patients/"));
  await desk.getByRole("button", { name: "Begin a form" }).click();
  await desk.waitForURL(/\/desk\/forms\/[0-9a-f-]{36}$/);
  const form = new URL(desk.url()).pathname;
  await open(desk, "/desk/forms");
  await accessible(desk, "forms");
  await expect(desk.getByRole("list", { name: "Forms that were begun" }).getByRole("link")).toHaveText(/Nobody is named yet/);

  const plain = await visitor({ javaScriptEnabled: false });
  await plain.context().addCookies(await desk.context().cookies());
  await plain.goto(form);
  await plain.getByLabel("First name").fill(NADIA.given);
  await plain.getByLabel("Last name").fill(NADIA.family);
  await plain.locator("#born-month").fill(NADIA.born.join("/"));
  await plain.getByLabel("E-mail address of that person").fill("nadia.quiroga@example.org");
  await plain.getByRole("button", { name: "Continue" }).click();
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText("For whom?");
  await plain.getByText("Throw this form away").click();
  await plain.getByRole("button", { name: "Throw it away" }).click();
  await expect(plain.getByText("No form is waiting")).toBeVisible();
  // Without our code what a page has fetched ahead for it is not used.
  watch.take(/was preloaded using link preload but not used/);
  await open(desk, form);
  await ready(desk);
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("This form was thrown away");
});
