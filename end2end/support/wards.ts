import { type Page, expect } from "@playwright/test";
import { JOSES_NUMBER, THEOS_NUMBER, recordOf } from "./family.ts";
import { beginForm, daysAgo, typedBirth } from "./forms.ts";
import { call, staffIn } from "./people.ts";
import type { Portal } from "./portal.ts";

/** What a step of the desk's form answers. */
interface Progress {
  version: number;
  step: string;
  done: { linked: boolean } | null;
}

/**
 * The front desk puts in force that the demo's first patient acts for Theo, with both present; returns the address of Theo's
 * chart. By the doors of the desk's form: filling in its pages takes half a minute. The patient's pages know of it from the
 * next one on.
 */
export async function actsForTheo(desk: Page, portal: Portal): Promise<string> {
  await staffIn(desk, portal, "g.ferreira");
  const [jose, theo] = [await recordOf(desk, JOSES_NUMBER), await recordOf(desk, THEOS_NUMBER)];
  const { name, username } = portal.signIns.patient;
  const [family = "", ...given] = name.split(" ").toReversed();
  const form = await beginForm(desk, theo.patient);
  let at = await call<Progress>(desk, "/api/forms/progress", { form });
  const answer = async (step: string, fields: Record<string, string>): Promise<void> => {
    at = await call<Progress>(desk, `/api/forms/${step}`, { form, version: String(at.version), ...fields });
  };
  await answer("person", {
    given: given.toReversed().join(" "),
    family,
    born: typedBirth(jose),
    channel: "email",
    email: "jose.rivera@example.org",
    lang: "es",
    username,
  });
  await answer("patients", { "patients[0]": theo.patient });
  await answer("grounds", { "basis[0]": "parental" });
  await answer("papers", { identity: "license", filed: "Binder 4" });
  // A child sets no switches, and signs nothing.
  expect(at.step).toBe("signatures");
  await answer("signatures", { way: "paper", signed_on: daysAgo(2) });
  await answer("finish", { sure: "on" });
  expect(at.done?.linked).toBe(true);
  return `/p/${theo.patient}`;
}
