import { canary } from "../support/canaries.ts";
import { letters } from "../support/clock.ts";
import { STEPS, atStep, go, typeBirth, typeDetails } from "../support/enrollment.ts";
import { FATHERS_EMAIL, JOSE, JOSES_NUMBER, THEO, THEOS_NUMBER, cards, charts, main, switcher, tab } from "../support/family.ts";
import { FRIEND } from "../support/forms.ts";
import { FRIENDS_BIRTH, finishAtPeople } from "../support/joining.ts";
import { newestCode, open, ready, signIn, signInAs, staffIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import { STRANGER, actsForTheo, father, putInForce, ward } from "../support/wards.ts";

/** The one whom she acts for is there, and nothing of her own. */
async function findsTheo(page: Page): Promise<void> {
  await expect(charts(page)).toHaveText([THEO]);
  await expect(main(page).getByRole("link")).toHaveText(["People", "Account"]);
  await charts(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Chart of ${THEO}`);
  await expect(tab(page)).toHaveText(new RegExp(THEO));
}

test("R-1.5 R-2.9 who is no patient enrolls with the code that the desk makes, and finds whom she acts for", async ({
  page,
  visitor,
  portal,
}) => {
  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  const { form } = await putInForce(desk, STRANGER, [await ward(desk, THEOS_NUMBER, "parental")]);
  await open(desk, `/desk/forms/${form}`);
  await expect(desk.getByText("This person has no account yet.")).toBeVisible();
  await desk.getByRole("button", { name: "Make the code" }).click();
  const code = canary((await desk.locator("#made .activation").innerText()).trim());
  await expect(desk.locator("#made article")).toContainText(FRIEND.name);

  await open(page, `/enroll/code#${code}`);
  await expect(page.getByLabel("Activation code")).toHaveValue(code);
  await typeBirth(page, FRIENDS_BIRTH);
  await go(page);
  await page.waitForURL(/\/enroll$/);
  await ready(page);
  // Neither her details nor a code to the form's contact are asked for: the letter was proof of who she is.
  await expect(page.getByText("Step 2 of 6:")).toBeVisible();
  await finishAtPeople(page, portal);
  await findsTheo(page);
  await desk.reload();
  await ready(desk);
  await expect(desk.getByText("This person has an account.")).toBeVisible();
});

test("R-1.5 R-2.4 who is no patient and has no code enrolls by the contact on the form", async ({ page, visitor, portal }) => {
  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  await putInForce(desk, STRANGER, [await ward(desk, THEOS_NUMBER, "parental")]);

  await open(page, "/");
  await page.getByRole("link", { name: "Enroll Now" }).click();
  await atStep(page, STEPS[0]?.title ?? "");
  await page.getByLabel("Yes, I am the patient").check();
  await typeBirth(page, FRIENDS_BIRTH);
  await go(page);
  await atStep(page, "Your details");
  await typeDetails(page, { given: FRIEND.given, family: FRIEND.family, born: FRIENDS_BIRTH, sex: "female", zip: "01991" });
  await go(page);
  await atStep(page, "Enter the code");
  const outbox = await visitor();
  await letters(outbox, FRIEND.email, "Your code for the patient portal", 1);
  await page.getByLabel("Check code").fill(await newestCode(portal));
  await go(page);
  await finishAtPeople(page, portal);
  await findsTheo(page);
});

test("R-1.4 R-1.5 a child appears in an account that is open, and every page then says whose it is", async ({ page, visitor, portal }) => {
  await signIn(page, portal);
  await tab(page).click();
  await expect(charts(page)).toHaveCount(1);
  await expect(switcher(page)).toHaveCount(0);
  const theo = await actsForTheo(await visitor(), portal);
  await expect(charts(page).filter({ hasText: THEO })).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The people you look after");
  await expect(switcher(page)).toHaveCount(1);
  // Pressed as it came, without loading anything anew.
  await charts(page).filter({ hasText: THEO }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Chart of ${THEO}`);
  await expect(tab(page)).toHaveText(new RegExp(THEO));
  await expect(main(page).getByRole("link")).toHaveText(["Home", "Messages", "Requests", "Record", "Account"]);
  await page.getByRole("link", { name: "Write a message" }).click();
  await expect(page.getByText(`For ${THEO} (2)`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send for Theo" })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`${theo}/messages/new`);
});

test("R-1.4 R-3.14 a patient appears beside the children in a father's open account, and both sides are told", async ({
  page,
  visitor,
  portal,
}) => {
  await signInAs(page, portal.signIns.representative);
  await expect(charts(page)).toHaveCount(2);
  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  const jose = await ward(desk, JOSES_NUMBER, "consent", { signs: true, rights: ["messages.act", "immunizations.read"] });
  expect((await putInForce(desk, father(portal), [jose])).linked).toBe(true);
  await expect(charts(page)).toHaveCount(3);
  await expect(cards(page).filter({ hasText: JOSE })).toContainText("71 years old");
  await charts(page).filter({ hasText: JOSE }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Chart of ${JOSE}`);
  await page.getByRole("link", { name: "Write a message" }).click();
  await expect(page.getByText(`For ${JOSE} (71)`)).toBeVisible();
  const outbox = await visitor();
  await letters(outbox, FATHERS_EMAIL, "one person can now help another", 1);
  await letters(outbox, "jose.rivera@example.org", "una persona ya puede ayudar a otra", 1);
});
