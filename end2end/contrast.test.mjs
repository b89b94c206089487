// Computes the contrast of every pair of colour roles that meets on a page: light, dark, and both with more contrast,
// for every brand hue an operator may choose. Run: node --test end2end/contrast.test.mjs
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../style/tokens.css", import.meta.url), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");

/** All `selector { custom properties }` blocks, with the media query they stand in ("" for none). */
function blocks(source) {
  const found = [];
  const walk = (text, media) => {
    let at = 0;
    while (at < text.length) {
      const open = text.indexOf("{", at);
      if (open < 0) return;
      let depth = 1;
      let end = open + 1;
      while (depth > 0) {
        assert.ok(end < text.length, "a brace is missing in tokens.css");
        if (text[end] === "{") depth += 1;
        if (text[end] === "}") depth -= 1;
        end += 1;
      }
      const head = text.slice(at, open).trim();
      const body = text.slice(open + 1, end - 1);
      if (head.startsWith("@media")) {
        walk(body, head.slice(6).trim());
      } else {
        const values = {};
        for (const [, name, value] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) values[name] = value.trim();
        found.push({ media, selector: head, values });
      }
      at = end;
    }
  };
  walk(source, "");
  return found;
}

const all = blocks(css);
const pick = (media, selector) => {
  const hit = all.find((block) => block.media === media && block.selector === selector);
  assert.ok(hit, `tokens.css has no block ${media} ${selector}`);
  return hit.values;
};

const light = pick("", ":root");
const dark = pick("(prefers-color-scheme: dark)", ':root:not([data-theme="light"])');
const lightMore = pick("(prefers-contrast: more)", ":root");
const darkMore = pick("(prefers-contrast: more) and (prefers-color-scheme: dark)", ':root:not([data-theme="light"])');
const palettes = {
  light,
  dark: { ...light, ...dark },
  "light, more contrast": { ...light, ...lightMore },
  "dark, more contrast": { ...light, ...dark, ...darkMore },
};

/** OKLCH to linear sRGB (Ottosson's matrices), clipped to the gamut as a screen does. */
function linear(value, hue) {
  const match = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+|var\(--brand-hue\))\)$/.exec(value ?? "");
  assert.ok(match, `not a plain oklch() colour: ${value}`);
  const L = Number(match[1]);
  const C = Number(match[2]);
  const h = ((match[3].startsWith("var") ? hue : Number(match[3])) * Math.PI) / 180;
  const a = C * Math.cos(h);
  const b = C * Math.sin(h);
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((channel) => Math.min(1, Math.max(0, channel)));
}

const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function ratio(one, two) {
  const [low, high] = [luminance(one), luminance(two)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["ground", "surface", "raised", "sunken"];
const softs = ["accent-soft", "positive-soft", "caution-soft", "urgent-soft"];
const people = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => `person-${index}`);
const cross = (inks, papers, limit) => inks.flatMap((ink) => papers.map((paper) => [ink, paper, limit]));

const pairs = [
  // Body text, wherever sentences stand: on the grounds and inside tinted bubbles and notices.
  ...cross(["text"], [...grounds, ...softs], 7),
  // Small print is still read by an old eye at night: 7 on the grounds it lives on, 4.5 on the tints.
  ...cross(["text-soft"], grounds, 7),
  ...cross(["text-soft"], softs, 4.5),
  // Links, error words, state words.
  ...cross(["accent", "accent-strong", "positive", "caution", "urgent"], grounds, 4.5),
  ...softs.map((soft) => [soft.replace("-soft", ""), soft, 4.5]),
  // Words on filled buttons, badges and avatars.
  ["accent-text", "accent", 4.5],
  ["accent-text", "accent-strong", 4.5],
  ["surface", "urgent", 4.5],
  ...cross(["person-text"], people, 4.5),
  // Bounds of controls, the focus ring, and the person's colour as a mark.
  ...cross(["edge", "focus"], [...grounds, ...softs], 3),
  ...cross(people, grounds, 3),
];

for (const [name, palette] of Object.entries(palettes)) {
  test(`contrast: ${name}`, () => {
    const low = [];
    for (const [ink, paper, wanted] of pairs) {
      // Asking for more contrast raises every word to 7:1.
      const limit = name.includes("more") && wanted === 4.5 && !paper.startsWith("person") ? 7 : wanted;
      const branded = [ink, paper].some((role) => palette[role]?.includes("--brand-hue"));
      let worst = [Infinity, 0];
      for (let hue = 0; hue < (branded ? 360 : 1); hue += 1) {
        const got = ratio(linear(palette[ink], hue), linear(palette[paper], hue));
        if (got < worst[0]) worst = [got, hue];
      }
      if (worst[0] < limit) {
        low.push(`${ink} on ${paper}: ${worst[0].toFixed(2)}, wanted ${limit}${branded ? ` (hue ${worst[1]})` : ""}`);
      }
    }
    assert.deepEqual(low, []);
  });
}

test("the dark palette by choice is the dark palette by system setting", () => {
  assert.deepEqual(pick("", ':root[data-theme="dark"]'), dark);
  assert.deepEqual(pick("(prefers-contrast: more)", ':root[data-theme="dark"]'), darkMore);
});

test("neighbours in the ring of people differ in lightness, not only in hue", () => {
  for (const [name, palette] of Object.entries(palettes)) {
    for (let index = 0; index < 7; index += 1) {
      const lightness = (role) => Number(/oklch\(([\d.]+)/.exec(palette[role])[1]);
      const step = Math.abs(lightness(people[index]) - lightness(people[index + 1]));
      assert.ok(step >= 0.08, `${name}: ${people[index]} and ${people[index + 1]} differ by ${step.toFixed(2)}`);
    }
  }
});
