import { AT_A_DESK } from "../support/asks.ts";
import { add, field, heic, lines, pdf, picture, sent } from "../support/files.ts";
import { DRAFT, open, signedIn, staffSignIn, write } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

const MIB = 1024 * 1024;

/** A file as it left the page. */
interface Gone {
  name: string;
  bytes: number;
  /** Its first bytes, one character each. */
  start: string;
}

/** Notes every file that the page sends from now on; returns how to ask for them. */
async function overhear(page: Page): Promise<() => Promise<Gone[]>> {
  await page.evaluate(() => {
    const gone: File[] = [];
    (globalThis as unknown as { gone: File[] }).gone = gone;
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (body) {
      const file = body instanceof FormData ? body.get("file") : null;
      if (file instanceof File) gone.push(file);
      send.call(this, body);
    };
  });
  return () =>
    page.evaluate(() => {
      const { gone } = globalThis as unknown as { gone: File[] };
      const told = async (file: File) => {
        const start = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
        return { name: file.name, bytes: file.size, start: Array.from(start, (byte) => String.fromCharCode(byte)).join("") };
      };
      return Promise.all(gone.map(told));
    });
}

/**
 * Makes a picture of noise, which no format makes small, and chooses it. A JPEG says in its EXIF that the camera was held on
 * its side. Returns its bytes.
 */
async function choose(page: Page, name: string, type: string, width: number, height: number): Promise<number> {
  return page.evaluate(
    async ({ name, type, width, height }) => {
      const input = document.querySelector<HTMLInputElement>(".field.files input[type=file]");
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width, height];
      const brush = canvas.getContext("2d");
      if (brush === null || input === null) throw new Error("nothing to draw on, or no field");
      const noise = brush.createImageData(width, height);
      const pixels = new Uint32Array(noise.data.buffer);
      for (let n = 0; n < pixels.length; n += 1) pixels[n] = 0xff000000 | (Math.random() * 0x1000000);
      brush.putImageData(noise, 0, 0);
      const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, 1));
      if (drawn === null) throw new Error("no picture");
      const words = (text: string) => Array.from(text, (one) => one.charCodeAt(0));
      // One entry: the orientation is 6, a quarter turn to the right.
      const entry = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
      const exif = new Uint8Array([0xff, 0xe1, 0, 34, ...words("Exif\0\0"), ...words("MM\0*"), 0, 0, 0, 8, ...entry]);
      const parts = type === "image/jpeg" ? [drawn.slice(0, 2), exif, drawn.slice(2)] : [drawn];
      const file = new File(parts, name, { type });
      const chosen = new DataTransfer();
      chosen.items.add(file);
      input.files = chosen.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      return file.size;
    },
    { name, type, width, height },
  );
}

/** A picture that was sent opens in this size. */
async function opens(page: Page, name: string, size: [width: number, height: number]): Promise<void> {
  const image = sent(page).filter({ hasText: name }).locator("img");
  await image.scrollIntoViewIfNeeded();
  const shown = () => image.evaluate((one) => [(one as HTMLImageElement).naturalWidth, (one as HTMLImageElement).naturalHeight]);
  await expect.poll(shown).toEqual(size);
}

test("R-6.4 R-6.5 a large photo goes smaller, upright and without its EXIF, and opens on the other side", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/upload$/);
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await page.getByLabel("This is not an emergency").check();
  await write(page);
  const gone = await overhear(page);
  const added = (name: string) => lines(page).filter({ hasText: name }).locator("button[name=remove]");

  // This browser cannot open it: it goes as it is, and is refused with advice.
  const apple = heic("IMG_0042.HEIC");
  await field(page).locator("input[type=file]").setInputFiles(apple);
  const refused = lines(page).filter({ hasText: apple.name });
  await expect(refused.getByRole("alert")).toContainText("choose “Most Compatible” under Settings, Camera, Formats");
  await page.getByRole("button", { name: `Remove ${apple.name}`, exact: true }).click();
  await expect(refused).toHaveCount(0);

  const photo = await choose(page, "mole.jpeg", "image/jpeg", 3200, 2400);
  expect(photo, "more than the server takes").toBeGreaterThan(10 * MIB);
  await expect(added("mole.jpg")).toBeVisible({ timeout: 30_000 });
  const screen = await choose(page, "letter.png", "image/png", 1200, 900);
  expect(screen).toBeGreaterThan(2 * MIB);
  await expect(added("letter.jpg")).toBeVisible({ timeout: 30_000 });
  // What is small, or no picture, is nobody's business.
  const [rash, leaflet] = [picture("rash.png"), pdf("leaflet.pdf")];
  await add(page, rash, leaflet);

  const left = await gone();
  expect(left.map(({ name }) => name)).toEqual([apple.name, "mole.jpg", "letter.jpg", rash.name, leaflet.name]);
  const of = (name: string) => left.find((file) => file.name === name);
  expect(of("mole.jpg")?.bytes).toBeLessThan(photo / 2);
  expect(of("mole.jpg")?.start).toContain("JFIF");
  expect(of("mole.jpg")?.start).not.toContain("Exif");
  expect(of("letter.jpg")?.bytes).toBeLessThan(screen);
  for (const { name, buffer } of [apple, rash, leaflet]) expect(of(name)?.bytes, name).toBe(buffer.length);

  await page.getByRole("button", { name: "Send message", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
  await expect(sent(page)).toHaveCount(4);
  await opens(page, "mole.jpg", [1920, 2560]);

  const nurse = await visitor(AT_A_DESK);
  await staffSignIn(nurse, portal);
  await nurse.getByRole("list", { name: "Queue" }).getByRole("link").filter({ hasText: DRAFT.subject }).click();
  await expect(nurse.getByRole("heading", { level: 2, name: DRAFT.subject })).toBeVisible();
  await opens(nurse, "mole.jpg", [1920, 2560]);
  await opens(nurse, "letter.jpg", [1200, 900]);
  await opens(nurse, "rash.png", [120, 80]);
});

test("R-6.4 a photo that the browser never opens goes as it is", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  const gone = await overhear(page);
  await page.evaluate(() => {
    const wait = globalThis.setTimeout.bind(globalThis);
    // The time for it is over soon.
    const soon = (run: () => void, ms?: number) => wait(run, ms === 20_000 ? 500 : ms);
    Object.assign(globalThis, { createImageBitmap: () => new Promise<never>(() => {}), setTimeout: soon });
  });
  const photo = await choose(page, "mole.jpg", "image/jpeg", 1600, 1200);
  expect(photo).toBeGreaterThan(2 * MIB);
  await expect(lines(page).filter({ hasText: "mole.jpg" }).locator("button[name=remove]")).toBeVisible({ timeout: 30_000 });
  expect((await gone()).map(({ name, bytes }) => [name, bytes])).toEqual([["mole.jpg", photo]]);
});
