import { JUDGED, accessible } from "../support/axe.ts";
import { ask, findMother } from "../support/desks.ts";
import { STEPS, atStep, go } from "../support/enrollment.ts";
import { placesOf, unfoldActing } from "../support/family.ts";
import { PAGES, PATIENTS, SUGAR, at } from "../support/pages.ts";
import { ANSWER_FORM, type Lang, open, send, signedIn, speak, staffAt, staffSignIn } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

for (const lang of ["en", "es"] as Lang[]) {
  for (const [part, inPart] of [
    ["to enroll and recover", (path: string) => /^\/(enroll|forgot|recover|sign-in)/.test(path)],
    ["to sign in and read", (path: string) => !/^\/(enroll|forgot|recover|sign-in)/.test(path)],
  ] as const) {
    test(`R-12.1 public pages ${part}, ${lang}`, JUDGED[lang], async ({ page }) => {
      await speak(page, lang);
      for (const one of PAGES.filter(({ who, path }) => who === "anybody" && inPart(path))) {
        await open(page, one.path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(one.title[lang]);
        await accessible(page, one.name);
      }
    });
  }

  for (const [about, pages] of PATIENTS) {
    test(`R-12.1 a patient's pages, ${about}, ${lang}`, JUDGED[lang], async ({ page, portal }) => {
      const places = await placesOf(page, await signedIn(page, portal, lang), SUGAR);
      for (const one of pages) {
        await open(page, at(one, places));
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(one.title[lang]);
        await accessible(page, one.name);
      }
    });
  }

  test(`R-12.1 a patient's forms, with all that can be wrong with them, ${lang}`, JUDGED[lang], async ({ page, portal }) => {
    const patient = await signedIn(page, portal, lang);
    await open(page, `${patient}/messages/new`);
    await page.locator("main form button.button").click();
    await expect(page.getByRole("alert")).toBeFocused();
    await accessible(page, "compose with errors");
    await open(page, `${patient}/sharing/new`);
    await page.locator("main .actions button").click();
    await expect(page.getByRole("alert")).toBeFocused();
    await accessible(page, "share with errors");
    const { g } = await placesOf(page, patient, SUGAR);
    await open(page, `${patient}/sharing/${g}`);
    for (const part of await page.locator("main details summary").all()) await part.click();
    await accessible(page, "grant, all parts open");
  });

  test(`R-12.1 the desk, ${lang}`, JUDGED[lang], async ({ page, portal }, info) => {
    await staffSignIn(page, portal, lang);
    await accessible(page, "desk");
    await page.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
    await page.locator("#desk-answer").waitFor();
    await accessible(page, "desk with a conversation");
    await page.locator(`${ANSWER_FORM} button.button`).click();
    await expect(page.locator("#desk-answer")).toHaveAttribute("aria-invalid", "true");
    await accessible(page, "desk with an error");
    // A phone shows the conversation alone, and has no keys.
    if (info.project.name === "desktop") {
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await expect(page.locator("#desk-keys")).toBeFocused();
      await accessible(page, "desk with the list of keys");
    }
    await open(page, "/desk?show=all");
    await accessible(page, "desk, everything");
    await page.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
    await unfoldActing(page);
    await accessible(page, "desk with who can act for the patient");
  });
}

for (const lang of ["en", "es"] as Lang[]) {
  test(`R-12.1 the front desk and the enrollment desk, ${lang}`, JUDGED[lang], async ({ page, visitor, portal }) => {
    await ask(await visitor(), portal);
    await staffAt(page, portal, "g.ferreira", /\/desk\/patients$/, lang);
    await accessible(page, "front desk");
    await findMother(page, portal);
    await accessible(page, "front desk with a patient");
    await page.locator("input[name=way][value=letter]").check();
    await page.locator("section[aria-labelledby=invite] form button.button").click();
    await page.locator(".activation").waitFor();
    await accessible(page, "front desk with a letter");
    const petrov = await visitor();
    await staffAt(petrov, portal, "o.petrov", /\/desk\/requests$/, lang);
    await accessible(petrov, "enrollment desk");
    await petrov.locator("main a").filter({ hasText: portal.signIns.to_enroll.given }).click();
    await petrov.getByRole("heading", { level: 2 }).first().waitFor();
    await accessible(petrov, "enrollment desk with a request");
  });
}

test("R-12.1 errors before sign-in", { tag: "@phone" }, async ({ page, watch }) => {
  watch.expectFailure(/^\/(api\/accounts|no-such-page)/);
  await open(page, "/");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await accessible(page, "sign-in with empty fields");
  await page.getByLabel("Username").fill("nobody.here");
  await page.locator("#password").fill("not the right password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("This username and password do not match.")).toBeVisible();
  await accessible(page, "sign-in with a wrong password");
  await open(page, "/staff");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await accessible(page, "staff sign-in with empty fields");
  await open(page, "/practices");
  await page.getByLabel("Find a practice").fill("zzz");
  await expect(page.getByText("No practice has these words")).toBeVisible();
  await accessible(page, "no practice found");
  for (const ended of ["idle", "signed-out"]) {
    await open(page, `/?ended=${ended}`);
    await accessible(page, `after the session, ${ended}`);
  }
  await page.goto("/no-such-page");
  await page.locator("body[data-ready]").waitFor({ state: "attached" });
  await accessible(page, "nowhere");
});

test("R-12.1 every step of enrollment", async ({ page, portal }) => {
  await open(page, "/enroll");
  for (const { title, answer } of STEPS) {
    await atStep(page, title);
    await accessible(page, title);
    await answer(page, portal);
  }
  await page.waitForURL(/\/p\//);
});

// With its errors a page has all that it has without them, so that the phone need not walk twice.
test("R-12.1 every step of enrollment, with its errors", { tag: "@phone-only" }, async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/api\/enrollment\//);
  await open(page, "/enroll");
  for (const { title, answer } of STEPS) {
    await atStep(page, title);
    if (title.startsWith("Agree")) {
      await page.getByRole("button", { name: "Agree and finish" }).click();
    } else {
      await go(page);
    }
    await expect(page.getByRole("alert").first()).toBeFocused();
    await accessible(page, `${title}, with errors`);
    await answer(page, portal);
  }
  await page.waitForURL(/\/p\//);
});

test("R-12.1 a conversation, its errors and the warning of the session", { tag: "@phone" }, async ({
  page,
  portal,
  address,
  watch,
}) => {
  await page.clock.install();
  const patient = await signedIn(page, portal);
  await send(page, patient);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByLabel("Your reply")).toBeFocused();
  await accessible(page, "reply with an error");
  watch.expectFailure(/^\/api\/messages\/reply$/);
  address.loseReplyOf("/api/messages/reply");
  await page.getByLabel("Your reply").fill("And in the afternoon?");
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByText("Your message may not have been sent")).toBeVisible();
  await accessible(page, "reply that may be lost");
  await page.route("**/api/accounts/session", (route) =>
    route.fulfill({ json: { warn_in: 0, idle_in: 120, absolute_in: 40_000 } }),
  );
  await page.clock.fastForward("13:05");
  await expect(page.getByRole("dialog")).toBeVisible();
  await accessible(page, "the warning");
});
