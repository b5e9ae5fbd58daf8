import { each, equal } from "../support/check.mjs";

export const module = "lib/rich_text.js";

const MARKED = [
  ["<p>plain <span>words</span></p>", null],
  ["<b>bold</b> and <em>italic</em>, <del>gone</del>", "**bold** and *italic*, ~~gone~~"],
  ["a<b> bold </b>b", "a **bold** b"],
  ["<b>one</b><b> two</b>", "**one two**"],
  ["<b><i>both</i></b>", "***both***"],
  ['<b style="font-weight:normal;" id="docs-internal-guid-1"><span style="font-weight:700">Budget</span> plan</b>', "**Budget** plan"],
  ['<span style="font-style:italic">so</span> <span style="text-decoration: underline line-through">not</span>', "*so* ~~not~~"],
  ["<h2>Agenda</h2><p>First</p><p>Second</p>", "**Agenda**\n\nFirst\n\nSecond"],
  ["<ul><li>one</li><li>two<ul><li>inner</li></ul></li></ul>", "- one\n- two\n  - inner"],
  ["<ol start=3><li>three<li>four</ol>after", "3. three\n4. four\n\nafter"],
  ['see <a href="https://a.test/x">the page</a>.', "see [the page](https://a.test/x)."],
  ['<a href="https://a.test/x">https://a.test/x</a>', null],
  ['<a href="javascript:alert(1)">here</a>', null],
  ["<blockquote><p>said</p><p>again</p></blockquote>mine", "> said\n> again\n\nmine"],
  ["run <code>ls -l</code>", "run `ls -l`"],
  ["<pre><code>a = 1\n\n  b = 2\n</code></pre>", "```\na = 1\n\n  b = 2\n```"],
  ["<table><tr><th>Name</th><th>Sum</th></tr><tr><td>Ana</td><td>3</td></tr></table>", "**Name**\t**Sum**\nAna\t3"],
  ["<style>p { color: red }</style><!--StartFragment--><b>x</b> &amp; &lt;y&gt;&nbsp;z<!--EndFragment-->", "**x** & <y> z"],
  ["<p>one<br>two <b>three</b></p>", "one\ntwo **three**"],
  ["<p>مرحبا <b>بكم</b></p>", "مرحبا **بكم**"],
  ["a < b <b>c", "a < b **c**"],
  ["<b>" + "<i>".repeat(5_000) + "deep", "***deep***"],
  ["&#128512; <b>&#x41;&#xD800;</b>", "😀 **A\uFFFD**"],
];

const CODE = [
  ["def f(x):\n    if x:\n        return 1\n    return 2", true],
  ["for (const a of b) {\n  c(a);\n}", true],
  ["- one\n  - two\n- three", false],
  ["Dear all,\n\n  the meeting is at three.\nBring (some) paper;\nthanks", false],
  ["Name\tSum\nAna\t3\nBen\t4", false],
  ["one line", false],
];

const EDITOR = '<meta charset="utf-8"><div style="color: #000;font-family: Consolas, \'Courier New\', monospace;white-space: pre;"><div><span>def f():</span></div><div>    pass</div></div>';

export const tests = {
  ...each("formatted text gets marks", MARKED, ({ marked }, html, wanted) => equal(marked(html, ""), wanted)),
  ...each("obvious code is known", CODE, ({ looksLikeCode }, text, wanted) => equal(looksLikeCode(text), wanted)),
  "what an editor of code copies becomes a code block": ({ marked }) =>
    equal(marked(EDITOR, "def f():\n    pass"), "```\ndef f():\n    pass\n```"),
  "one line of an editor stays as it is": ({ marked }) => equal(marked(EDITOR.replace(/<div>    pass<\/div>/, ""), "def f():"), null),
  "a very long clipboard is left alone": ({ marked }) => equal(marked("<b>x</b>".repeat(80_000), ""), null),
};
