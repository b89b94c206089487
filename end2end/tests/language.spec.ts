import { chart, open, ready, signIn, speak } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

async function switchTo(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).click();
  await ready(page);
}

test("R-12.5 the front page speaks Spanish at a press, and the choice stays", { tag: "@phone" }, async ({ page, context }) => {
  await open(page, "/");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("link", { name: "English" })).toHaveAttribute("aria-current", "true");
  await switchTo(page, "Español");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Iniciar sesión");
  await expect(page).toHaveTitle(/^Iniciar sesión – /);
  await expect(page.getByText("Si tiene una emergencia médica, llame por teléfono al 9-1-1.")).toBeVisible();
  // The choice is no part of the address, and one that others do not inherit by a link.
  expect(new URL(page.url()).search).toBe("");

  await page.getByRole("link", { name: "Inscribirse ahora" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inscríbase en el portal para pacientes");
  const later = await context.newPage();
  await open(later, "/practices");
  await expect(later.locator("html")).toHaveAttribute("lang", "es");
  await expect(later.getByRole("heading", { level: 1 })).toHaveText("Consultorios y teléfonos");
  await switchTo(later, "English");
  expect(new URL(later.url()).pathname).toBe("/practices");
  await expect(later.getByRole("heading", { level: 1 })).toHaveText("Practices and phone numbers");
});

test("the switch keeps the page that is open, after sign-in too", { tag: "@phone" }, async ({ page, portal }) => {
  const patient = await signIn(page, portal);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Messages/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Messages");
  await switchTo(page, "Español");
  expect(new URL(page.url()).pathname).toBe(`${patient}/messages`);
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mensajes");
  await expect(page.getByRole("button", { name: "Cerrar sesión" })).toBeVisible();
  await page.getByRole("link", { name: "Mensaje nuevo" }).click();
  await expect(page.getByLabel("Esto no es una emergencia")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
});

test("where nothing was chosen, the account's language counts after sign-in", async ({ page, portal }) => {
  await open(page, "/");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByLabel("Username").fill(portal.signIns.patient.username);
  await page.locator("#password").fill(portal.signIns.patient.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/p\//);
  await ready(page);
  expect(chart(page)).toBeTruthy();
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hola, ${portal.signIns.patient.name}`);
});

test("a browser that asks for Spanish gets it", async ({ visitor }) => {
  const page = await visitor({ locale: "es-US" });
  await open(page, "/");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByRole("button", { name: "Iniciar sesión", exact: true })).toBeVisible();
  // What was chosen counts more than what the browser asks for.
  await speak(page, "en");
  await ready(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("errors are Spanish too", async ({ visitor, watch }) => {
  watch.expectFailure(/^\/api\/accounts\/sign-in$/);
  const page = await visitor({ locale: "es-MX" });
  await open(page, "/");
  await page.getByRole("button", { name: "Iniciar sesión", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Hay 2 cosas que corregir");
  await expect(page.getByRole("alert").getByRole("link").first()).toHaveText("Escriba su nombre de usuario");
  await page.getByLabel("Nombre de usuario").fill("nadie.aqui");
  await page.locator("#password").fill("no es mi contraseña");
  await page.getByRole("button", { name: "Iniciar sesión", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("El nombre de usuario y la contraseña no coinciden.");
});
