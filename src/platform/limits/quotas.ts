const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What a limit counts by. */
export enum LimitScope {
  /** An IPv4 address, or the /64 of an IPv6 address. */
  NETWORK = "NETWORK",
  /** Whoever is signed in. */
  USER = "USER",
  /** The account that is asked for, from one network. */
  ACCOUNT = "ACCOUNT",
  /** Whoever gets something that nobody asked for. */
  RECIPIENT = "RECIPIENT",
  /** One person towards another. */
  PAIR = "PAIR",
  /** A service key. */
  SERVICE_KEY = "SERVICE_KEY",
}

export interface LimitRule {
  readonly scope: LimitScope;
  readonly max: number;
  readonly windowMs: number;
}

const rule = (scope: LimitScope, max: number, windowMs: number): LimitRule => ({
  scope,
  max,
  windowMs,
});
const { NETWORK, USER, ACCOUNT, RECIPIENT, PAIR, SERVICE_KEY } = LimitScope;

/** What may be done how often. Nothing that goes well is given back. */
export const LIMIT_RULES = {
  /** Tries, whatever comes of them. */
  login: rule(NETWORK, 200, 10 * MINUTE_MS),
  loginAccount: rule(ACCOUNT, 20, 10 * MINUTE_MS),
  /** Failed ones, which are counted before it is known. */
  loginNetwork: rule(NETWORK, 30, 10 * MINUTE_MS),
  loginPair: rule(ACCOUNT, 10, HOUR_MS),
  /** The question and its answer: each question is a row, and each answer a signature to check. */
  passkeyLogins: rule(NETWORK, 400, 10 * MINUTE_MS),
  /** Tokens of identity providers, good or not, and their word of logouts. */
  tokenExchanges: rule(NETWORK, 600, 10 * MINUTE_MS),
  backchannelLogouts: rule(NETWORK, 6_000, 10 * MINUTE_MS),
  signup: rule(NETWORK, 50, HOUR_MS),
  /** Codes asked for, and codes tried. */
  codes: rule(NETWORK, 20, HOUR_MS),
  codeTries: rule(NETWORK, 200, HOUR_MS),
  refresh: rule(NETWORK, 1_200, 10 * MINUTE_MS),
  /** Passwords and one-time passwords of somebody who is signed in. */
  confirmation: rule(USER, 10, 15 * MINUTE_MS),
  /** That a number is taken can be learned by setting it: only so often. */
  phoneChange: rule(USER, 5, DAY_MS),
  userSearch: rule(USER, 60, MINUTE_MS),
  /** Changes of messages: each is a durable write that goes to everybody. */
  edits: rule(USER, 30, MINUTE_MS),
  deletions: rule(USER, 120, MINUTE_MS),
  reactions: rule(USER, 60, MINUTE_MS),
  pins: rule(USER, 30, MINUTE_MS),
  /** What passes, or concerns nobody else. */
  typing: rule(USER, 240, MINUTE_MS),
  receipts: rule(USER, 1_200, MINUTE_MS),
  settings: rule(USER, 60, MINUTE_MS),
  sessions: rule(USER, 120, MINUTE_MS),
  /** Passwords, second factors, the end of an account: each is hashed or mailed. */
  accountChanges: rule(USER, 30, HOUR_MS),
  /** Each is all that is kept of somebody, written to the disk. */
  exports: rule(USER, 3, DAY_MS),
  /** Groups, and what is done to them. */
  groups: rule(USER, 20, HOUR_MS),
  groupChanges: rule(USER, 120, HOUR_MS),
  membersAdded: rule(USER, 1_000, HOUR_MS),
  invitationAnswers: rule(USER, 120, HOUR_MS),
  directConversations: rule(USER, 120, HOUR_MS),
  contactRequest: rule(USER, 30, HOUR_MS),
  contactAnswers: rule(USER, 240, HOUR_MS),
  uploads: rule(USER, 120, HOUR_MS),
  administration: rule(USER, 600, HOUR_MS),
  /** Whatever has no limit of its own. */
  otherWrites: rule(USER, 60, MINUTE_MS),
  otherStrangers: rule(NETWORK, 60, MINUTE_MS),
  /** What nobody asked for: of everybody, and of one person. */
  groupsReceived: rule(RECIPIENT, 100, DAY_MS),
  groupsByOne: rule(PAIR, 10, DAY_MS),
  requestsReceived: rule(RECIPIENT, 100, DAY_MS),
  requestsByOne: rule(PAIR, 5, DAY_MS),
  mailsReceived: rule(RECIPIENT, 10, DAY_MS),
  /** All that a backend does by its key, for itself and in the name of people. */
  serviceWrites: rule(SERVICE_KEY, 60_000, MINUTE_MS),
} as const satisfies Record<string, LimitRule>;
export type LimitName = keyof typeof LIMIT_RULES;

/** In percent of what stands above. */
export interface LimitScale {
  readonly perUserPercent: number;
  readonly perNetworkPercent: number;
  readonly perServiceKeyPercent: number;
}

/** The rules of a server: each kind grows and shrinks as a whole. */
export function scaledRules(scale: LimitScale): Readonly<Record<LimitName, LimitRule>> {
  const scaled = Object.entries(LIMIT_RULES).map(([name, { scope, max, windowMs }]) => {
    const percent = percentOf(scope, scale);
    // Guessing does not become easier where more people sit behind an address.
    const fixed = scope === ACCOUNT || FIXED.has(name);
    return [
      name,
      rule(scope, fixed ? max : Math.max(1, Math.ceil((max * percent) / 100)), windowMs),
    ];
  });
  return Object.fromEntries(scaled) as Record<LimitName, LimitRule>;
}

function percentOf(scope: LimitScope, scale: LimitScale): number {
  if (scope === NETWORK) return scale.perNetworkPercent;
  return scope === SERVICE_KEY ? scale.perServiceKeyPercent : scale.perUserPercent;
}

/** What protects an account does not depend on how busy people are. */
const FIXED: ReadonlySet<string> = new Set(["confirmation", "phoneChange"]);

/** What keeps people from being a nuisance, and not a backend that is trusted with them. */
export const PEOPLE_ALONE: ReadonlySet<string> = new Set(
  Object.entries(LIMIT_RULES).flatMap(([name, { scope }]) => {
    const isProtection = FIXED.has(name) || name === "mailsReceived";
    const isOfPeople = scope === USER || scope === RECIPIENT || scope === PAIR;
    return isOfPeople && !isProtection ? [name] : [];
  }),
);
