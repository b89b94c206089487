import { type Page, expect } from "@playwright/test";

/** Answers of the server that a page has not been given yet. */
export interface Held {
  /** Until so many are held. */
  atLeast(count: number): Promise<void>;
  /** Gives the page one of them; the first is 0. */
  arrives(place: number): Promise<void>;
}

/**
 * Holds the answers to a path in the page itself, from now until it is loaded anew: the server has done all that was asked.
 * The browser sends the request, with all by which a server knows it.
 */
export async function holdAnswers(page: Page, path: string): Promise<Held> {
  type Holding = { held: (() => void)[] };
  await page.evaluate((path) => {
    const asks = window.fetch.bind(window);
    const held: (() => void)[] = [];
    Object.assign(window, { held });
    window.fetch = async (...asked) => {
      const [what] = asked;
      const answer = await asks(...asked);
      const there = new URL(what instanceof Request ? what.url : what, location.href).pathname;
      if (there === path) await new Promise<void>((go) => void held.push(go));
      return answer;
    };
  }, path);
  return {
    atLeast: (count) =>
      expect.poll(() => page.evaluate(() => (window as unknown as Holding).held.length)).toBeGreaterThanOrEqual(count),
    arrives: (place) => page.evaluate((place) => (window as unknown as Holding).held[place]?.(), place),
  };
}
