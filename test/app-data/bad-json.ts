const nested = (levels: number): string =>
  `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;
const NAMES = ["__proto__", "constructor", "prototype"];

/** As text, because half of it cannot be written by JSON.stringify; and where it is wrong. */
export const BAD_JSON: readonly (readonly [what: string, text: string, path: string])[] = [
  ["a list", "[1]", ""],
  ["a text", '"{}"', ""],
  ["a number", "1", ""],
  ["too much", JSON.stringify({ a: "x".repeat(8_185) }), ""],
  ["too much in few letters", JSON.stringify({ a: "ё".repeat(4_093) }), ""],
  ["six levels", nested(6), ".a.a.a.a.a"],
  ["six levels with lists", '{"a":[[[[[]]]]]}', ".a.0.0.0.0"],
  ["very many levels", `{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`, ".a.0.0.0.0"],
  ...NAMES.map((name) => [name, `{"${name}":{"polluted":1}}`, `.${name}`] as const),
  ...NAMES.map((name) => [`inner ${name}`, `{"a":[{"${name}":1}]}`, `.a.0.${name}`] as const),
  ["a prototype", '{"a":{"constructor":{"prototype":{"polluted":1}}}}', ".a.constructor"],
  ["a great number", '{"a":1e400}', ".a"],
  ["a great negative number", '{"a":[-1e400]}', ".a.0"],
  ["a whole number beyond doubles", '{"a":{"b":9007199254740993}}', ".a.b"],
  ["a negative one", '{"a":-9007199254740993}', ".a"],
  ["half a character", '{"a":{"b":"x\\ud800"}}', ".a.b"],
  ["the other half", '{"a":"\\udc00"}', ".a"],
  ["half a character in a name", '{"a":{"\\ud800":1}}', ".a.\ufffd"],
];

/** The greatest and the strangest that is taken. */
export const GOOD_JSON: readonly (readonly [what: string, text: string])[] = [
  ["nothing", "{}"],
  ["all kinds", '{"a":[1,-0.5,1e-7,true,false,"",{"b":[]}],"z":{"y":"x"}}'],
  ["8 KiB", JSON.stringify({ a: "x".repeat(8_184) })],
  ["five levels", nested(5)],
  ["whole numbers to the end of doubles", '{"a":[9007199254740991,-9007199254740991]}'],
  [
    "names that mean something to a database",
    '{"$set":{"a.b":1},"$where":"1","":2,"_id":3,"a\\u0000b":4}',
  ],
  ["names that mean something to objects", '{"toString":1,"hasOwnProperty":2,"__typename":3}'],
  ["Unicode", '{"ключ":"👩‍🚀","é":"e\u0301"}'],
];
