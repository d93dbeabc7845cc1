import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { createPhoneBook } from "../../src/people/users/phone-keys.js";
import {
  LoginDocument,
  RequestPasswordResetDocument,
  ResendCodeDocument,
  SignupDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { PASSWORD, signUp } from "../support/people.js";
import { Rows } from "../support/rows.js";

/** 500 by `npm run bench:enumeration`; fewer are enough to catch work that is left out. */
const SAMPLES = Number(process.env["ENUMERATION_SAMPLES"] ?? 100);
const PARALLEL = 8;
/** Long enough for all of them on a machine that has other things to do. */
const LIMIT_MS = Math.max(300_000, SAMPLES * 3_000);
/** As far from 0.5 as chance takes an honest server twice in a row in 1 of 40,000 runs. */
const MAX_AUC = 0.5 + Math.max(0.05, 2.7 * Math.sqrt(1 / (6 * SAMPLES)));

let app: TestApp;
let rows: Rows;
let unknown = 0;
let known = -1;

beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

/** Accounts that are there, each asked about once: what is remembered of the first must not help. */
async function populate(): Promise<void> {
  const { email } = await signUp(app, "Model");
  const row = await rows.collection("users").findOne({ email });
  if (!row) throw new Error("the model account is missing");
  const phones = createPhoneBook(app.config.dataKeys);
  const copies = Array.from({ length: 2 * SAMPLES * Object.keys(ask).length }, (_, i) => ({
    ...row,
    _id: new Types.ObjectId(),
    email: addressOf(i),
    phoneIndex: phones.indexesOf(numberOf(i))[0],
  }));
  await rows.collection("users").insertMany(copies);
}

const UNKNOWN = 50_000;
const addressOf = (person: number): string => `person-${person}@example.com`;
const numberOf = (person: number): string => `+1415${String(2_000_000 + person)}`;

const wrong = "not the password";
const ask: Record<string, (person: number) => Promise<unknown>> = {
  login: (person) =>
    post(app.url, LoginDocument, { input: { email: addressOf(person), password: wrong } }),
  phone: (person) =>
    post(app.url, LoginDocument, { input: { phone: numberOf(person), password: wrong } }),
  signup: (person) => {
    const input = { name: "Sam", email: addressOf(person), password: PASSWORD };
    return post(app.url, SignupDocument, { input });
  },
  // A sign-up, then its own password: known and unknown addresses alike are strangers to `login`.
  signupThenLogin: async (person) => {
    const email = addressOf(person);
    const password = `${PASSWORD} of nobody`;
    await post(app.url, SignupDocument, { input: { name: "Sam", email, password } });
    const begin = performance.now();
    const answer = await post(app.url, LoginDocument, { input: { email, password } });
    return { answer, ms: performance.now() - begin };
  },
  resendCode: (person) => post(app.url, ResendCodeDocument, { email: addressOf(person) }),
  requestPasswordReset: (person) =>
    post(app.url, RequestPasswordResetDocument, { email: addressOf(person) }),
};

const LOGINS = new Set(["login", "phone", "signupThenLogin"]);

interface Sample {
  readonly known: boolean;
  readonly ms: number;
  readonly body: string;
}

/** Known and unknown by turns, so that whatever else happens meets both alike. */
async function sample(send: (person: number) => Promise<unknown>): Promise<Sample[]> {
  const samples: Sample[] = [];
  let turn = 0;
  const worker = async (): Promise<void> => {
    while (turn < 2 * SAMPLES) {
      const isKnown = (turn += 1) % 2 === 0;
      const person = isKnown ? (known += 1) : UNKNOWN + (unknown += 1);
      const begin = performance.now();
      const sent = (await send(person)) as { answer?: unknown; ms?: number };
      const answer = JSON.stringify(sent.answer ?? sent);
      const body = answer
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
        .replace(/[0-9a-f]{24}\.[\w-]{22}/g, "<token>");
      samples.push({ known: isKnown, ms: sent.ms ?? performance.now() - begin, body });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  return samples;
}

/** How surely the longer of two times, one of each class, tells them apart: 0.5 is not at all. */
function auc(samples: readonly Sample[]): number {
  const sorted = [...samples].sort((a, b) => a.ms - b.ms);
  const ranks = sorted.reduce((sum, { known: is }, i) => sum + (is ? i + 1 : 0), 0);
  const count = samples.filter(({ known: is }) => is).length;
  const value = (ranks - (count * (count + 1)) / 2) / (count * (samples.length - count));
  return Math.max(value, 1 - value);
}

test(
  "A-30: whether an address is known shows in no answer and in no time",
  async () => {
    await populate();
    const printed: string[] = [];
    for (const [name, send] of Object.entries(ask)) {
      const samples = await sample(send);
      const bodies = [...new Set(samples.map(({ body }) => body))];
      expect(bodies).toHaveLength(1);
      expect(bodies[0]).toContain(LOGINS.has(name) ? "INVALID_CREDENTIALS" : "<time>");
      const first = auc(samples);
      const value = first <= MAX_AUC ? first : Math.min(first, auc(await sample(send)));
      printed.push(`${name} ${value.toFixed(3)}`);
      expect({ name, tellsApart: value > MAX_AUC }).toEqual({ name, tellsApart: false });
    }
    console.log(`AUC over ${SAMPLES} samples a class: ${printed.join(", ")}`);
  },
  LIMIT_MS,
);
