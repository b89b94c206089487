import { comes, hourComes, letters } from "../support/clock.ts";
import { type Day, grown, named, noon } from "../support/days.ts";
import { NEW_EMAIL } from "../support/enrollment.ts";
import {
  ELENA,
  ELENA_SIGNS_IN,
  JOSE,
  MAYA,
  MAYAS_EMAIL,
  THEO,
  bornOn,
  cards,
  chartOf,
  charts,
  openGrant,
  recordOf,
  status,
  unfold,
} from "../support/family.ts";
import { beginForm, goOn, onPaper, typeFriend } from "../support/forms.ts";
import { codeFor, enrolled, enrolledByCode } from "../support/joining.ts";
import { chart, fillSignIn, open, ready, signInAs, signedIn, staffIn } from "../support/people.ts";
import type { Portal } from "../support/portal.ts";
import { THREE } from "../support/records.ts";
import { type Page, expect, test } from "../support/test.ts";

/** What letters say of birthdays: neither whose, nor which. */
const HAS_A_SAY = "a birthday changes what one person may see or do for another";
const OF_AGE = "somebody is of age";
const OVER = "one person no longer helps another";

/** Those who may act for whoever is signed in, on the page that lists them. */
function listed(page: Page, name: string) {
  return page.getByRole("list", { name: "People who can act for you, or who could" }).locator("> li").filter({ hasText: name });
}

/** Noon of a day some months from a moment. */
function later(from: Date, months: number, days = 0): number {
  return noon({ year: from.getFullYear(), month: from.getMonth() + 1 + months, day: from.getDate() + days });
}

/** The front desk fills in one form for all three, page by page; who acts by it, and the grants in the order of the form. */
async function oneForm(desk: Page, first: string): Promise<{ representative: string; grants: string[] }> {
  const [small, middle, eldest] = THREE;
  await open(desk, `/desk/forms/${await beginForm(desk, first)}`);
  await typeFriend(desk);
  await goOn(desk);
  const boxes = desk.locator("#patients").getByRole("checkbox");
  await expect(boxes).toHaveCount(1);
  // One more at a time; the step stays open.
  for (const [n, { mrn }] of [middle, eldest].entries()) {
    await desk.locator("#add").fill(mrn);
    await goOn(desk);
    await expect(boxes).toHaveCount(n + 2);
  }
  await goOn(desk);
  for (const n of [1, 2, 3]) await expect(desk.locator(`#basis-${n}`)).toHaveValue("parental");
  await goOn(desk);
  await desk.locator("#identity-2").check();
  await desk.locator("#filed").fill("Binder 4, page 12");
  await goOn(desk);
  // Only who has a say shares something of her own.
  await expect(desk.locator("#rights section")).toHaveCount(1);
  await expect(desk.locator("#rights section h2")).toHaveText(eldest.name);
  await goOn(desk);
  for (const { name } of [small, middle]) await expect(desk.getByText(`${name} does not have to sign.`)).toBeVisible();
  await onPaper(desk, "signed");
  await onPaper(desk, "signed-3");
  await goOn(desk);
  for (const { name } of THREE) await expect(desk.locator("#another_grant")).toContainText(name);
  await desk.locator("#sure").check();
  await goOn(desk);
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("It is in force");
  const links = desk.locator('main a[href^="/desk/grants/"]');
  // Made at one moment, they have no order among themselves.
  await expect.poll(async () => (await links.allInnerTexts()).sort()).toEqual(THREE.map(({ name }) => name).sort());
  return {
    representative: await desk.locator('input[name="representative"]').inputValue(),
    grants: await Promise.all(
      THREE.map(async ({ name }) => (await links.filter({ hasText: name }).getAttribute("href")) ?? ""),
    ),
  };
}

