import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import {
  AddPasskeyDocument,
  BeginPasskeyDocument,
  BeginPasskeyLoginDocument,
  LoginWithPasskeyDocument,
  type LoginWithPasskeyMutation,
} from "../generated/graphql.js";
import type { TestApp } from "./app.js";
import { post, type GraphqlResult } from "./graphql.js";
import { PASSWORD, type Person } from "./people.js";

export type Options = Record<string, unknown>;

/** What a page, a person and a thief can do to what is signed. */
export interface Signing {
  readonly origin?: string;
  readonly rpId?: string;
  readonly verified?: boolean;
  /** What the counter shows; else one more than before. */
  readonly counter?: number;
  readonly clientData?: object;
  readonly userHandle?: string | null;
}

/** Of authenticators. */
interface Maker {
  readonly certificate: Buffer;
  readonly key: KeyObject;
}

const ORIGIN = "http://localhost:4000";
const encoded = (bytes: Buffer): string => bytes.toString("base64url");

/** A security key in software, with one key of P-256: it makes and signs what browsers hand on. */
export class Authenticator {
  readonly credentialId = randomBytes(32);
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  private userHandle = "";
  private counter = 0;

  /** An answer to `beginPasskey`. */
  create(
    options: Options,
    {
      attStmt = MAP_OF_NONE,
      fmt = "none",
      maker,
      ...how
    }: Signing & { attStmt?: Buffer; fmt?: string; maker?: Maker } = {},
  ): Options {
    const data = clientData("webauthn.create", options, how);
    this.userHandle = (options["user"] as { id: string }).id;
    const length = Buffer.from([0, this.credentialId.length]);
    const key = coseKey(this.keys.publicKey);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.credentialId, key]);
    const authData = Buffer.concat([this.head(how, 0x40), attested]);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      ...[cborText("fmt"), cborText(fmt)],
      ...[cborText("attStmt"), maker ? this.vouched(maker, data) : attStmt],
      ...[cborText("authData"), cborBytes(authData)],
    ]);
    return this.answer({
      clientDataJSON: encoded(data),
      attestationObject: encoded(attestationObject),
      transports: ["internal"],
    });
  }

  /** An answer to `beginPasskeyLogin`, or to `passkeyOptions`. */
  sign(options: Options, how: Signing = {}, key: KeyObject = this.keys.privateKey): Options {
    const authenticatorData = this.head(how);
    const data = clientData("webauthn.get", options, how);
    const signed = Buffer.concat([authenticatorData, createHash("sha256").update(data).digest()]);
    return this.answer({
      clientDataJSON: encoded(data),
      authenticatorData: encoded(authenticatorData),
      signature: encoded(sign("sha256", signed, key)),
      userHandle: how.userHandle === undefined ? this.userHandle : how.userHandle,
    });
  }

  /** What a security key of U2F says of itself, with its maker's certificate. */
  private vouched({ certificate, key }: Maker, data: Buffer): Buffer {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    const [left, right] = [x, y].map((one) => Buffer.from(one, "base64url")) as [Buffer, Buffer];
    const hashes = ["localhost", data].map((one) => createHash("sha256").update(one).digest());
    const point = [Buffer.from([4]), left, right];
    const signed = Buffer.concat([Buffer.from([0]), ...hashes, this.credentialId, ...point]);
    return Buffer.concat([
      ...[Buffer.from([0xa2]), cborText("sig"), cborBytes(sign("sha256", signed, key))],
      ...[cborText("x5c"), Buffer.from([0x81]), cborBytes(certificate)],
    ]);
  }

  /** The same key and counter in other hands. */
  copy(): Authenticator {
    const twin = new Authenticator();
    return Object.assign(twin, this);
  }

  private head({ rpId = "localhost", verified = true, counter }: Signing, flags = 0): Buffer {
    this.counter = counter ?? this.counter + 1;
    const bytes = Buffer.alloc(5);
    bytes[0] = flags | 0x01 | (verified ? 0x04 : 0);
    bytes.writeUInt32BE(this.counter, 1);
    return Buffer.concat([createHash("sha256").update(rpId).digest(), bytes]);
  }

  private answer(response: object): Options {
    const id = encoded(this.credentialId);
    return { id, rawId: id, type: "public-key", response, clientExtensionResults: {} };
  }
}

/** Gives somebody a passkey, through one node. */
export async function addPasskey(
  app: Pick<TestApp, "url">,
  { token }: Pick<Person, "token">,
  authenticator = new Authenticator(),
): Promise<{ readonly authenticator: Authenticator; readonly id: string }> {
  const begun = await post(app.url, BeginPasskeyDocument, { password: PASSWORD }, token);
  if (begun.errors) throw new Error(JSON.stringify(begun.errors));
  const credential = authenticator.create(begun.data.beginPasskey.options);
  const input = { credential, name: "Key" };
  const added = await post(app.url, AddPasskeyDocument, { input }, token);
  if (added.errors) throw new Error(JSON.stringify(added.errors));
  return { authenticator, id: added.data.addPasskey.id };
}

export async function passkeyOptions(app: Pick<TestApp, "url">): Promise<Options> {
  return (await post(app.url, BeginPasskeyLoginDocument)).data.beginPasskeyLogin.options;
}

/** Asked on one node, answered on the other. */
export async function enterByPasskey(
  authenticator: Authenticator,
  asked: Pick<TestApp, "url">,
  answered: Pick<TestApp, "url"> = asked,
): Promise<GraphqlResult<LoginWithPasskeyMutation>> {
  const credential = authenticator.sign(await passkeyOptions(asked));
  return post(answered.url, LoginWithPasskeyDocument, { input: { credential } });
}

function clientData(type: string, { challenge }: Options, { origin, clientData }: Signing): Buffer {
  const page = { type, challenge, origin: origin ?? ORIGIN, crossOrigin: false, ...clientData };
  return Buffer.from(JSON.stringify(page));
}

const MAP_OF_NONE = Buffer.from([0xa0]);
const cborText = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
/** In the shortest form, which is the only one that is taken. */
export function cborBytes(bytes: Buffer): Buffer {
  const { length } = bytes;
  const head = length < 256 ? [0x58, length] : [0x59, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** `{1: 2, 3: -7, -1: 1, -2: x, -3: y}`: ES256. */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const [left, right] = [x, y].map((one) => cborBytes(Buffer.from(one, "base64url")));
  const head = Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]);
  return Buffer.concat([head, left ?? head, Buffer.from([0x22]), right ?? head]);
}
