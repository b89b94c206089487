import { askForVisit, inDays, openForm } from "../support/asks.ts";
import { canary } from "../support/canaries.ts";
import { pressAt, tabTo, tickAt, typeAt } from "../support/keys.ts";
import { DRAFT, colleague, queueSignIn, send, signedIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import { keyTo, row, rows } from "../support/triage.ts";

const ANSWER = canary("Yes, from Thursday at nine.");
const NOTE = canary("She travels on Friday.");

const title = (page: Page) => page.getByRole("heading", { level: 1 });

test("R-12.2 a renewal is asked for with the keyboard alone, from its first error on", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await openForm(page, patient, "renewal");
  await pressAt(page, "Send request");
  await expect(page.getByRole("alert")).toBeFocused();
  await pressAt(page, "Tick at least one medicine");
  await expect(page.locator("#drug-1")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.locator("#drug-1")).toBeChecked();
  await typeAt(page, await page.locator("main .drugs input[inputmode=numeric]").first().evaluate((field) => field.id), "4");
  await tickAt(page, "pool-1");
  await typeAt(page, "pharmacy-name", canary("Mill Street Pharmacy"));
  await typeAt(page, "note", "I travel on Friday.");
  await pressAt(page, "Send request");
  await expect(title(page)).toHaveText("Prescription renewal");
  const medicines = page.getByRole("list", { name: "Medicines" }).getByRole("listitem");
  await expect(medicines).toHaveCount(1);
  await expect(medicines).toContainText("Left for 4 days when it was asked for");
});

test("R-7.9 R-12.2 a referral is asked for with the keyboard alone, with a visit that is too soon", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await openForm(page, patient, "referral");
  await tickAt(page, "pool-1");
  await typeAt(page, "specialist", canary("Dr. Amara Obi, heart specialist"));
  await typeAt(page, "reason", canary("A second look at my heart."));
  await tabTo(page, { id: "plan" });
  // It may be filled in already.
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Blue Plan 7");
  const { month, day, year } = inDays(2);
  await typeAt(page, "visit-month", month);
  await typeAt(page, "visit-day", day);
  await typeAt(page, "visit-year", year);
  await expect(page.getByText("there may be no authorization in time").first()).toBeVisible();
  await tickAt(page, "late");
  await pressAt(page, "Send request");
  await expect(title(page)).toHaveText("Referral authorization");
  await expect(page.locator(".asked")).toContainText("Blue Plan 7");
});

test("R-6.8 R-12.2 the queue is answered, divided and gone on with, with the keyboard alone", async ({ page, visitor, portal }) => {
  const patient = await visitor();
  const p = await signedIn(patient, portal);
  await askForVisit(patient, p);
  await send(patient, p);
  await queueSignIn(page, portal);
  await expect(rows(page)).toHaveCount(3);

  // Opened, answered, sent.
  await keyTo(page, DRAFT.subject);
  await page.keyboard.press("Enter");
  await expect(page.locator("#desk-heading")).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.locator("#desk-answer")).toBeFocused();
  await page.keyboard.type(ANSWER);
  await pressAt(page, "Send answer");
  await expect(page.getByRole("listitem").filter({ hasText: ANSWER })).toHaveCount(1);
  await expect(row(page, DRAFT.subject)).toHaveCount(0);
  await expect(page.locator("#desk-answer")).toBeFocused();

  // The next one: its own row has gone, and Escape leads to the first that waits.
  await page.keyboard.press("Escape");
  await expect(rows(page).first()).toBeFocused();

  // Two are given to a colleague at once.
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await expect(rows(page).last()).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.locator(".pick input:checked")).toHaveCount(2);
  await page.keyboard.press("a");
  await expect(page.locator("#batch-deed")).toBeFocused();
  await expect(page.locator("#batch-deed")).toHaveValue("assign");
  await typeAt(page, "batch-to", "Dr");
  const doctor = colleague(portal, "m.achterberg").name;
  await expect(page.locator("#batch-to option:checked")).toHaveText(doctor);
  await pressAt(page, "Do it with these 2");
  await expect(page.locator("#batch-told")).toContainText("Done with 2");
  await expect(page.locator("#batch-told")).toBeFocused();
  await expect(rows(page).filter({ hasText: `With ${doctor}` })).toHaveCount(2);

  // One of them is opened, taken back, and noted for who comes after.
  await page.keyboard.press("k");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#desk-heading")).toBeFocused();
  await page.keyboard.press("a");
  await expect(page.locator("#assign-to")).toBeFocused();
  const { name } = colleague(portal);
  await page.keyboard.type(name.split(" ")[0] ?? name);
  await pressAt(page, "Give");
  await expect(page.locator("#beside")).toContainText("It is where you wanted it.");
  await expect(page.locator("#beside")).toBeFocused();
  await expect(rows(page).filter({ hasText: "Yours" })).toHaveCount(1);
  await page.keyboard.press("n");
  await expect(page.locator("#note-words")).toBeFocused();
  await page.keyboard.type(NOTE);
  await pressAt(page, "Add this note");
  await expect(page.locator("#beside")).toContainText("Your note is added.");
  await expect(page.getByText(NOTE)).toBeVisible();

  // And on to the last one.
  await page.keyboard.press("j");
  await expect(rows(page).last()).toBeFocused();
  const before = await page.locator("#desk-heading").innerText();
  await page.keyboard.press("Enter");
  await expect(page.locator("#desk-heading")).not.toHaveText(before);
  await expect(page.locator("#desk-heading")).toBeFocused();
});
