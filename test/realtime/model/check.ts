import type { Given, Order, World } from "./world.js";

/**
 * What is wrong with what the reader of a world was given. Of each stay everything, up to and with
 * its end, in order and once; and nothing of what came or was changed outside.
 */
export function violationsOf({ log, given }: World, order: Order): string[] {
  const own = given[order];
  return [
    ...outside(log.stays, own),
    ...(order === "seq" ? inSeq(log, own) : inRevision(log, own)),
  ];
}

type Log = World["log"];

function outside(stays: Log["stays"], given: readonly Given[]): string[] {
  const mine = ({ seq, revision }: Given): boolean =>
    stays.some(
      ({ first, last }) =>
        first.seq <= seq &&
        seq <= (last?.seq ?? Infinity) &&
        first.createdRevision <= revision &&
        revision <= (last?.createdRevision ?? Infinity),
    );
  return given.filter((one) => !mine(one)).map((one) => `outside: ${JSON.stringify(one)}`);
}

function inSeq(log: Log, given: readonly Given[]): string[] {
  const seqs = given.map(({ seq }) => seq);
  const expected = due(log, new Set(seqs)).flatMap((entries) => entries.map(({ seq }) => seq));
  const texts = [seqs, expected].map((all) => all.join(" "));
  return texts[0] === texts[1] ? [] : [`given ${texts[0]}, and not ${texts[1]}`];
}

function inRevision(log: Log, given: readonly Given[]): string[] {
  const found: string[] = [];
  const newest = new Map<number, Given>();
  let before = 0;
  for (const one of given) {
    if (one.revision <= before) found.push(`revision ${one.revision} after ${before}`);
    if (one.isNew === newest.has(one.seq)) found.push(`isNew: ${JSON.stringify(one)}`);
    before = one.revision;
    newest.set(one.seq, one);
  }
  const isIn = log.stays.at(-1)?.last === null;
  const stays = due(log, new Set(newest.keys()));
  for (const [at, entries] of stays.entries())
    for (const { seq, revision } of entries) {
      const has = newest.get(seq)?.revision;
      const isOpen = isIn && at === stays.length - 1;
      const end = isOpen ? Infinity : (entries.at(-1)?.createdRevision ?? 0);
      // Written and changed at once, and not to be had any more where its change came after the end.
      const isLost = revision > end;
      if ((has === undefined && !isLost) || (isOpen && has !== revision))
        found.push(`${seq} stands at ${has}, and is at ${revision}`);
    }
  return found;
}

/** The entries of each stay that must be given: one that was over before anybody saw it may not be. */
function due({ stays, entries }: Log, given: ReadonlySet<number>): Log["entries"][] {
  return stays.flatMap(({ first, last }, at) => {
    const own = entries.slice(first.seq - 1, last?.seq);
    return at > 0 && last && !own.some(({ seq }) => given.has(seq)) ? [] : [own];
  });
}
