import { type Page, expect } from "@playwright/test";
import { EMPTY } from "./address.ts";
import { canary } from "./canaries.ts";
import { NEW_EMAIL, NEW_PASSWORD, NEW_USERNAME, STEPS, atStep } from "./enrollment.ts";
import { FRIEND } from "./forms.ts";
import { call, newestCode, ready } from "./people.ts";
import type { Portal } from "./portal.ts";

/** Sends what a step of the wizard would send to its door. */
async function answer(page: Page, step: string, fields: Record<string, string>): Promise<void> {
  await call<unknown>(page, `/api/enrollment/${step}`, fields);
}

/** A birth date (year-month-day) as the doors of the wizard take it. */
function birth(born: string): Record<string, string> {
  const [born_year = "", born_month = "", born_day = ""] = born.split("-");
  return { born_month, born_day, born_year };
}

/** From somebody who is known to be herself to an account that is signed in to. */
async function finish(page: Page, portal: Portal): Promise<void> {
  await answer(page, "contact", { channel: "email", email: NEW_EMAIL });
  await answer(page, "contact-code", { code: await newestCode(portal) });
  await answer(page, "credentials", { username: NEW_USERNAME, password: NEW_PASSWORD });
  await answer(page, "question", { question: "teacher", answer: canary("Ms. Lindgren") });
  const { version } = await call<{ version: string }>(page, "/api/accounts/terms", {});
  await answer(page, "terms", { version, agree: "true" });
}

/** The demo's mother enrolls by the doors of the wizard, and is signed in; no page is open yet. */
export async function enrolled(page: Page, portal: Portal): Promise<void> {
  await page.goto(EMPTY);
  const { born, given, family, sex, zip } = portal.signIns.to_enroll;
  await answer(page, "start", { who: "self", ...birth(born) });
  await answer(page, "details", { given, family, sex, zip });
  await answer(page, "code", { code: await newestCode(portal) });
  await finish(page, portal);
}

/** The birth date of who is known to nobody yet. */
export const FRIENDS_BIRTH = `${FRIEND.born[2]}-${FRIEND.born[0]}-${FRIEND.born[1]}`;

/** She enrolls by the same doors with the code of a letter, and is signed in. */
export async function enrolledByCode(page: Page, portal: Portal, code: string): Promise<void> {
  await page.goto(EMPTY);
  await answer(page, "activate", { code, ...birth(FRIENDS_BIRTH) });
  await finish(page, portal);
}

/** The desk's code for somebody on a form, on paper; by its door. */
export async function codeFor(desk: Page, representative: string): Promise<string> {
  const { code } = await call<{ code: string }>(desk, "/api/forms/instructions", { representative, way: "letter", lang: "en" });
  return canary(code);
}

/** Walks the wizard from "How can we reach you?" to its end, where who has no record here comes to her people. */
export async function finishAtPeople(page: Page, portal: Portal): Promise<void> {
  const from = STEPS.findIndex(({ title }) => title === "How can we reach you?");
  for (const { title, answer: fill } of STEPS.slice(from)) {
    await atStep(page, title);
    await fill(page, portal);
  }
  await page.waitForURL("**/people");
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The people you look after");
}
