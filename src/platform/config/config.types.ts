import type { PushConfig } from "./push.types.js";

type SignupPolicyName = "OPEN" | "DOMAINS" | "INVITE" | "CLOSED";

/** A scheme of the Authorization value with its secrets: the first signs, all verify. */
export interface TokenRealm {
  readonly prefix: string;
  readonly accessSecrets: readonly string[];
  readonly refreshSecrets: readonly string[];
}

export interface CloudinaryAccount {
  readonly cloudName: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Other for accounts in other regions. */
  readonly apiUrl: string;
}

/** Only the first is from the environment. */
export interface WebhookConfig {
  /** Whether addresses of this machine and of private networks may be given, and http. */
  readonly allowPrivate: boolean;
  readonly timeoutMs: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
}

/** Where traces go, by OTLP over HTTP. */
export interface TraceTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  /** How much of all traces is sent, from 0 to 1. */
  readonly ratio: number;
}

/** What passkeys are bound to. */
export interface RelyingParty {
  /** The name of the host, or of a domain above it. */
  readonly id: string;
  /** Of the pages that ask; `http://localhost:*` is any port of this machine. */
  readonly origins: readonly string[];
}

/** Whose tokens log people in: as the file of IDENTITY_PROVIDERS says it. */
export interface IdentityProvider {
  /** In the list of sessions, and in the audit. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  readonly issuer: string;
  /** One of them must be meant by a token. */
  readonly audiences: readonly string[];
  /** Where its keys are; null: where the issuer says, by OpenID Connect Discovery. */
  readonly jwksUri: string | null;
  readonly algorithms: readonly string[];
  /** Whether somebody who was never here gets an account. */
  readonly accounts: "CREATE" | "EXISTING";
  /** Before what the provider calls a person: together it is the external id of the account. */
  readonly externalIdPrefix: string;
  /** When name, address, picture and metadata are taken from a token. */
  readonly profile: "EACH_LOGIN" | "FIRST_LOGIN";
  /** Which addresses are believed. */
  readonly emails: "VERIFIED" | "TRUSTED" | "IGNORED";
  /** How old a token may be. */
  readonly maxAgeMs: number;
  /** Where people sign in to it, for clients to link to. */
  readonly signInUrl: string | null;
  readonly claims: {
    readonly externalId: string;
    readonly name: string;
    readonly email: string;
    readonly avatarUrl: string;
    /** One that is an object, or several that are put into one; null: none. */
    readonly metadata: string | readonly string[] | null;
  };
}

export interface Config {
  readonly mode: "development" | "production" | "test";
  readonly port: number;
  readonly host: string;
  /** How long a server that stops says so, at /readyz, before it takes nothing more. */
  readonly drainMs: number;
  /** Of Ada, as whom the sign-in page lets anybody go on: in development only. */
  readonly demoPassword: string | null;
  /** Whether anybody may ask for the schema. */
  readonly introspection: boolean;
  /** Processes on the port; more than one need Redis between them. */
  readonly workers: number;
  readonly mongoUri: string;
  readonly realms: { readonly user: TokenRealm; readonly admin: TokenRealm };
  /** The scheme of the Authorization value of service keys. */
  readonly servicePrefix: string;
  /** Who may make an account; addresses of which domains, where they decide. */
  readonly signup: { readonly policy: SignupPolicyName; readonly domains: readonly string[] };
  readonly saltRounds: number;
  /** Administrators are users until their two-factor login is on. */
  readonly adminsNeedTwoFactor: boolean;
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** What new passwords are looked up in; null: nothing elsewhere. */
  readonly pwnedPasswordsUrl: string | null;
  readonly google: { readonly clientId: string; readonly keysUrl: string } | null;
  /** Beside Google. */
  readonly identityProviders: readonly IdentityProvider[];
  /** Whether people log in here by themselves, or by providers alone. */
  readonly login: "OWN" | "PROVIDERS";
  /**
   * Key material for data at rest, signed cursors and links: the first is used, the others still
   * open what they once closed.
   */
  readonly dataKeys: readonly Buffer[];
  readonly cloudinary: CloudinaryAccount | null;
  readonly redisUrl: string | null;
  /** Where clients reach the server; links in mails begin with it. Null: http://localhost:port. */
  readonly publicUrl: string | null;
  /** Where passkeys are made and used; null: they are not offered. */
  readonly passkeys: RelyingParty | null;
  readonly corsOrigins: readonly string[];
  /** Whose pictures the web chat shows beside those of the server and of Cloudinary. */
  readonly imageOrigins: readonly string[];
  readonly trustProxyHops: number;
  /** How long a socket stays open after its access token has expired. */
  readonly expiryGraceMs: number;
  /** Of each process; 0: no limit. */
  readonly socketLimits: {
    readonly all: number;
    readonly perUser: number;
    readonly perServiceKey: number;
    readonly perAddress: number;
    /** Nobody has signed in to them. */
    readonly anonymousPerAddress: number;
  };
  readonly dataDir: string;
  readonly mediaDir: string;
  /** Where people's exports lie until they expire; shared by all nodes. */
  readonly exportDir: string;
  readonly uploadMaxBytes: number;
  /** Who may add a new account to groups. */
  readonly groupInvites: "EVERYONE" | "CONTACTS" | "NOBODY";
  /** Groups and types of files, as UPLOAD_TYPES names them. */
  readonly uploadTypes: readonly string[];
  /** How many bytes of files one person may keep. */
  readonly uploadQuotaBytes: number;
  readonly webhooks: WebhookConfig;
  /** For how long the log that backends follow is kept. */
  readonly serverEventsKeepMs: number;
  readonly push: PushConfig;
  readonly logLevel: string;
  /** Null: /metrics answers this machine alone. */
  readonly metricsToken: string | null;
  /** Null: there are no traces. */
  readonly traces: TraceTarget | null;
  readonly limits: Limits;
}

/** The first five are not from the environment: tests and benchmarks give others. */
export interface Limits {
  readonly sendsPerSecond: number;
  readonly sendBurst: number;
  readonly editWindowMs: number;
  readonly uploadsPerHour: number;
  readonly uploadBytesPerDay: number;
  readonly perUserPercent: number;
  readonly perNetworkPercent: number;
  readonly perServiceKeyPercent: number;
  /** In milliseconds of one core a second; 0: no limit. */
  readonly work: {
    readonly perUser: number;
    readonly perNetwork: number;
    readonly anonymous: number;
    readonly perServiceKey: number;
  };
}
