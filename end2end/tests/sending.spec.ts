import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { STEPS, atStep, go } from "../support/enrollment.ts";
import { open } from "../support/people.ts";
import { openPortal } from "../support/portal.ts";
import { expect, test as base } from "../support/test.ts";

/** A letter as it came over the wire. */
interface Mail {
  from: string;
  to: string[];
  raw: string;
}

/** Where the demo's mother is written to. */
const HERS = "elena.rivera-shaw@example.org";

/**
 * A mail server that is busy once for her, and keeps what comes to her after that. Letters that the demo has begun with, to
 * others, leave as well: they are taken, and not kept.
 */
interface PostOffice {
  url: string;
  mails: Mail[];
  refused: number;
}

const test = base.extend<{ office: PostOffice }>({
  office: async ({}, use) => {
    const office: PostOffice = { url: "", mails: [], refused: 0 };
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      onRcptTo({ address }, _session, done) {
        if (address !== HERS || office.refused > 0) return done();
        office.refused += 1;
        done(Object.assign(new Error("try again later"), { responseCode: 451 }));
      },
      onData(stream, { envelope }, done) {
        let raw = "";
        stream.setEncoding("utf8");
        stream.on("data", (part: string) => (raw += part));
        stream.on("end", () => {
          const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          if (to.includes(HERS)) office.mails.push({ from, to, raw });
          done();
        });
      },
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    office.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    await use(office);
    await new Promise<void>((closed) => server.close(closed));
  },
  portal: async ({ office }, use) => {
    const portal = await openPortal(
      `[mail]\nserver = "${office.url}"\nfrom = "Maple Valley Health <portal@maplevalley.example>"\n`,
    );
    // That a letter waits for a busy server is said once; that there is no carrier for texts is said at the start.
    await use({ ...portal, complaints: () => portal.complaints().filter((line) => !/a letter waits|by text/.test(line)) });
    await portal.stop();
  },
});

/** The letter's text, as its encoding says. */
function textOf({ raw }: Mail): string {
  const [head = "", ...body] = raw.split("\r\n\r\n");
  const text = body.join("\r\n\r\n");
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(text, "base64").toString("utf8");
  return text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

test("a code leaves by SMTP, also when the server is busy at first", { tag: "@slow" }, async ({ page, portal, office }) => {
  test.setTimeout(150_000);
  await open(page, "/enroll");
  for (const { title, answer } of STEPS.slice(0, 2)) {
    await atStep(page, title);
    await answer(page, portal);
  }
  await atStep(page, "Enter the code");
  await expect.poll(() => office.mails.length, { timeout: 100_000, intervals: [500] }).toBe(1);
  expect(office.refused).toBe(1);
  const [mail] = office.mails;
  if (mail === undefined) throw new Error("no letter came");
  const head = mail.raw.split("\r\n\r\n")[0] ?? "";
  expect(mail.from).toBe("portal@maplevalley.example");
  expect(mail.to).toHaveLength(1);
  expect(head).toMatch(/^Auto-Submitted: auto-generated$/im);
  expect(head).toMatch(/^Message-ID: <[0-9a-f-]{36}@/im);
  const code = textOf(mail).match(/\d{4}\s\d{4}/)?.[0].replace(/\s/, "");
  if (code === undefined) throw new Error("the letter has no code");
  // Neither code nor name in what mail programs show before a letter is opened.
  const subject = head.match(/^Subject: (.*)$/im)?.[1] ?? "";
  for (const secret of [code, code.slice(0, 4), portal.signIns.to_enroll.family]) expect(subject).not.toContain(secret);
  await page.getByLabel("Check code").fill(code);
  await go(page);
  await atStep(page, "How can we reach you?");
  // Sent once: what was taken over is not sent again.
  await page.waitForTimeout(3_000);
  expect(office.mails).toHaveLength(1);
});