test.describe("a parent of three", () => {
  test.use({ clinic: { moving: true, children: THREE } });

  test("R-3.3 R-3.6 R-3.9 R-3.10 R-3.12 one form for three children, and what their birthdays bring", async ({
    page,
    visitor,
    portal,
    watch,
  }) => {
    watch.expectFailure(/^\/p\//);
    const [small, middle, eldest] = THREE;
    const desk = await visitor();
    await staffIn(desk, portal, "g.ferreira");
    const records: string[] = [];
    for (const { mrn } of THREE) records.push((await recordOf(desk, mrn)).patient);
    const [, middles = "", eldests = ""] = records.map((patient) => `/p/${patient}`);
    const { representative, grants } = await oneForm(desk, records[0] ?? "");
    await enrolledByCode(page, portal, await codeFor(desk, representative));
    await open(page, "/people");
    await expect(charts(page)).toHaveCount(3);

    // Of both birthdays it is told three times, each with a letter of its own.
    for (const [n, days] of [-86, -26, -4].entries()) {
      await hourComes(portal, grown(middle.born, 13, days), [page, desk]);
      await letters(page, NEW_EMAIL, HAS_A_SAY, n + 1);
      await letters(page, NEW_EMAIL, OF_AGE, n + 1);
    }
    await comes(page, portal, grown(middle.born, 13, -1), ELENA_SIGNS_IN);
    await expect(cards(page).filter({ hasText: middle.name })).toContainText(`${middle.name} turns 13.`);
    await expect(cards(page).filter({ hasText: eldest.name })).toContainText(`${eldest.name} turns 18.`);
    await expect(cards(page).filter({ hasText: small.name })).not.toContainText(" turns ");
    expect(await status(page, `${middles}/record/results`)).toBe(200);

    await comes(page, portal, grown(middle.born, 13), ELENA_SIGNS_IN);
    expect(await status(page, `${middles}/record/results`)).toBe(404);
    expect(await status(page, `${middles}/record/vaccines`)).toBe(200);
    expect(await status(page, `${eldests}/record/vaccines`)).toBe(200);

    await hourComes(portal, grown(eldest.born, 18), [page, desk]);
    await letters(page, NEW_EMAIL, OVER, 1);
    await comes(page, portal, grown(eldest.born, 18), ELENA_SIGNS_IN);
    await expect(charts(page)).toHaveCount(2);
    expect(await status(page, `${eldests}/record/vaccines`)).toBe(404);
    expect(await status(page, `${middles}/record/vaccines`)).toBe(200);

    // It is written down for the desk, with its reason.
    await staffIn(desk, portal, "g.ferreira");
    await open(desk, grants[2] ?? "");
    await expect(desk.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(desk.getByRole("definition").filter({ hasText: /^Ended · / })).toBeVisible();
    const settled = desk.locator("ol.timeline > li").filter({ hasText: "Ended by itself" });
    await expect(settled).toContainText("The patient is of age");
    await open(desk, grants[1] ?? "");
    await expect(desk.getByRole("definition").filter({ hasText: /^Can act · / })).toBeVisible();
  });
});

test.describe("while years pass", () => {
  test.use({ clinic: { moving: true } });

  /** The demo's father, who has a chart open; since when the patient lives. */
  async function parent(page: Page, portal: Portal, name: string): Promise<{ address: string; born: Day }> {
    await signInAs(page, portal.signIns.representative);
    const address = await chartOf(page, name);
    return { address, born: await bornOn(page, address) };
  }

  test("R-3.8 R-3.12 a consent lasts for 18 months, and before its end it is said", async ({ page, portal, watch }) => {
    watch.expectFailure(/^\/p\//);
    await enrolled(page, portal);
    const joses = await chartOf(page, JOSE);
    await expect(charts(page)).toHaveCount(4);
    const begun = new Date();
    await comes(page, portal, later(begun, 17), ELENA_SIGNS_IN);
    await expect(cards(page).filter({ hasText: JOSE })).toContainText(`you can no longer act for ${JOSE} here`);
    expect(await status(page, `${joses}/messages`)).toBe(200);
    await comes(page, portal, later(begun, 18, 2), ELENA_SIGNS_IN);
    await expect(charts(page)).toHaveCount(3);
    expect(await status(page, `${joses}/messages`)).toBe(404);
  });

  test("R-3.8 R-3.12 who has consented finds when it runs out, beside her name and on the list, and renews it", async ({ page, portal }) => {
    const joses = await signedIn(page, portal);
    await comes(page, portal, later(new Date(), 17), portal.signIns.patient);
    const way = page.locator(`main a[href^="${joses}/sharing"]`);
    await expect(cards(page).first().locator(`a[href^="${joses}/sharing"]`).first()).toBeVisible();
    await way.first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(new RegExp(`^(Who can act for you|${ELENA})$`));

    await openGrant(page, joses, ELENA);
    const said = await page.getByText(/^Your consent runs out on /).innerText();
    const [, month = "?", number = "?"] = /, (\w{3})\w* (\d+), \d{4}/.exec(said) ?? [];
    const day = new RegExp(`\\b${month}[a-z]* ${number}\\b`);
    await expect(page.locator("#coming")).toContainText(day);
    await open(page, `${joses}/sharing`);
    await expect(listed(page, ELENA)).toContainText(day);

    await openGrant(page, joses, ELENA);
    const renewal = await unfold(page, "Renew my consent", "Yes, I consent anew");
    await renewal.getByRole("button", { name: "Renew my consent" }).click();
    await expect(page.locator("#done")).toContainText("Your consent is renewed.");
    await expect(page.locator("#coming")).not.toContainText(day);
    await open(page, `${joses}/sharing`);
    await expect(listed(page, ELENA)).toHaveCount(1);
    await expect(listed(page, ELENA)).not.toContainText(day);
  });

  test("R-3.9 R-3.12 at 13 a son has a say: of everything a part stays", async ({ page, portal, watch }) => {
    watch.expectFailure(/^\/p\//);
    const father = portal.signIns.representative;
    const { address: theos, born } = await parent(page, portal, THEO);
    await comes(page, portal, grown(born, 13, -20), father);
    const coming = cards(page).filter({ hasText: THEO });
    await expect(coming).toContainText(`${THEO} turns 13.`);
    await expect(coming).not.toContainText("From then on nothing is open.");
    await coming.getByText("See what changes").click();
    await expect(coming.getByRole("table")).toContainText("Test results");
    await comes(page, portal, grown(born, 13, -1), father);
    expect(await status(page, `${theos}/record/results`)).toBe(200);
    await comes(page, portal, grown(born, 13), father);
    expect(await status(page, `${theos}/record/results`)).toBe(404);
    expect(await status(page, `${theos}/record/vaccines`)).toBe(200);
  });

  test("R-3.10 R-3.12 at 18 a daughter decides alone, and before that it is said exactly what changes", async ({
    page,
    portal,
    watch,
  }) => {
    watch.expectFailure(/^\/p\//);
    const father = portal.signIns.representative;
    const { address: mayas, born } = await parent(page, portal, MAYA);
    await comes(page, portal, grown(born, 18, -20), father);
    const coming = cards(page).filter({ hasText: MAYA });
    await expect(coming).toContainText(`${MAYA} turns 18.`);
    await expect(coming).toContainText("From then on nothing is open.");
    await coming.getByText("See what changes").click();
    await expect(coming.getByRole("table")).toContainText("Vaccines");
    // The first page of her chart says it, too, and leads there.
    await open(page, mayas);
    const line = page.locator("main").getByRole("link", { name: `${MAYA} turns 18.` });
    await expect(line).toHaveAttribute("href", "/people");
    await comes(page, portal, grown(born, 18, -1), father);
    expect(await status(page, `${mayas}/record`)).toBe(200);
    await comes(page, portal, grown(born, 18), father);
    await expect(charts(page)).toHaveCount(1);
    expect(await status(page, `${mayas}/record`)).toBe(404);
  });

  test("R-3.12 before she is 18 the daughter finds it, too: from her letter, beside her name and on the list", async ({ page, portal }) => {
    const { teen, representative } = portal.signIns;
    await signInAs(page, teen);
    const mayas = chart(page);
    const born = await bornOn(page, mayas);
    await hourComes(portal, grown(born, 18, -20), [page]);
    // Of her mother and of her father.
    await letters(page, MAYAS_EMAIL, OF_AGE, 2);
    const letter = page.locator("main li.card").filter({ hasText: MAYAS_EMAIL }).filter({ hasText: OF_AGE }).first();
    await letter.getByRole("link").click();
    await page.waitForURL((url) => url.pathname === "/");
    await fillSignIn(page, teen);
    await page.waitForURL(`**${mayas}/sharing`);
    await ready(page);
    const day = named({ ...born, year: born.year + 18 });
    for (const name of [ELENA, representative.name]) await expect(listed(page, name)).toContainText(day);
    await listed(page, representative.name).getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(representative.name);
    await expect(page.locator("#coming")).toContainText("From then on nothing is open.");
    await expect(page.locator("#coming").getByRole("table")).toContainText("See: Vaccines");

    await open(page, "/people");
    await expect(page.locator(`main a[href^="${mayas}/sharing"]`).first()).toBeVisible();
    await expect(page.locator("main")).toContainText(day);
    // In one line on the first page of her chart, for both of them.
    await open(page, mayas);
    const line = page.locator("main").getByRole("link", { name: "what 2 people who act for you may see and do changes" });
    await expect(line).toContainText(day);
    await line.click();
    await page.waitForURL(`**${mayas}/sharing`);
  });

  test("R-3.10 when the youngest is of age, who acted for both has nobody to act for", async ({ page, portal, watch }) => {
    watch.expectFailure(/^\/p\//);
    const { address: theos, born } = await parent(page, portal, THEO);
    await comes(page, portal, grown(born, 18), portal.signIns.representative);
    await expect(page.getByText("There is no chart here yet")).toBeVisible();
    await expect(charts(page)).toHaveCount(0);
    expect(await status(page, `${theos}/record/vaccines`)).toBe(404);
  });
});
