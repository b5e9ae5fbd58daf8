import { each, equal, ok } from "./check.mjs";
import { drawn } from "./data.mjs";

export const module = "lib/markdown.js";

const PEOPLE = [{ name: "Ana", me: true }, { name: "Ana Lima", me: false }];

const DRAWN = [
  ["plain", "<p>plain</p>"],
  ["**b** *i* ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <del>s</del> <code>c</code></p>"],
  ["one\ntwo", "<p>one<br></br>two</p>"],
  ["> said\n\nyes", "<blockquote><p>said</p></blockquote><p>yes</p>"],
  ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
  ["3. a\n4. b", "<ol><li>a</li><li>b</li></ol>"],
  ["```py\na < b\n```", "<CodeBlock>a < b</CodeBlock>"],
  ["see https://example.org/x.", "<p>see <a>https://example.org/x</a>.</p>"],
  ["[docs](https://example.org)", "<p><a>docs</a></p>"],
  ["[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"],
  ["# no heading", "<p># no heading</p>"],
  ["<b>no html</b>", "<p><b>no html</b></p>"],
  ["|a|b|\n|-|-|\n|1|2|", "<p>|a|b|<br></br>|-|-|<br></br>|1|2|</p>"],
  ["![no](https://example.org/x.png)", "<p>!<a>no</a></p>"],
  ["a_b_c", "<p>a_b_c</p>"],
  ["un**believ**able", "<p>un<strong>believ</strong>able</p>"],
  ["这是*重点*内容", "<p>这是<em>重点</em>内容</p>"],
  ["\\*typed\\* as it is", "<p>*typed* as it is</p>"],
  ["- [x] done", "<ul><li>☑ done</li></ul>"],
];

const AS_TYPED = [
  "2*3*4 = 24",
  "2**3**4",
  "a*b*c and (2+3)*4*5",
  "19%*2*(3)",
  "C:\\Users\\ana\\*Desktop*\\__init__.py",
  "\\\\server\\share\\_old_\\x.txt",
  "src\\*.txt and src\\_a_\\~~b~~",
  "lib/__init__.py and __main__.py",
  "PATH=~/bin:~/sbin, from ~5,~6",
];

const MADE_TO_HURT = [
  ["quotes that throw", ">".repeat(3_039)],
  ["nine quotes", `${"> ".repeat(9)}x`],
  ["marks", "x*_".repeat(2_666)],
  ["nine lists", `${"- ".repeat(12)}x`],
  ["brackets", "[".repeat(8_000)],
  ["spaces", `${"> ".repeat(8)}${" ".repeat(7_900)}x`],
  ["images", "![".repeat(4_000)],
  ["backslashes", "a\\ ".repeat(2_666)],
];

const MENTIONS = [
  ["@Ana Lima, hello", "<p><bdi>@Ana Lima</bdi>, hello</p>"],
  ["@ana, hello", "<p><bdi>@ana</bdi>, hello</p>"],
  ["ana@anatomy.example @Anatomy", "<p><a>ana@anatomy.example</a> @Anatomy</p>"],
  ["**@Ana**", "<p><strong><bdi>@Ana</bdi></strong></p>"],
  ["`@Ana`", "<p><code>@Ana</code></p>"],
];

export const tests = {
  ...each("a text is drawn with these marks", DRAWN, ({ format }, body, nodes) => equal(drawn(format(body)), nodes)),
  ...each("a sum or a path is shown as it was typed", AS_TYPED.map((body) => [body]), ({ format }, body) => equal(drawn(format(body)), `<p>${body}</p>`)),
  ...each("a text that is made to hurt is shown as typed and at once", MADE_TO_HURT, ({ format }, _name, body) => {
    const from = performance.now();
    const nodes = [format(body)].flat();
    ok(performance.now() - from < 500, "it took half a second");
    equal(nodes.length, 1);
  }),
  ...each("a mention is marked where a name stands alone", MENTIONS, ({ format }, body, nodes) => equal(drawn(format(body, PEOPLE)), nodes)),
};
