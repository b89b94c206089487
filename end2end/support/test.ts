import { type BrowserContextOptions, type Page, test as base, expect } from "@playwright/test";
import { type Address, openAddress } from "./address.ts";
import { type Portal, openPortal } from "./portal.ts";
import type { Child } from "./records.ts";
import { Watch } from "./watch.ts";

/** What a portal is opened with, where a test says so: `test.use({ clinic: { moving: true } })`. */
interface Clinic {
  /** Its clock can be set ahead while it runs. */
  moving?: boolean;
  /** Patients besides those of the demo. */
  children?: readonly Child[];
}

interface Fixtures {
  clinic: Clinic;
  /** A portal of this test's own. */
  portal: Portal;
  /** Where the test's first browser comes from. */
  address: Address;
  /** Fails the test when any page of it does what no page may. */
  watch: Watch;
  /** Another person's browser, at an address of its own. */
  visitor: (options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  clinic: [{}, { option: true }],
  portal: async ({ clinic }, use) => {
    const portal = await openPortal(undefined, clinic.moving, clinic.children);
    await use(portal);
    await portal.stop();
  },
  address: async ({}, use) => {
    const address = await openAddress();
    await use(address);
    await address.close();
  },
  watch: async ({ portal }, use) => {
    const watch = new Watch(portal);
    await use(watch);
    expect(watch.faults(), "what no page may do").toEqual([]);
  },
  baseURL: async ({ portal }, use) => use(portal.url),
  proxy: async ({ address }, use) => use(address.proxy),
  context: async ({ context, watch }, use) => {
    await watch.over(context);
    await use(context);
  },
  visitor: async ({ browser, watch }, use) => {
    const opened: { close(): Promise<void> }[] = [];
    await use(async (options = {}) => {
      const address = await openAddress();
      const context = await browser.newContext({ ...options, proxy: address.proxy });
      opened.push(context, address);
      await watch.over(context);
      return context.newPage();
    });
    for (const thing of opened) await thing.close();
  },
});

export { expect };
export type { Page } from "@playwright/test";
