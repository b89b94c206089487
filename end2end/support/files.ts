import { crc32, deflateSync } from "node:zlib";
import { type Locator, type Page, expect } from "@playwright/test";

/** A file as somebody chooses it. */
export interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A part of a PNG. */
function part(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A picture in one colour: no two names have the same. */
export function picture(name: string, mimeType = "image/png"): Chosen {
  const [width, height] = [120, 80];
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits each of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const tint = crc32(name);
  const line = Buffer.alloc(1 + width * 3, Buffer.from([tint & 255, (tint >> 8) & 255, (tint >> 16) & 255]));
  line[0] = 0;
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const buffer = Buffer.concat([signature, part("IHDR", head), part("IDAT", pixels), part("IEND", Buffer.alloc(0))]);
  return { name, mimeType, buffer };
}

/** A document. */
export function pdf(name: string): Chosen {
  const text = `%PDF-1.4\n% ${name}\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text, "latin1") };
}

/** Plain text. */
export function text(name: string, words: string): Chosen {
  return { name, mimeType: "text/plain", buffer: Buffer.from(words) };
}

/** A program that says it is a photo. */
export function program(name: string): Chosen {
  return { name, mimeType: "image/jpeg", buffer: Buffer.from("MZ\u0090\u0000\u0003\u0000", "latin1") };
}

/** A photo as iPhones store it. */
export function heic(name: string): Chosen {
  return { name, mimeType: "image/heic", buffer: Buffer.from("\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic", "latin1") };
}

/** One byte more than may be sent. */
export function tooBig(name: string): Chosen {
  return { name, mimeType: "text/plain", buffer: Buffer.alloc(10 * 1024 * 1024 + 1, "x") };
}

/** The field of the form that is open, whichever form it is. In both languages. */
export function field(page: Page): Locator {
  return page.locator(".field.files");
}

/** The lines of files beside the field: those that were added, and those that were not. In both languages. */
export function lines(page: Page): Locator {
  return field(page).locator("li");
}

/** Chooses files, and waits until each has arrived. */
export async function add(page: Page, ...files: Chosen[]): Promise<void> {
  await field(page).locator("input[type=file]").setInputFiles(files);
  for (const { name } of files) {
    const line = lines(page).filter({ hasText: name });
    await expect(line.locator("button[name=remove]")).toBeVisible();
  }
}

/** Files that were sent, as the page shows them. In both languages. */
export function sent(page: Page): Locator {
  return page.locator("ul.sent-files > li");
}

/** The picture in a line is there, and not only its frame. */
export async function isShown(line: Locator): Promise<void> {
  const image = line.locator("img");
  await image.scrollIntoViewIfNeeded();
  await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(120);
}

/** What a download holds, and what it is called. */
export async function downloaded(page: Page, line: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), line.getByRole("link").click()]);
  const parts: Buffer[] = [];
  for await (const piece of await download.createReadStream()) parts.push(piece as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
}

/** Puts a text where somebody writes, by the door of the form; returns its id. */
export async function put(page: Page, fields: Record<string, string>, name: string, words: string): Promise<string> {
  const answer = await page.evaluate(
    async ({ fields, name, words }) => {
      const form = new FormData();
      for (const [field, said] of Object.entries(fields)) form.append(field, said);
      form.append("file", new File([words], name));
      return (await fetch("/upload", { method: "POST", body: form })).text();
    },
    { fields, name, words },
  );
  return (JSON.parse(answer) as { file: string }).file;
}

/** The status with which a file answers a page. */
export async function fileStatus(page: Page, id: string): Promise<number> {
  return page.evaluate(async (path) => (await fetch(path)).status, `/file/${id}`);
}
