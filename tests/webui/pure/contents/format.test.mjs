import { each, equal, ok } from "../support/check.mjs";
import { drawn } from "../support/data.mjs";

export const module = "lib/formatting/format.js";

const PEOPLE = [{ name: "Ana", me: true }, { name: "Ana Lima", me: false }];

const DRAWN = [
  ["plain", "<p>plain</p>"],
  ["**b** *i* ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <del>s</del> <code>c</code></p>"],
  ["> said\nyes", "<blockquote><p>said</p></blockquote><p>yes</p>"],
  ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
  ["3. May\n24. December", "<ol><li><span>3. </span>May</li><li><span>24. </span>December</li></ol>"],
  ["```py\na < b\n```", "<CodeBlock>a < b</CodeBlock>"],
  ["[docs](https://example.org)", "<p><a>docs</a></p>"],
  ["@Ana Lima and @ana", "<p><bdi>@Ana Lima</bdi> and <bdi>@ana</bdi></p>"],
  ["see #General", "<p>see <a>#General</a></p>"],
  ["*", "<p>*</p>"],
];

const within = (node, type) => (Array.isArray(node) ? node.flatMap((one) => within(one, type)) : node?.props ? [...(node.type === type ? [node] : []), ...within(node.props.children, type)] : []);

export const tests = {
  ...each("a text is drawn with these elements", DRAWN, async ({ format }, body, nodes, load) => {
    const { nameTable } = await load("lib/formatting/names.js");
    equal(drawn(format(body, PEOPLE, nameTable([["General", "r1"]]))), nodes);
  }),
  "a mention of me differs from those of others": ({ format }) =>
    equal(within(format("@Ana @Ana Lima", PEOPLE), "bdi").map(({ props }) => props.class), ["mention me", "mention"]),
  "the name of a room leads there": async ({ format }, load) => {
    const { nameTable } = await load("lib/formatting/names.js");
    equal(within(format("#General", [], nameTable([["General", "r1"]])), "a").map(({ props }) => props.href), ["/r/r1"]);
  },
  "a fence keeps its language": ({ format }) => equal(format("```py\nx\n```").map(({ props }) => props.language), ["py"]),
  ...each("a text with kana is marked as Japanese, so that its characters have Japanese forms", [["今日は直接話す", "ja"], ["ナカ", "ja"], ["直接说", undefined], ["- 直接の\n- b", "ja"], ["> 直接の", "ja"], ["plain", undefined]],
    ({ format }, body, lang) => equal(format(body)[0].props.lang, lang)),
  "a text that cannot be read is drawn as it was typed": ({ format }) => {
    const [error, told] = [console.error, []];
    console.error = (problem) => told.push(problem);
    const broken = { name: "Ana", get me() { throw new Error("broken"); } };
    try {
      equal(drawn(format("**hello** @Ana", [broken])), "<p>**hello** @Ana</p>");
    } finally {
      console.error = error;
    }
    ok(told.length === 1, "nobody was told");
  },
};
