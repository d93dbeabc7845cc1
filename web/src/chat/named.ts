/** What goes on after a name is another one: @Ann is not in @Annabel. The server has the same rule. */
const ENDS = "(?![\\p{L}\\p{M}\\p{N}])";

/** What stands for all members of a group. */
export const ALL = "all";

export function isNamed(name: string, body: string): boolean {
  return patternOf([name]).test(body);
}

/** The text in pieces, of which every second one is an @name: the longest that fits there. */
export function splitByNames(names: readonly string[], body: string): readonly string[] {
  return names.length === 0 ? [body] : body.split(patternOf(names));
}

function patternOf(names: readonly string[]): RegExp {
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escape);
  return new RegExp(`(@(?:${longestFirst.join("|")})${ENDS})`, "u");
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
