import { atStep, go, STEPS, typeDetails } from "./enrollment.ts";
import { type Lang, open, staffAt } from "./people.ts";
import type { Portal } from "./portal.ts";
import { type Locator, type Page, expect } from "@playwright/test";

/** The front desk finds the demo's mother. */
export async function findMother(desk: Page, { signIns }: Portal): Promise<void> {
  const { given, family } = signIns.to_enroll;
  await desk.locator("#name").fill(`${family}, ${given.slice(0, 2)}`);
  await desk.locator("main form button.button").first().click();
  await desk.locator("main a").filter({ hasText: given }).click();
  await expect(desk.getByRole("heading", { level: 2, name: `${given} ${family}` })).toBeVisible();
}

/** Somebody whose name is misspelt asks the enrollment desk; the request's number comes back. */
export async function ask(page: Page, portal: Portal): Promise<string> {
  await open(page, "/enroll");
  await STEPS[0]?.answer(page, portal);
  await atStep(page, "Your details");
  const { family } = portal.signIns.to_enroll;
  await typeDetails(page, { ...portal.signIns.to_enroll, family: `${family.slice(0, -1)}x` });
  await go(page);
  await atStep(page, "Enter the code");
  await page.getByText("I did not get a code").click();
  await page.getByLabel("Your e-mail address").fill("elena.private@example.org");
  await page.getByRole("button", { name: "Ask the enrollment desk" }).click();
  await atStep(page, "Wait for an e-mail or a text message");
  return (await page.locator(".code").innerText()).trim();
}

/** Signs Technical Support in at its desk. */
export async function supportDesk(desk: Page, portal: Portal, lang: Lang = "en"): Promise<void> {
  await staffAt(desk, portal, "d.ashby", /\/desk\/support$/, lang);
}

/** Signs the administrator in at her desk. */
export async function adminDesk(desk: Page, portal: Portal, lang: Lang = "en"): Promise<void> {
  await staffAt(desk, portal, "r.novak", /\/desk\/admin$/, lang);
}

/** Opens a practice at the administration's desk, by its name in the list. */
export async function openPractice(desk: Page, name: string): Promise<void> {
  await open(desk, "/desk/admin/practices");
  await desk.locator("main ul.rows a").filter({ hasText: name }).click();
  await expect(desk.getByRole("heading", { level: 2, name })).toBeVisible();
}

/** Puts new terms in force, today. */
export async function putTerms(desk: Page): Promise<void> {
  await open(desk, "/desk/admin/terms");
  await desk.locator("#kind-1").check();
  await desk.locator("#version").fill("2027-01");
  await desk.locator("#summary_en").fill("The portal also sends letters.\nEverything else stays.");
  await desk.locator("#text_en").fill("These are the new terms.\n\nThey have two paragraphs.");
  await desk.locator("#summary_es").fill("El portal también envía cartas.");
  await desk.locator("#text_es").fill("Estos son los términos nuevos.\n\nTienen dos párrafos.");
  await desk.locator("#sure").check();
  await desk.locator("main form button.button").click();
  await expect(desk.locator("#done")).toBeFocused();
}

/** The link of the only ticket in the queue. */
export function onlyTicket(desk: Page, list = "Open tickets"): Locator {
  return desk.getByRole("list", { name: list }).getByRole("link");
}
