import { canary } from "../support/canaries.ts";
import { FATHERS_EMAIL, MAYAS_EMAIL, MAYAS_NUMBER } from "../support/family.ts";
import { goOn } from "../support/forms.ts";
import { type Lang, call, newestCode, open, ready, signInAs, speak, staffIn } from "../support/people.ts";
import { TEEN } from "../support/records.ts";
import { type Page, expect, test } from "../support/test.ts";
import { STRANGER, father, fillForm, putInForce, ward } from "../support/wards.ts";

/** What is said of a contact, and at the desk of a form. */
const SHARED: Record<Lang, string> = {
  en: "A teenager and whoever represents her or him cannot share a contact",
  es: "Un adolescente y quien lo representa no pueden compartir un contacto",
};
const LACK: Record<Lang, string> = {
  en: "A teenager and the person who is to act have the same e-mail address or phone number.",
  es: "Un adolescente y la persona que va a actuar tienen el mismo correo electrónico o número de teléfono.",
};

/** What a teen's grant gives at the desk in these tests. */
const USUAL = ["demographics.read", "immunizations.read", "allergies.read"];

/** The summary of what is wrong has the focus, and says this one thing. */
async function isTold(page: Page, words: string): Promise<void> {
  const summary = page.locator(".errors");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveCount(1);
  await expect(summary.getByRole("link")).toContainText(words);
}

for (const lang of ["en", "es"] as const) {
  test(`R-3.16 on the page of her account a teen cannot take her father's address, ${lang}`, async ({ page, portal, watch }) => {
    watch.expectFailure(/^\/api\/security\/finish-contact$/);
    await signInAs(page, portal.signIns.teen, lang);
    await open(page, "/account");
    const contacts = page.locator('section[aria-labelledby="contacts"]');
    await contacts.locator("> details > summary").click();
    // Upper case and a tag are the same inbox. Typing it teaches nothing.
    await contacts.locator("#email").fill(FATHERS_EMAIL.toUpperCase().replace("@", "+maya@"));
    await contacts.locator("form:has(#email) button.button").click();
    await contacts.locator("#contact-code").waitFor();
    await contacts.locator("#contact-code").fill(await newestCode(portal));
    await contacts.locator("form:has(#contact-code) button.button").click();
    await isTold(page, SHARED[lang]);
    await open(page, "/account");
    await expect(contacts.getByRole("listitem")).toHaveText([MAYAS_EMAIL]);
  });

  test(`R-3.16 the desk puts no form in force whose contact is the teen's own, ${lang}`, async ({ page, portal, watch }) => {
    watch.expectFailure(/^\/api\/forms\/finish$/);
    await staffIn(page, portal, "g.ferreira", lang);
    const maya = await ward(page, MAYAS_NUMBER, "parental", { signs: true, rights: USUAL });
    const { form } = await fillForm(page, { ...STRANGER, email: MAYAS_EMAIL }, [maya]);
    await open(page, `/desk/forms/${form}`);
    await page.locator("#sure").check();
    await goOn(page);
    await isTold(page, LACK[lang]);
    await expect(page.locator("#sure")).toBeChecked();
    // Nothing has come of it.
    const { rows } = await call<{ rows: { name: string }[] }>(page, "/api/front/grants", { patient: maya.patient });
    expect(rows.map(({ name }) => name)).not.toContain(`${STRANGER.given} ${STRANGER.family}`);
  });

  test.describe("of somebody who has no account", () => {
    test.use({ clinic: { children: [TEEN] } });

    test(`R-3.16 a teen enrolls with an address of her own, ${lang}`, async ({ page, visitor, portal, watch }) => {
      watch.expectFailure(/^\/api\/enrollment\//);
      const desk = await visitor();
      await staffIn(desk, portal, "g.ferreira");
      const noelia = await ward(desk, TEEN.mrn, "parental", { signs: true, rights: USUAL });
      await putInForce(desk, father(portal), [noelia]);
      const { practices } = await call<{ practices: [id: string, name: string][] }>(desk, "/api/front/record", { patient: noelia.patient });
      const invitation = { patient: noelia.patient, way: "letter", lang, practice: practices[0]?.[0] ?? "" };
      const code = canary((await call<{ code: string }>(desk, "/api/front/invite", invitation)).code);

      await speak(page, lang);
      await open(page, `/enroll/code#${code}`);
      for (const part of ["month", "day", "year"] as const) await page.locator(`#born-${part}`).fill(String(TEEN.born[part]));
      await page.locator("main form button.button").click();
      await page.waitForURL(/\/enroll$/);
      await ready(page);
      await page.locator("#email").fill(FATHERS_EMAIL);
      await goOn(page);
      await expect(page.locator("#code")).toBeVisible();
      await page.locator("#code").fill(await newestCode(portal));
      await goOn(page);
      await isTold(page, SHARED[lang]);

      // One step back she gives another one.
      await page.getByRole("button", { name: { en: "Back", es: "Atrás" }[lang], exact: true }).click();
      const own = canary("noelia.azcona@example.com");
      await page.locator("#email").fill(own);
      await goOn(page);
      await expect(page.locator("#code")).toBeVisible();
      await expect(page.locator("main")).toContainText(own);
      await page.locator("#code").fill(await newestCode(portal));
      await goOn(page);
      await expect(page.locator("#username")).toBeVisible();
    });
  });
}

test("R-3.16 the front desk sends a representative's code to no address of the teen's", async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/api\/forms\/instructions$/);
  await staffIn(page, portal, "g.ferreira");
  const maya = await ward(page, MAYAS_NUMBER, "parental", { signs: true, rights: USUAL });
  const { form } = await putInForce(page, STRANGER, [maya]);
  await open(page, `/desk/forms/${form}`);
  await page.getByRole("radio", { name: /^E-mail/ }).check();
  await page.locator("#email").fill(MAYAS_EMAIL);
  await page.getByRole("button", { name: "Make the code" }).click();
  await isTold(page, SHARED.en);
});
