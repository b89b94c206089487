import { ask } from "../support/desks.ts";
import { atStep, go, typeBirth } from "../support/enrollment.ts";
import { open, ready, staffAt } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("R-2.4 R-2.7 a request is confirmed at the desk, and the mailed link goes on", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const number = await ask(page, portal);
  const desk = await visitor();
  await staffAt(desk, portal, "o.petrov", /\/desk\/requests$/);
  const { given, family } = portal.signIns.to_enroll;
  await desk.getByRole("list", { name: "Requests that wait" }).getByRole("link").filter({ hasText: given }).click();
  await expect(desk.getByText("Last name nearly agrees")).toBeVisible();
  await expect(desk.getByText("Birth date agrees")).toBeVisible();
  await desk.getByLabel("Write down a call or a note").fill("Called the number on the record: it is she.");
  await desk.getByRole("button", { name: "Add to the log" }).click();
  await expect(desk.getByText("Called the number on the record: it is she.")).toBeVisible();
  await desk.getByRole("radio", { name: new RegExp(`${given} ${family}`) }).check();
  await desk.getByRole("radio", { name: "I called the phone number on the record" }).check();
  await desk.getByRole("button", { name: "Approve and send the link" }).click();
  await expect(desk.getByText("The link to go on is on its way to the applicant.")).toBeVisible();
  // On a phone the request stays in sight in place of the list.
  await desk.getByRole("link", { name: "Back to the requests" }).click();
  await expect(desk.getByText("No request waits")).toBeVisible();

  // The person sees it by the number, on any device, without a name.
  const elsewhere = await visitor();
  await open(elsewhere, `/enroll/status#${number}`);
  await expect(elsewhere.getByText("Your request is confirmed")).toBeVisible();
  expect(elsewhere.url()).not.toContain(number);
  await expect(elsewhere.locator("main")).not.toContainText(family);

  await elsewhere.goto("/demo/outbox");
  const link = await elsewhere.locator("main li.card").first().getByRole("link").getAttribute("href");
  await open(elsewhere, "/");
  await open(elsewhere, link ?? "");
  await typeBirth(elsewhere, portal.signIns.to_enroll.born);
  await go(elsewhere);
  await elsewhere.waitForURL(/\/enroll$/);
  await ready(elsewhere);
  await atStep(elsewhere, "Choose a username and password");
});

test("a declined request says only that it could not be finished", async ({ page, visitor, portal }) => {
  const number = await ask(page, portal);
  const desk = await visitor();
  await staffAt(desk, portal, "o.petrov", /\/desk\/requests$/);
  await desk.getByRole("list", { name: "Requests that wait" }).getByRole("link").first().click();
  await desk.getByText("Decline", { exact: true }).click();
  await desk.getByLabel("Why?").selectOption("not_confirmed");
  await desk.getByRole("button", { name: "Decline this request" }).click();
  await expect(desk.getByText("Declined", { exact: true })).toBeVisible();
  await open(page, "/enroll/status");
  await page.getByLabel("Request number").fill(number);
  await page.getByRole("button", { name: "Look" }).click();
  await expect(page.getByText("We could not finish your request")).toBeVisible();
  await expect(page.locator("main")).not.toContainText(/confirmed/);
});

test("R-2.6 nothing is approved without saying how identity was confirmed", async ({ page, visitor, portal }) => {
  await ask(page, portal);
  const desk = await visitor();
  await staffAt(desk, portal, "o.petrov", /\/desk\/requests$/);
  await desk.getByRole("list", { name: "Requests that wait" }).getByRole("link").first().click();
  await desk.getByRole("button", { name: "Approve and send the link" }).click();
  const method = desk.getByRole("radio", { name: "In person, with a photo identity document" });
  expect(await method.evaluate((radio: HTMLInputElement) => radio.validity.valid)).toBe(false);
  await expect(desk.getByRole("button", { name: "Approve and send the link" })).toBeVisible();
});

test("the desks work in Spanish", async ({ page, portal }) => {
  await staffAt(page, portal, "o.petrov", /\/desk\/requests$/, "es");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Solicitudes de inscripción");
  await page.getByRole("navigation").getByRole("link", { name: "Pacientes" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pacientes");
});
