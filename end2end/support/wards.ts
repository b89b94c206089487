import { type Page, expect } from "@playwright/test";
import { canary } from "./canaries.ts";
import { open, staffAt } from "./people.ts";
import type { Portal } from "./portal.ts";

/** The demo's youngest, whose chart its first patient comes to open. */
export const WARD = { name: "Theo Rivera-Shaw", given: "Theo", search: "Rivera-Shaw, Theo" };

/** What a step of the desk's form answers. */
interface Progress {
  version: number;
  step: string;
  done: { linked: boolean } | null;
}

/** Sends a step by its door, as the desk's pages do: filling in each page of the form takes half a minute. */
async function step<Answer = Progress>(desk: Page, door: string, fields: Record<string, string>): Promise<Answer> {
  const [status, text] = await desk.evaluate(
    async ([to, said]) => {
      const answer = await fetch(`/api/forms/${to}`, { method: "POST", body: new URLSearchParams(said) });
      return [answer.status, await answer.text()] as const;
    },
    [door, fields] as const,
  );
  expect(status, `${door}: ${text}`).toBe(200);
  return JSON.parse(text) as Answer;
}

/** A day as a desk types it. */
function typed(day: Date): string {
  return `${day.getMonth() + 1}/${day.getDate()}/${day.getFullYear()}`;
}

/** The birth date of the signed-in patient, from the own record. */
async function born(page: Page, patient: string): Promise<string> {
  await open(page, `${patient}/record`);
  const said = await page.locator('dt:text-is("Birth date") + dd').innerText();
  return canary(typed(new Date(said.replace(/ \(.*/, ""))));
}

/**
 * The front desk puts in force that the signed-in patient acts for Theo, with both present; returns the address of Theo's
 * chart. The patient's pages know of it from the next one on.
 */
export async function actsForTheo(page: Page, patient: string, desk: Page, portal: Portal): Promise<string> {
  canary(WARD.name);
  const { name, username } = portal.signIns.patient;
  const [family, ...given] = name.split(" ").toReversed();
  const birthday = await born(page, patient);
  await staffAt(desk, portal, "g.ferreira", /\/desk\/patients$/);
  await desk.locator("#name").fill(WARD.search);
  await desk.locator("main form button.button").first().click();
  await desk.locator("main a").filter({ hasText: WARD.given }).click();
  await desk.waitForURL(/\/desk\/patients\/[0-9a-f-]{36}$/);
  const theo = new URL(desk.url()).pathname.split("/").at(-1) ?? "";
  const form = await step<string>(desk, "begin", { patient: theo, intent: crypto.randomUUID() });
  let at = await step(desk, "progress", { form });
  const answer = async (door: string, fields: Record<string, string>) => {
    at = await step(desk, door, { form, version: String(at.version), ...fields });
  };
  await answer("person", {
    given: given.toReversed().join(" "),
    family: family ?? "",
    born: birthday,
    channel: "email",
    email: "jose.rivera@example.org",
    lang: "es",
    username,
  });
  await answer("patients", { "patients[0]": theo });
  await answer("grounds", { "basis[0]": "parental" });
  await answer("papers", { identity: "license", filed: "Binder 4" });
  // The day before yesterday, wherever the clinic and this browser are.
  await answer("signatures", { way: "paper", signed_on: typed(new Date(Date.now() - 48 * 3_600_000)) });
  await answer("finish", { sure: "on" });
  expect(at.done?.linked).toBe(true);
  return `/p/${theo}`;
}
