import { NEW_EMAIL, NEW_PASSWORD, NEW_USERNAME, STEPS, atStep, go, typeBirth, typeDetails } from "../support/enrollment.ts";
import { chart, newestCode, open, ready } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("R-1.2 a patient enrolls from the front page and is signed in", { tag: "@phone" }, async ({ page, visitor, portal }) => {
  await open(page, "/");
  await page.getByRole("link", { name: "Enroll Now" }).click();
  for (const [index, { title, answer }] of STEPS.entries()) {
    await atStep(page, title);
    await expect(page.getByText(`Step ${index + 1} of ${STEPS.length}:`)).toBeVisible();
    // Who listens to the page hears the new step.
    if (index > 0) await expect(page.locator("#step-title")).toBeFocused();
    await answer(page, portal);
  }
  await page.waitForURL(/\/p\/[0-9a-f-]{36}$/);
  await ready(page);
  const { given, family } = portal.signIns.to_enroll;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${given} ${family}`);

  // The account is real: it opens the same chart again, elsewhere.
  const patient = chart(page);
  const elsewhere = await visitor();
  await open(elsewhere, "/");
  await elsewhere.getByLabel("Username").fill(NEW_USERNAME.toUpperCase());
  await elsewhere.locator("#password").fill(NEW_PASSWORD);
  await elsewhere.getByRole("button", { name: "Sign in", exact: true }).click();
  await elsewhere.waitForURL(`**${patient}`);
  await ready(elsewhere);
});

test("every step says what is wrong and keeps what was typed", async ({ page, watch, portal }) => {
  watch.expectFailure(/^\/api\/enrollment\//);
  const summary = page.getByRole("alert").filter({ hasText: /put right/ });
  await open(page, "/enroll");

  await go(page);
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText([
    "Say whether you are enrolling yourself",
    "Enter the date you were born",
  ]);
  await summary.getByRole("link").last().click();
  await expect(page.getByLabel("Month")).toBeFocused();
  await page.getByLabel("Yes, I am the patient").check();
  await typeBirth(page, "1981-13-45");
  await go(page);
  await expect(summary.getByRole("link")).toHaveText(["Enter a date of the calendar, for example 11 24 1981"]);
  await expect(page.getByLabel("Day")).toHaveValue("45");
  await expect(page.getByLabel("Yes, I am the patient")).toBeChecked();
  await STEPS[0]?.answer(page, portal);

  await atStep(page, "Your details");
  await typeDetails(page, { ...portal.signIns.to_enroll, given: "El3na", zip: "12" });
  await go(page);
  await expect(summary.getByRole("link")).toHaveText([
    "Enter the name with letters only, without digits or signs like @ or /",
    "Enter a ZIP code with five digits",
  ]);
  await expect(page.getByLabel("First name")).toHaveValue("El3na");
  await expect(page.getByLabel("Last name")).toHaveValue(portal.signIns.to_enroll.family);
  await expect(page.getByLabel("Sex in your medical record")).toHaveValue(portal.signIns.to_enroll.sex);
  await STEPS[1]?.answer(page, portal);

  await atStep(page, "Enter the code");
  const right = await newestCode(portal);
  const wrong = right === "12345678" ? "87654321" : "12345678";
  await page.getByLabel("Check code").fill(wrong);
  await go(page);
  await expect(summary).toContainText("This code is not right, or it has run out.");
  await expect(page.getByLabel("Check code")).toHaveValue(wrong);
  await page.getByLabel("Check code").fill(right);
  await go(page);

  await atStep(page, "How can we reach you?");
  await page.getByLabel("By text message").check();
  await page.getByLabel("Your mobile phone number").fill("555");
  await go(page);
  await expect(summary).toContainText("Enter a phone number with ten digits, area code first");
  await expect(page.getByLabel("Your mobile phone number")).toHaveValue("555");
  await page.getByLabel("By e-mail").check();
  await STEPS[3]?.answer(page, portal);

  await atStep(page, "Check that we can reach you");
  await expect(page.getByText(`We have sent a code to ${NEW_EMAIL}.`)).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await atStep(page, "How can we reach you?");
  await STEPS[3]?.answer(page, portal);
  await atStep(page, "Check that we can reach you");
  await STEPS[4]?.answer(page, portal);

  await atStep(page, "Choose a username and password");
  await page.getByLabel("Username").fill(portal.signIns.patient.username);
  await page.locator("#password").fill("too short");
  await go(page);
  await expect(summary).toContainText("Use at least 15 characters for your password");
  await expect(page.getByLabel("Username")).toHaveValue(portal.signIns.patient.username);
  await page.locator("#password").fill(NEW_PASSWORD);
  await go(page);
  await expect(summary).toContainText("Someone already uses this name. Choose another one");
  await STEPS[5]?.answer(page, portal);

  await atStep(page, "Choose a security question");
  await page.getByLabel("Your answer").fill("x");
  await go(page);
  await expect(summary.getByRole("link")).toHaveText(["Choose a question", "Use an answer with at least 3 letters or digits"]);
  await expect(page.getByLabel("Your answer")).toHaveValue("x");
  await STEPS[6]?.answer(page, portal);

  await atStep(page, "Agree to our terms and conditions");
  await page.getByRole("button", { name: "Agree and finish" }).click();
  await expect(summary).toContainText("Check the box if you agree.");
  // Loading the page again, as after a lost connection, goes on where it was.
  await page.reload();
  await ready(page);
  await atStep(page, "Agree to our terms and conditions");
});

test("R-2.1 somebody under 18 is told to visit the office, and nothing about her leaves the browser", async ({
  page,
  context,
}) => {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && !request.url().endsWith("/progress")) sent.push(request.url());
  });
  await open(page, "/enroll");
  await page.getByLabel("Yes, I am the patient").check();
  await typeBirth(page, `${new Date().getFullYear() - 14}-01-02`);
  await go(page);
  await page.waitForURL("**/enroll/under-18");
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Under 18? Visit the doctor’s office");
  await expect(page.getByRole("link", { name: "Find the doctor’s office" })).toHaveAttribute("href", "/practices");
  expect(sent).toEqual([]);
  expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain("__Host-enroll");
  // Neither the address nor the title, which the browser's history keeps, tells anybody's age.
  expect(new URL(page.url()).search).toBe("");
  await expect(page).toHaveTitle(/^Enroll – /);
});

test("R-2.1 without JavaScript the server judges the birth date, and keeps nothing", async ({ visitor }) => {
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto("/enroll");
  await page.getByLabel("Yes, I am the patient").check();
  await typeBirth(page, `${new Date().getFullYear() - 14}-01-02`);
  await go(page);
  await expect(page).toHaveURL(/\/enroll\/under-18$/);
  expect((await page.context().cookies()).map((cookie) => cookie.name)).not.toContain("__Host-enroll");
  await page.goto("/enroll");
  await atStep(page, "Enroll in the patient portal");
});

test("who helps someone else is told how", async ({ page }) => {
  await open(page, "/enroll");
  await page.getByLabel("No, I am helping someone else").check();
  await go(page);
  await page.waitForURL("**/enroll/someone-else");
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Help someone else with their care");
  await page.getByRole("link", { name: "Enroll yourself" }).click();
  await atStep(page, "Enroll in the patient portal");
});

test("R-2.4 the code page is the same whether or not a record matches", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/api\/enrollment\//);
  const seen: string[] = [];
  const person = portal.signIns.to_enroll;
  const strangers = [person, { ...person, given: "Nobody", family: "Anywhere" }, { ...person, zip: "99999" }];
  for (const one of strangers) {
    const browser = await visitor();
    await open(browser, "/enroll");
    await browser.getByLabel("Yes, I am the patient").check();
    await typeBirth(browser, one.born);
    await go(browser);
    await atStep(browser, "Your details");
    await typeDetails(browser, one);
    await go(browser);
    await atStep(browser, "Enter the code");
    const fresh = await browser.locator("main").innerHTML();
    await browser.getByLabel("Check code").fill("00000000");
    await go(browser);
    await expect(browser.getByRole("alert")).toContainText("This code is not right");
    seen.push(fresh + (await browser.locator("main").innerText()));
  }
  expect(seen[1]).toBe(seen[0]);
  expect(seen[2]).toBe(seen[0]);

  // And all of them can ask the enrollment desk.
  const details = page.locator("details").filter({ hasText: "I did not get a code" });
  await open(page, "/enroll");
  await STEPS[0]?.answer(page, portal);
  await atStep(page, "Your details");
  await typeDetails(page, { ...person, zip: "99999" });
  await go(page);
  await details.locator("summary").click();
  await details.getByLabel("Your e-mail address").fill("nobody@example.org");
  await details.getByRole("button", { name: "Ask the enrollment desk" }).click();
  await atStep(page, "Wait for an e-mail or a text message");
});
