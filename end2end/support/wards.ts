import { type Page, expect } from "@playwright/test";
import { FATHERS_EMAIL, JOSES_NUMBER, THEOS_NUMBER, recordOf } from "./family.ts";
import { FRIEND, beginForm, daysAgo, typedBirth } from "./forms.ts";
import { call, staffIn } from "./people.ts";
import type { Portal } from "./portal.ts";

/** Who is to act, as a desk types it. */
export interface Acting {
  given: string;
  family: string;
  born: string;
  email: string;
  lang?: "en" | "es";
  /** Of an account that there is already. */
  username?: string;
}

/** Somebody who is to be acted for. */
export interface Ward {
  patient: string;
  mrn: string;
  basis: "parental" | "consent";
  /** She is old enough to sign, too. */
  signs?: boolean;
  /** What is ticked for her, where there is something to tick: `results.read`, `messages.act`. */
  rights?: readonly string[];
}

/** What a step of the desk's form answers. */
interface Progress {
  version: number;
  step: string;
  done: { representative: string; linked: boolean } | null;
}

/** A form that is filled in, signed on paper, and not in force yet. */
interface Filled {
  form: string;
  version: number;
}

/** The demo's father of two, as a desk types him. */
export function father({ signIns }: Portal): Acting {
  const [given = "", family = ""] = signIns.representative.name.split(" ");
  return { given, family, born: "3/9/1986", email: FATHERS_EMAIL, username: signIns.representative.username };
}

/** Somebody whom the portal does not know yet, as a desk types her. */
export const STRANGER: Acting = { given: FRIEND.given, family: FRIEND.family, born: FRIEND.born.join("/"), email: FRIEND.email };

/** A record that is to be acted for, by its number. */
export async function ward(desk: Page, mrn: string, basis: Ward["basis"], more: Partial<Ward> = {}): Promise<Ward> {
  return { patient: (await recordOf(desk, mrn)).patient, mrn, basis, ...more };
}

/**
 * Fills in the desk's form up to its last step, for the front desk that is signed in. By the doors of its steps: filling in
 * its pages takes half a minute.
 */
export async function fillForm(desk: Page, who: Acting, wards: readonly Ward[]): Promise<Filled> {
  const form = await beginForm(desk, wards[0]?.patient ?? "");
  let at = await call<Progress>(desk, "/api/forms/progress", { form });
  const answer = async (step: string, fields: Record<string, string>): Promise<void> => {
    at = await call<Progress>(desk, `/api/forms/${step}`, { form, version: String(at.version), ...fields });
  };
  const each = (name: string, said: (ward: Ward) => string, all = wards): Record<string, string> =>
    Object.fromEntries(all.map((one, n) => [`${name}[${n}]`, said(one)]));
  const { lang = "en", username = "", ...named } = who;
  await answer("person", { ...named, lang, username, channel: "email" });
  for (let n = 1; n < wards.length; n += 1) {
    await answer("patients", { ...each("patients", ({ patient }) => patient, wards.slice(0, n)), add: wards[n]?.mrn ?? "" });
  }
  await answer("patients", each("patients", ({ patient }) => patient));
  await answer("grounds", each("basis", ({ basis }) => basis));
  await answer("papers", { identity: "license", filed: "Binder 4" });
  if (at.step === "switches") {
    const ticked = wards.flatMap(({ rights = [] }, n) => rights.map((right) => `${n}.${right}`));
    await answer("switches", Object.fromEntries(ticked.map((box, n) => [`rights[${n}]`, box])));
  }
  expect(at.step).toBe("signatures");
  await answer("signatures", {
    way: "paper",
    signed_on: daysAgo(2),
    ...each("patient_way", ({ signs }) => (signs ? "paper" : "")),
    ...each("patient_signed_on", ({ signs }) => (signs ? daysAgo(2) : "")),
    ...each("patient_strokes", () => ""),
  });
  expect(at.step).toBe("check");
  return { form, version: at.version };
}

/** The same, and puts it in force; returns the form, and who acts by it. */
export async function putInForce(
  desk: Page,
  who: Acting,
  wards: readonly Ward[],
): Promise<{ form: string; representative: string; linked: boolean }> {
  const { form, version } = await fillForm(desk, who, wards);
  const { done } = await call<Progress>(desk, "/api/forms/finish", { form, version: String(version), sure: "on" });
  if (done === null) throw new Error("the form is not in force");
  return { form, ...done };
}

/**
 * The front desk puts in force that the demo's first patient acts for Theo, with both present; returns the address of Theo's
 * chart. The patient's pages know of it from the next one on.
 */
export async function actsForTheo(desk: Page, portal: Portal): Promise<string> {
  await staffIn(desk, portal, "g.ferreira");
  const jose = await recordOf(desk, JOSES_NUMBER);
  const { name, username } = portal.signIns.patient;
  const [family = "", ...given] = name.split(" ").toReversed();
  const who: Acting = {
    given: given.toReversed().join(" "),
    family,
    born: typedBirth(jose),
    email: "jose.rivera@example.org",
    lang: "es",
    username,
  };
  // A child sets no switches, and signs nothing.
  const theo = await ward(desk, THEOS_NUMBER, "parental");
  expect((await putInForce(desk, who, [theo])).linked).toBe(true);
  return `/p/${theo.patient}`;
}
