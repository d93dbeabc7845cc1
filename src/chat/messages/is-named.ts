/** What goes on after a name is another one: @Ann is not in @Annabel. */
const GOES_ON = /^[\p{L}\p{M}\p{N}]/u;

export function isNamed(name: string, body: string): boolean {
  const mark = `@${name}`;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1))
    if (!GOES_ON.test(body.slice(at + mark.length))) return true;
  return false;
}
