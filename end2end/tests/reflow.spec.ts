import { askForVisit, asksDesk, openAsk, openFirst, openForm } from "../support/asks.ts";
import { adminDesk, ask, findMother } from "../support/desks.ts";
import { STEPS, atStep } from "../support/enrollment.ts";
import { THEO, chartOf, grantAtDesk, placesOf, switcher, unfoldActing } from "../support/family.ts";
import { newForm, walkForm } from "../support/forms.ts";
import { PAGES, PATIENTS, SUGAR, at } from "../support/pages.ts";
import { open, signInAs, signedIn, staffAt, staffIn, staffSignIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

/** What sticks out of the page to the right. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if ((document.scrollingElement?.scrollWidth ?? 0) <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => element.outerHTML.slice(0, 160));
  });
}

/** Text that is cut off where it stands. A field scrolls with what is typed in it. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main *, header *, nav *, footer *")]
      .filter((element) => {
        if (element instanceof HTMLInputElement) return false;
        const { overflowX, clipPath } = getComputedStyle(element);
        const hides = overflowX === "hidden" || overflowX === "clip";
        return hides && clipPath === "none" && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  );
}

async function fits(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  expect.soft(await tooWide(page), `${name} at 320 px`).toEqual([]);
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    expect.soft(await tooWide(page), `${name} with twice the text at ${width} px`).toEqual([]);
    expect.soft(await cutOff(page), `${name}: cut off with twice the text at ${width} px`).toEqual([]);
    await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  }
}

// Spanish words are longer.
test("R-12.2 pages for anybody fit a width of 320 pixels, and twice the text", async ({ page }) => {
  await open(page, "/?lang=es");
  for (const one of PAGES.filter(({ who }) => who === "anybody")) {
    await open(page, one.path);
    await fits(page, one.name);
  }
});

for (const [about, pages] of PATIENTS) {
  test(`R-12.2 a patient's pages fit too, ${about}`, async ({ page, portal }) => {
    const places = await placesOf(page, await signedIn(page, portal, "es"), SUGAR);
    for (const one of pages) {
      await open(page, at(one, places));
      await fits(page, one.name);
    }
  });
}

test("R-12.2 the people, the switcher and another's chart fit too", async ({ page, portal }) => {
  await signInAs(page, portal.signIns.representative, "es");
  const theo = await chartOf(page, THEO);
  for (const [name, path] of [
    ["people", "/people"],
    ["home", theo],
    ["record", `${theo}/record`],
    ["compose", `${theo}/messages/new`],
  ] as const) {
    await open(page, path);
    await switcher(page).locator("summary").click();
    await expect(switcher(page).getByRole("list")).toBeVisible();
    await fits(page, `${name}, with the switcher open`);
  }
});

test("R-12.2 the care team's desk fits too", async ({ page, portal }) => {
  await staffSignIn(page, portal, "es");
  await fits(page, "desk");
  await page.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
  await page.locator("#desk-answer").waitFor();
  await fits(page, "desk with a conversation");
  await unfoldActing(page);
  await fits(page, "desk with who can act for the patient");
});

test("R-12.2 the forms of requests fit too, and a request with everything open", async ({ page, portal }) => {
  const patient = await signedIn(page, portal, "es");
  for (const kind of ["appointment", "renewal", "referral"] as const) {
    await openForm(page, patient, kind);
    await fits(page, `the form of ${kind}`);
  }
  await openAsk(page, patient, await askForVisit(page, patient));
  for (const part of await page.locator("main details summary").all()) await part.click();
  await fits(page, "a request, all parts open");
});

test("R-12.2 the desk of requests fits too", async ({ page, visitor, portal }) => {
  const other = await visitor();
  await askForVisit(other, await signedIn(other, portal));
  await asksDesk(page, portal, "n.castellanos", "es");
  await fits(page, "desk of requests");
  await openFirst(page, portal.signIns.patient.name);
  for (const part of await page.locator("#desk-moves summary").all()) await part.click();
  await fits(page, "desk of requests with a request");
});

test("R-12.2 the desks of the office fit too", async ({ page, visitor, portal }) => {
  await ask(await visitor(), portal);
  await staffAt(page, portal, "g.ferreira", /\/desk\/patients$/, "es");
  await fits(page, "front desk");
  await findMother(page, portal);
  await fits(page, "front desk with a patient");
  const enrollment = await visitor();
  await staffAt(enrollment, portal, "o.petrov", /\/desk\/requests$/, "es");
  await fits(enrollment, "enrollment desk");
  await enrollment.locator("main a").filter({ hasText: portal.signIns.to_enroll.given }).click();
  await enrollment.getByRole("heading", { level: 2 }).first().waitFor();
  await fits(enrollment, "enrollment desk with a request");
});

test("R-12.2 a grant at the desk and the list of forms fit too", async ({ page, portal }) => {
  await staffIn(page, portal, "g.ferreira", "es");
  await open(page, `/desk/grants/${await grantAtDesk(page)}`);
  for (const part of await page.locator("main details summary").all()) await part.click();
  await fits(page, "a grant at the desk");
  await open(page, "/desk/forms");
  await fits(page, "forms");
});

test("R-12.2 the steps of the desk's form fit too", async ({ page, portal }) => {
  await newForm(page, portal, "es");
  await walkForm(page, (step) => fits(page, step));
});

test("R-12.2 the administration's desk fits too", async ({ page, portal }) => {
  await adminDesk(page, portal, "es");
  await fits(page, "staff");
  // Not the first: with her own account an administrator can do nothing here.
  await page.locator("main ul.rows a").nth(1).click();
  await page.locator("#desk-heading").waitFor();
  for (const part of await page.locator("main details summary").all()) await part.click();
  await fits(page, "a colleague");
  await open(page, "/desk/admin/practices");
  await fits(page, "practices");
  await page.locator("main ul.rows a").first().click();
  await page.locator("#desk-heading").waitFor();
  await fits(page, "a practice");
  await open(page, "/desk/admin/terms");
  await fits(page, "terms");
  await page.locator("main ul.rows a").first().click();
  await page.locator("#desk-heading").waitFor();
  await fits(page, "a version");
  await open(page, "/desk/admin/holidays");
  await fits(page, "holidays");
});

test("R-12.2 the steps of enrollment fit too", async ({ page, portal }) => {
  await open(page, "/enroll");
  for (const { title, answer } of STEPS) {
    await atStep(page, title);
    await fits(page, title);
    await answer(page, portal);
  }
  await page.waitForURL(/\/p\//);
});

test("one very long word stays inside", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await page.getByLabel("This is not an emergency").check();
  await page.getByRole("radio").first().check();
  await page.getByRole("radio", { name: "General question" }).check();
  await page.getByLabel("Subject").fill("Donau".repeat(20));
  await page.getByLabel("Your message").fill(`https://example.org/${"long".repeat(80)}`);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("DonauDonau");
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await tooWide(page)).toEqual([]);
  await open(page, `${patient}/messages`);
  expect(await tooWide(page)).toEqual([]);
});
