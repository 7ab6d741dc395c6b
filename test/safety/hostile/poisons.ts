/** Texts that would do something if anybody let them: the runner, a page, a terminal, a path, an object. */
export const POISONED_TEXTS: Readonly<Record<string, string>> = {
  "a command that stops commands": "x\n::stop-commands::pause\n",
  "a command that sets an environment variable":
    "x\r\n::set-env name=NODE_OPTIONS::--import=http://a.test/\n",
  "a command behind a carriage return": "x\r::set-output name=rotated::true\r",
  "a command of the older form": "x ##[add-mask]true ##[error]x",
  "a command, escaped once": "x%0A::error::x%0D::warning::y%250A",
  "a command in the first place": "::error::x",
  "a command behind other line ends":
    "x\u0085::error::x\u2028::error::y\v::a::\f",
  "a terminal's escape codes":
    "\u001B[2J\u001B]8;;http://a.test\u0007x\u001B[31m",
  "controls and invisible characters":
    "a\0b\u0008\u200B\u202Ex\u2066y\uFEFF\u00AD",
  "half a character": "a\uD800b",
  HTML: `<img src="http://a.test/x" onerror="x"><details open><!-- -->`,
  Markdown:
    "](http://a.test) ![x](http://a.test/y) **x** `x` ~~~\n# x\n| a | b |",
  "a table's cell": "a | b\n| --- | --- |\n| c |",
  "a diagram": "```mermaid\ngraph TD; a-->b\n```",
  "a mention": "@octocat #1 GH-1 https://a.test/",
  "a way up": "../../../orgs/acme/actions/secrets",
  "an escaped way up": "..%2f..%2f%2e%2e/%00",
  "a query": "x?per_page=1&y=z#w",
  "another host": "//a.test/x",
  "an object's own key": "__proto__",
  "an inherited key": "constructor",
  "an inherited function": "toString",
  nothing: "",
  "a blank": " ",
  "a very long text": "A".repeat(100_000),
  "a very long number": "9".repeat(5_000),
  "a template": "${{ secrets.X }} ${process.exit(0)} {{x}} %s %o %n",
  "an AstraCS prefix": "AstraCS:x:y",
};

/** Values in the place of others, of the right type or not. */
export const POISONED_VALUES: Readonly<Record<string, unknown>> = {
  null: null,
  "a boolean": true,
  zero: 0,
  "a negative number": -1,
  "a fraction": 0.5,
  "a number beyond the safe ones": 9_007_199_254_740_993,
  "a number near the end": 1.7e308,
  "an empty list": [],
  "an empty object": {},
  "a list of lists": [[[[[[null]]]]]],
  "a long list": Array.from({ length: 5_000 }, (_, index) => index),
  "an object with odd keys": JSON.parse(
    '{"__proto__":{"id":"x"},"constructor":{"name":"x"},"toString":1,"length":-1}',
  ) as unknown,
};

/** Dates that no calendar has, or that none should. */
export const POISONED_DATES: readonly string[] = [
  ...["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z"],
  ...["9999-12-31T23:59:59Z", "+275760-09-13T00:00:00.000Z"],
  ...[
    "-271821-04-20T00:00:00Z",
    "2026-02-30T25:61:61Z",
    "2026-13-01T00:00:00Z",
  ],
  ...["2026-01-05", "1767582000", "Mon, 05 Jan 2026 03:17:00 GMT", "NaN"],
  ...["2026-01-05T03:17:00+99:99", "2026-01-05T03:17:00.9999999999999999Z"],
];

/** Whole bodies in the place of an answer. */
export const POISONED_BODIES: Readonly<Record<string, string>> = {
  "no body": "",
  blanks: " \r\n\t",
  null: "null",
  "a list": "[]",
  "an object": "{}",
  "a text": '"x"',
  "a number": "1e400",
  "half of JSON": '{"id":"x","clients":[{"clientId"',
  "JSON with something behind it": '{"id":"x"}{"id":"y"}',
  "a page":
    "<!doctype html><html><body>::error::x<script>x</script></body></html>",
  "lines of commands": "::stop-commands::x\n##[error]y\n::add-mask::true\n",
  "lists without end": "[".repeat(100_000),
  "lists in lists": "[".repeat(50_000) + "]".repeat(50_000),
  "an object that is its own prototype":
    '{"__proto__":{"clients":[],"id":"x","key":"x"}}',
  "the same key twice":
    '{"id":"a","id":"b","clients":[],"clients":[{}],"clientId":"a","clientId":"b"}',
  "bytes that are no text": "\u0000\u0001\uFFFD\uFFFE",
  "a byte order mark": "\uFEFF{}",
  "a million entries": `{"clients":[${"{},".repeat(200_000)}{}]}`,
};

/** Headers that mislead: times, limits, places, types. */
export const POISONED_HEADERS: readonly Readonly<Record<string, string>>[] = [
  { date: "Fri, 31 Dec 9999 23:59:59 GMT" },
  { date: "Sat, 13 Sep 275760 00:00:00 GMT" },
  { date: "Thu, 01 Jan 1970 00:00:00 GMT" },
  { date: "yesterday ::error::x" },
  { date: "" },
  { "retry-after": "99999999999999999999" },
  { "retry-after": "-1" },
  { "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" },
  { "retry-after": "x\t::error::x" },
  { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999999999999" },
  { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "-1" },
  { "x-ratelimit-remaining": "NaN", "x-ratelimit-limit": "-5" },
  { link: '<http://a.test/?page=2>; rel="next"' },
  { link: '</user/repos?page=99999999>; rel="next", <>; rel="last"' },
  { location: "http://a.test/" },
  { "content-type": "text/html" },
  { "content-type": "" },
  { etag: "::error::x", server: "##[error]x" },
];

/** Statuses that say something else than what was done. */
export const POISONED_STATUSES: readonly number[] = [
  ...[200, 201, 202, 204, 206, 226, 299],
  ...[300, 301, 302, 303, 304, 307, 308, 399],
  ...[
    400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 426, 429, 451, 499,
  ],
  ...[500, 501, 502, 503, 504, 507, 511, 599],
];
