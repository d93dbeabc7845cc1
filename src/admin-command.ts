import { parseArgs } from "node:util";
import type { Founder, FoundingService } from "./account/administration/founding.service.js";
import { readKeyCommand, SERVICE_KEY_USAGE } from "./account/service-keys/service-key-commands.js";
import type { ServiceKeyService } from "./account/service-keys/service-key.service.js";
import { normaliseEmail } from "./platform/core/email-address.js";

const INVITED_MS = 14 * 24 * 60 * 60_000;

export const ADMIN_USAGE = `Usage, after \`npm run admin --\` or \`node dist/main.js admin\`:
  create --email you@example.com [--name "Your Name"]
      Makes a super admin, or raises the account that the address has. The password is read from
      ADMIN_PASSWORD, or made up and shown once.
  invite --email somebody@example.com
      Prints what a sign-up with that address needs where SIGNUP=invite; good for 14 days.
  verify-audit [--expect HEAD]
      Checks that no row of the audit was changed or removed. With a head, which the log and this
      command print, that none of its newest rows was removed either.
  accept-secrets
      Takes the secrets that are set for those of the database, where the ones before are lost.
${SERVICE_KEY_USAGE}`;

/** What a command works on: the server, of which nothing listens. */
interface Administered {
  administer<T>(
    work: (founding: FoundingService, serviceKeys: ServiceKeyService) => Promise<T>,
  ): Promise<T>;
  acceptSecrets(): Promise<void>;
}

/** Resolves to the exit code. */
export type AdminWork = (app: Administered) => Promise<number>;

/** What the arguments ask for; null: there is no such command. Without a password one is made up. */
export function readAdminCommand(
  args: readonly string[],
  givenPassword: string | undefined,
): AdminWork | null {
  if (args[0] === "key") {
    const work = readKeyCommand(args.slice(1));
    return work && ((app) => app.administer((_founding, serviceKeys) => work(serviceKeys)));
  }
  const { positionals, values } = parse(args) ?? { positionals: [], values: {} };
  const [command, ...others] = positionals;
  if (others.length > 0) return null;
  const email = normaliseEmail(values.email);
  switch (command) {
    case "verify-audit":
      return (app) => app.administer((founding) => verifyAudit(founding, values.expect ?? null));
    case "accept-secrets":
      return acceptSecrets;
    case "invite":
      return email ? (app) => app.administer((founding) => invite(founding, email)) : null;
    case "create": {
      if (!email) return null;
      const name = values.name ?? email.replace(/@.*/, "");
      const founder = { email, name, password: givenPassword || null };
      return (app) => app.administer((founding) => create(founding, founder));
    }
    default:
      return null;
  }
}

interface Arguments {
  readonly positionals: string[];
  readonly values: { readonly email?: string; readonly name?: string; readonly expect?: string };
}

function parse(args: readonly string[]): Arguments | null {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { email: text, name: text, expect: text },
    });
  } catch {
    return null;
  }
}

async function create(founding: FoundingService, founder: Founder): Promise<number> {
  const { password } = await founding.createSuperAdmin(founder);
  console.log(`${founder.email} is a super admin.`);
  if (password && !founder.password) console.log(`Password: ${password}`);
  return 0;
}

function invite(founding: FoundingService, email: string): Promise<number> {
  const until = new Date(Date.now() + INVITED_MS);
  console.log(`Invitation of ${email}, until ${until.toISOString()}:`);
  console.log(founding.invite(email, until));
  return Promise.resolve(0);
}

async function verifyAudit(founding: FoundingService, expected: string | null): Promise<number> {
  const { fault, head } = await founding.verifyAudit(expected);
  console.log(fault ?? "The audit is whole.");
  if (fault === null && head !== null) console.log(`Head: ${head}`);
  return fault === null ? 0 : 1;
}

async function acceptSecrets(app: Administered): Promise<number> {
  await app.acceptSecrets();
  console.log(
    "The secrets that are set are those of the database now. What only others could read is lost: passwords are set anew by mail, phone numbers and two-factor login are set up again, and everybody logs in.",
  );
  return 0;
}
