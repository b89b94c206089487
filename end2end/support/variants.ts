/**
 * Some three hundred texts besides those of `support/corpus.ts`: each way in which an element runs something, behind
 * whatever ends the place that it stands in, and written in each way by which it may slip through somebody's rules.
 */
interface Variant {
  readonly text: string;
  /** A page that takes it for more than text. */
  readonly raw: string;
}

/** Where `@` stands, something runs; the attribute is what is looked for, also where nothing may run. */
const ELEMENTS = [
  "<script pwned>@</script>",
  '<script pwned src="data:text/javascript,@"></script>',
  "<svg pwned><script>@</script></svg>",
  '<svg pwned onload="@">',
  '<svg pwned><animate attributeName="x" dur="1s" onbegin="@"></svg>',
  '<svg pwned><set attributeName="x" to="1" onbegin="@"></svg>',
  '<svg pwned><a xlink:href="javascript:@"><text>x</text></a></svg>',
  '<math pwned><mtext href="javascript:@">x</mtext></math>',
  '<img pwned src="data:," onerror="@">',
  '<picture pwned><source srcset="data:," onerror="@"><img src="data:,"></picture>',
  '<input pwned type="image" src="data:," onerror="@">',
  '<input pwned autofocus onfocus="@">',
  '<select pwned autofocus onfocus="@"></select>',
  '<textarea pwned autofocus onfocus="@"></textarea>',
  '<button pwned formaction="javascript:@">x</button>',
  '<form pwned action="javascript:@"><button>x</button></form>',
  '<a pwned href="javascript:@">x</a>',
  '<details pwned open ontoggle="@">',
  '<p pwned popover onbeforetoggle="@">',
  '<marquee pwned onstart="@">',
  '<video pwned src="data:," onerror="@">',
  '<video pwned><source src="data:," onerror="@"></video>',
  '<object pwned data="javascript:@"></object>',
  '<embed pwned src="javascript:@">',
  '<iframe pwned src="javascript:@"></iframe>',
  '<iframe pwned srcdoc="&lt;script&gt;@&lt;/script&gt;"></iframe>',
  '<iframe pwned onload="@"></iframe>',
  '<body pwned onload="@">',
  '<meta pwned http-equiv="refresh" content="0;url=javascript:@">',
  '<base pwned href="javascript:@//">',
  '<link pwned rel="stylesheet" href="data:," onerror="@">',
  '<style pwned onload="@"></style>',
  '<div pwned style="animation-name:x" onanimationstart="@">',
  '<x-pwned contenteditable tabindex="1" onfocus="@">',
] as const;

/** What ends a place, and a page in which it stands there. */
const PLACES: readonly [ends: string, page: (text: string) => string][] = [
  ["", (text) => `<p>${text}</p>`],
  ['">', (text) => `<input value="${text}">`],
  ["'>", (text) => `<input value='${text}'>`],
  ["</textarea>", (text) => `<textarea>${text}</textarea>`],
  ["</title>", (text) => `<title>${text}</title>`],
  ["</script>", (text) => `<script type="application/json">{"subject":"${text}"}</script>`],
  ["</style>", (text) => `<style>${text}</style>`],
  ["-->", (text) => `<!-- ${text} -->`],
  ["</option></select>", (text) => `<select><option>${text}</option></select>`],
];

/** How something is written. */
interface Way {
  /** The element. */
  element?: (markup: string) => string;
  /** What it runs. */
  runs?: (script: string) => string;
  /** All of it. */
  over?: (text: string) => string;
  /** What takes it for more than text after all. */
  back?: (text: string) => string;
}

/** The brackets and quotes of a text, each as something else; and back, as somebody does who decodes it once too often. */
function instead(of: readonly [char: string, other: string][]): Pick<Way, "over" | "back"> {
  return {
    over: (text) => of.reduce((said, [char, other]) => said.replaceAll(char, other), text),
    back: (text) => of.reduce((said, [char, other]) => said.replaceAll(other, char), text),
  };
}

const WAYS: readonly Way[] = [
  {},
  { element: (markup) => markup.replaceAll('"', "") },
  { element: (markup) => markup.replaceAll('"', "'") },
  { element: (markup) => markup.toUpperCase() },
  { element: (markup) => markup.replaceAll(" ", "/") },
  { element: (markup) => markup.replaceAll(" ", "\t").replaceAll("javascript:", "java\tscript:") },
  // The end of the page ends it.
  { element: (markup) => markup.slice(0, -1) },
  {
    element: (markup) => markup.replaceAll("javascript:", "&#106;avascript&colon;"),
    runs: (script) => script.replace("a", "&#97;").replace("(", "&lpar;"),
  },
  instead([["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"]]),
  instead([["<", "%3C"], [">", "%3E"], ['"', "%22"]]),
  instead([["<", "\\u003c"], [">", "\\u003e"], ['"', "\\u0022"]]),
  // Of twice the width: somebody may make them narrow.
  instead([["<", "\uFF1C"], [">", "\uFF1E"], ['"', "\uFF02"]]),
];

function variant(markup: string, [ends, page]: (typeof PLACES)[number], way: Way, number: number): Variant {
  const script = `alert(__pwned=${number})`;
  const element = (way.element?.(markup) ?? markup).replaceAll("@", way.runs?.(script) ?? script);
  const text = way.over?.(ends + element) ?? ends + element;
  return { text, raw: page(way.back?.(text) ?? text) };
}

/** Each element in each place, and in nine of the ways; each place in each of the ways. */
export const VARIANTS: readonly Variant[] = ELEMENTS.flatMap((markup, which) =>
  PLACES.map((_, step) => {
    const place = PLACES[(which + step) % PLACES.length];
    const way = WAYS[(2 * which + step) % WAYS.length];
    if (place === undefined || way === undefined) throw new Error("there is none");
    return variant(markup, place, way, 100 + which * PLACES.length + step);
  }),
);
