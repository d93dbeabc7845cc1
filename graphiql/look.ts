import type { Plugin } from "vite";

/** Of GraphiQL's editor, which knows no custom properties, to the colours of the other pages. */
const COLOURS: readonly (readonly [string, string])[] = [
  ["#212a3b", "#1b2024"],
  ["#ffffffff", "#fffefcff"],
  ["#ff579419", "#4cc9b026"],
  ["#d6059019", "#0b73631f"],
  ["#ff5794", "#4cc9b0"],
  ["#d60590", "#0b7363"],
  ["#b7c2d711", "#eceff011"],
  ["#3b4b6811", "#1c202211"],
  ["#908aff", "#8ac4f0"],
  ["#6c69ce", "#0a5c8f"],
];
const FONTS = /@font-face\s*\{[^}]*font-family:\s*"?(?:Roboto|Fira Code)"?[^}]*\}/g;

/** Its own colours and fonts are written into its files: taken out as they are bundled. */
export const ownLook: Plugin = {
  name: "own-look",
  enforce: "pre",
  transform(code, id) {
    if (/graphiql\/.*\.css$/.test(id)) return code.replace(FONTS, "");
    if (!id.endsWith("@graphiql/react/dist/constants.js")) return null;
    for (const [theirs, ours] of COLOURS) {
      if (!code.includes(`"${theirs}"`))
        this.error(`${theirs} is no colour of GraphiQL's editor any more`);
      code = code.replaceAll(`"${theirs}"`, `"${ours}"`);
    }
    return code;
  },
};
